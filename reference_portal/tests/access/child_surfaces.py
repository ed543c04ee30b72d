"""Every surface that could show a child's record, read as a browser reads it."""

import re

from attrs import frozen
from httpx import Response
from lxml import html
from reference_portal.tests.access.asked import surface
from reference_portal.tests.access.stage import (
    BEN,
    MARKS,
    NAMES,
    REVIEW,
    SCHOOL_PHONE,
    SOURCES,
    TITLES,
    UPN,
    WORDS,
    Stage,
)
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.filling_in import WORKERS, parsed

LITTLE, BESIDE = "A record may exist", "A restricted record may be this child"
REFERENCE = re.compile(r"FD-[0-9A-Z]{4}-[0-9A-Z]{4}")
SEARCH = {
    "given_name": "",
    "family_name": "Quillfeather",
    "date_of_birth-day": "",
    "date_of_birth-month": "",
    "date_of_birth-year": "",
    "postcode": "",
    "nhs_number": str(BEN.nhs_numbers[0]),
    "upn": str(UPN),
    "purpose": "working",
    "purpose_details": "",
}
"""It finds all three records: each child by a number."""
NOBODY = {**SEARCH, "family_name": "Zyxomma", "nhs_number": "999 000 0018", "upn": "A885200010001"}

_ANNAS = (
    {"date_of_birth-day": "17", "date_of_birth-month": "5", "date_of_birth-year": "2014"},
    {"upn": SEARCH["upn"]},
)
_BENS = (
    {"date_of_birth-day": "3", "date_of_birth-month": "2", "date_of_birth-year": "2011"},
    {"nhs_number": SEARCH["nhs_number"]},
)
_ALONE = {"case-1": _ANNAS, "case-2": _BENS, "pupil-1": _ANNAS}


@frozen
class Shown:
    """What somebody was shown of one page: its status, and of what they could learn something from it."""

    status: int
    full: frozenset[str] = frozenset()
    little: int = 0
    sibling: str = ""
    beside: bool = False
    before: frozenset[str] = frozenset()
    """The references of contacts on it."""


@surface
def search(stage: Stage, **headers: str) -> Shown:
    found = stage.post("/children", SEARCH, **headers)
    return Shown(found.status_code, *_lines(found)) if found.status_code == 200 else Shown(found.status_code)


@surface
def full_search(stage: Stage) -> str:
    """The words of the page that finds every record."""
    return _bare(stage.post("/children", SEARCH))


@surface
def hidden_search(stage: Stage, record: str) -> bool:
    """Whether a search for one child alone, by number and date of birth, is answered like one for nobody."""
    day, number = _ALONE[record]
    asked = {**SEARCH, "family_name": "", "nhs_number": "", "upn": "", **day}
    return _bare(stage.post("/children", {**asked, **number})) == _bare(
        stage.post("/children", {**asked, **{name: NOBODY[name] for name in number}})
    )


def empty_search(stage: Stage) -> str:
    """The words of the page of a search that finds nobody."""
    return _bare(stage.post("/children", NOBODY))


@surface
def view(stage: Stage, who: str, record: str, **headers: str) -> Shown:
    return _page_of(stage, f"/children/{stage.tokens[who, record]}?for=working", record, **headers)


@surface
def part_of_view(stage: Stage, who: str, record: str, source: str) -> Shown:
    """What one system alone says on the page of a record."""
    return _page_of(stage, f"/children/{stage.tokens[who, record]}/from/{source}?for=working", record)


def _page_of(stage: Stage, path: str, record: str, **headers: str) -> Shown:
    page = stage.get(path, **headers)
    marks = frozenset(each for each, mark in MARKS.items() if mark in page.text)
    sibling = "named" if "Barnabas" in page.text and record != "case-2" else ""
    if "Name withheld" in page.text:
        sibling = "withheld"
    little = page.text.count(f'<h1 class="govuk-heading-l">{LITTLE}</h1>')
    assert not (little and any(word in page.text for word in WORDS))
    told = frozenset(REFERENCE.findall(page.text))
    return Shown(page.status_code, marks, little, sibling, BESIDE in page.text, told)


@surface
def not_found(stage: Stage, who: str, record: str, more: str = "") -> bool:
    """Whether an address below that of a record is word for word that of one that never was."""
    theirs = stage.get(f"/children/{stage.tokens[who, record]}{more}")
    nobodys = stage.get(f"/children/AAAAAAAAAAAAAAAAAAAAAA{more}")
    return (theirs.status_code, theirs.text, dict(theirs.headers)) == (404, nobodys.text, dict(nobodys.headers))


@surface
def wrong_details_form(stage: Stage, who: str, record: str, source: str) -> tuple[int, bool, bool]:
    """The form beside a worker's number: its status, and whether it names social care's workers and the school's."""
    page = stage.get(f"/children/{stage.tokens[who, record]}/wrong/{source}")
    assert not any(word in page.text for word in WORDS)
    return page.status_code, any(each.worker in page.text for each in WORKERS), SCHOOL_PHONE in page.text


@surface
def wrong_details_list(stage: Stage) -> int:
    return _tells_of_nobody(stage.get("/wrong-details"))


@surface
def who_may_see_list(stage: Stage, who: str, record: str) -> int:
    return _tells_of_nobody(stage.get(f"/access/children/{stage.tokens[who, record]}"))


@surface
def claim_form(stage: Stage, who: str, record: str) -> int:
    return _tells_of_nobody(stage.get(f"/access/claim/{stage.tokens[who, record]}"))


@surface
def link_page(stage: Stage, link: str) -> int:
    return _tells_of_nobody(stage.get(f"/matches/links/{link}"))


@surface
def own_access(stage: Stage) -> int:
    return _tells_of_nobody(stage.get("/access/mine"))


@surface
def access_reviews(stage: Stage) -> int:
    return _tells_of_nobody(stage.get("/access/reviews"))


@surface
def who_looked(stage: Stage, *, reference: str = "", record: str = "") -> int:
    """Who looked at a contact or at a record."""
    fields = {"reference": reference, "source": SOURCES.get(record, ""), "record": record, "purpose": "review"}
    return _tells_of_nobody(stage.post("/who-looked", {**fields, "page": "1"}))


@surface
def matches_list(stage: Stage) -> tuple[int, int, int]:
    """The queue of comparisons: its status, how many it says there are, and how many decisions it tells of."""
    page = stage.get("/matches")
    status = _tells_of_nobody(page)
    if status != 200:
        return status, 0, 0
    said = re.search(r"Matches to check: (\d+)", page.text)
    assert said
    assert int(said[1]) == page.text.count(f'"/matches/{REVIEW}"')
    return status, int(said[1]), page.text.count('data-label="By whom"')


@surface
def match_page(stage: Stage) -> tuple[int, bool]:
    """Two records side by side: the status, and whether the child is named."""
    page = stage.get(f"/matches/{REVIEW}")
    return page.status_code, NAMES["case-1"] in page.text


def _tells_of_nobody(page: Response) -> int:
    """The status of a page that must not say a word of a child to anybody."""
    assert not any(word in page.text for word in WORDS)
    return page.status_code


def _lines(page: Response) -> tuple[frozenset[str], int]:
    """The records named in a page of results, and how many may exist."""
    named: set[str] = set()
    little = 0
    for section in parsed(page).xpath("//section[@class='ffd-found']"):
        source = words(html.tostring(section.xpath("./h2")[0], encoding="unicode"))
        for row in section.xpath(".//tbody/tr"):
            text = words(html.tostring(row, encoding="unicode"))
            if text.startswith(LITTLE):
                little += 1
                assert not any(word in text for word in (*WORDS, "2014", "2011"))
            for record, name in NAMES.items():
                if name in text and source.startswith(TITLES[SOURCES[record]]):
                    named.add(record)
    return frozenset(named), little


def _bare(page: Response) -> str:
    """A page without what differs by chance: the tokens of its forms, and what was typed."""
    without_forms = re.sub(r"<details.*?</details>", "", page.text, flags=re.DOTALL)
    return re.sub(r'name="(form_token|child)" value="[^"]*"', "", without_forms)
