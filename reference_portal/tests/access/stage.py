"""A portal with two children in two systems, and every surface that could show them, read as a browser reads it."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen
from httpx import Response
from lxml import html
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, CaseSystem, TwoSystems, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, start_portal, words
from reference_portal.tests.web.filling_in import FORM, parsed

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor_portal.use_cases.models import Session, Sighting
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.resume_session import digest

UPN = Upn.parse("P885990118107")
ANNA = PersonRecord(
    "case-1",
    PersonName("Amaryllis", "Quillfeather"),
    other_names=(PersonName("Alphaname", "Quillfeather"),),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    upns=(UPN,),
)
BEN = PersonRecord(
    "case-2",
    PersonName("Barnabas", "Quillfeather"),
    other_names=(PersonName("Betaname", "Quillfeather"),),
    birth_date=BirthDate(date(2011, 2, 3)),
    sex=Sex.MALE,
    nhs_numbers=(NhsNumber.parse("999 001 0374"),),
)
ANNA_AT_SCHOOL = PupilRecord(
    "pupil-1",
    PersonName("Amaryllis", "Quillfeather"),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    upn=UPN,
    school="Gammaname School",
)
BROTHER = Relationship("case-2", BEN.name, "brother")
NAMES = {"case-1": "Amaryllis", "case-2": "Barnabas", "pupil-1": "Amaryllis"}
MARKS = {"case-1": "Alphaname", "case-2": "Betaname", "pupil-1": "Gammaname"}
"""A word that stands in nothing but the record itself."""
SOURCES = {"case-1": "framework_i", "case-2": "framework_i", "pupil-1": "capita_one"}
TITLES = {"framework_i": "Framework-i", "capita_one": "Capita ONE"}

LITTLE, BESIDE = "A record may exist", "A restricted record may be this child"
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
AGENCIES = {"school": SCHOOL, "surgery": SURGERY, "council": COUNCIL}


class Systems(TwoSystems):
    """Two systems of which the first answers to several questions with everybody who fits one of them."""

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        answers = [self._search_people(query, call) for query in people_like]
        return (self._care(tuple(dict.fromkeys(item for (answer,) in answers for item in answer.items))),)


@frozen
class Shown:
    """What somebody was shown of one page: its status, and of what they could learn something from it."""

    status: int
    full: frozenset[str] = frozenset()
    little: int = 0
    sibling: str = ""
    beside: bool = False


@frozen
class Stage:
    portal: TestPortal
    browser: Browser
    people: dict[str, Professional]
    tokens: dict[tuple[str, str], str]
    _form_tokens: list[str] = field(factory=list)
    """That of every form of whoever is signed in comes last."""

    def sign_in(self, who: str) -> None:
        """The browser is this person's from now on; whoever has no account any more is a stranger."""
        token, now = secrets.token_urlsafe(32), self.portal.clock()
        with self.portal.office.work.begin() as tx:
            tx.accounts.add_session(Session(digest(token), self.people[who].id, f"form-{token}", now, now))
        self._form_tokens.append(f"form-{token}")
        self.browser.client.cookies.clear()
        self.browser.client.cookies.set("__Host-frontdoor", token)

    def search(self, **headers: str) -> Shown:
        found = self._post(SEARCH, **headers)
        return Shown(found.status_code, *_lines(found)) if found.status_code == 200 else Shown(found.status_code)

    def full_search(self) -> str:
        """The words of the page that finds every record."""
        return _bare(self._post(SEARCH))

    def empty_search(self) -> str:
        """The words of the page of a search that finds nobody."""
        return _bare(self._post({**SEARCH, "nhs_number": "999 000 0018", "upn": "A885200010001"}))

    def _post(self, fields: Mapping[str, str], **headers: str) -> Response:
        return self.browser.post("/children", {**fields, "form_token": self._form_tokens[-1]}, headers)

    def view(self, who: str, record: str, **headers: str) -> Shown:
        page = self.browser.get(f"/children/{self.tokens[who, record]}?for=working", headers=headers)
        marks = frozenset(each for each, mark in MARKS.items() if mark in page.text)
        sibling = "named" if "Barnabas" in page.text and record != "case-2" else ""
        if "Name withheld" in page.text:
            sibling = "withheld"
        little = page.text.count(f'<h1 class="govuk-heading-l">{LITTLE}</h1>')
        assert not (little and any(word in page.text for word in (*MARKS.values(), *NAMES.values())))
        return Shown(page.status_code, marks, little, sibling, BESIDE in page.text)

    def not_found(self, who: str, record: str) -> bool:
        """Whether the page of a record is word for word that of one that never was."""
        theirs = self.browser.get(f"/children/{self.tokens[who, record]}?for=working")
        nobodys = self.browser.get("/children/AAAAAAAAAAAAAAAAAAAAAA?for=working")
        return (theirs.status_code, theirs.text, dict(theirs.headers)) == (
            nobodys.status_code,
            nobodys.text,
            dict(nobodys.headers),
        )

    def listed(self, path: str) -> tuple[int, frozenset[str], int | None]:
        """A list of contacts: its status, the references on it, and the number it says there are."""
        page = self.browser.get(path)
        if page.status_code != 200:
            return page.status_code, frozenset(), None
        said = re.search(r"Holding area: (\d+) contact", page.text)
        return 200, frozenset(re.findall(r"FD-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)), int(said[1]) if said else None

    def counted(self) -> tuple[int, int]:
        """The figures: their status, and how many contacts were ever received."""
        page = self.browser.get("/figures")
        if page.status_code != 200:
            return page.status_code, 0
        table = re.search(r"Every contact ever received.*?</table>", page.text, re.DOTALL)
        rows = re.findall(r"--numeric\">(?:<a[^>]*>)?(\d+)[<]", table[0]) if table else []
        return 200, sum(map(int, rows))

    def contact_status(self, reference: str) -> int:
        return self.browser.get(f"/contacts/{reference}").status_code


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
                assert not any(word in text for word in (*NAMES.values(), *MARKS.values(), "2014", "2011"))
            for record, name in NAMES.items():
                if name in text and source.startswith(TITLES[SOURCES[record]]):
                    named.add(record)
    return frozenset(named), little


def _bare(page: Response) -> str:
    """A page without what differs by chance: the tokens of its forms, and what was typed."""
    without_forms = re.sub(r"<details.*?</details>", "", page.text, flags=re.DOTALL)
    return re.sub(r'name="(form_token|child)" value="[^"]*"', "", without_forms)


PEOPLE: tuple[tuple[str, Role, str], ...] = (
    ("teacher", Role.PROFESSIONAL, "school"),
    ("doctor", Role.PROFESSIONAL, "surgery"),
    ("worker", Role.SOCIAL_WORKER, "council"),
    ("officer", Role.SCREENING_OFFICER, "council"),
    ("partner", Role.MASH_PARTNER, "surgery"),
    ("manager", Role.TEAM_MANAGER, "council"),
    ("duty", Role.DUTY_MANAGER, "council"),
    ("senior", Role.SENIOR_MANAGER, "council"),
    ("privacy", Role.PRIVACY_OFFICER, "council"),
)


@contextmanager
def open_stage() -> Iterator[Stage]:
    """The portal, everybody registered, and a record of each child known to each of them from an earlier search."""
    systems = Systems(people=(ANNA, BEN), pupils=(ANNA_AT_SCHOOL,), relationships=(BROTHER,))
    parts: dict[str, Any] = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    with start_portal(gateway=systems, episodes=CaseSystem(), **parts) as portal:
        people = {}
        for name, role, agency in PEOPLE:
            roles = frozenset({role, Role.TEAM_MANAGER} if role is Role.DUTY_MANAGER else {role})
            at = AGENCIES[agency]
            address = f"{name}@{min(at.email_domains)}"
            people[name] = Professional(name, f"{name.capitalize()} Someone", address, at, roles)
        register_people(portal.office, *people.values())
        browser = portal.client()
        with browser.client:  # one event loop for every request, not one each
            yield Stage(portal, browser, people, dict(_sighted(portal, people)))


def _sighted(portal: TestPortal, people: dict[str, Professional]) -> Iterator[tuple[tuple[str, str], str]]:
    records = {"case-1": Identity.of_person(ANNA), "case-2": Identity.of_person(BEN)}
    records["pupil-1"] = Identity.of_pupil(ANNA_AT_SCHOOL)
    typed = Identity(PersonName("", "Quillfeather")).to_data()
    ends = portal.clock() + timedelta(days=4_000)
    with portal.office.work.begin() as tx:
        for who, person in people.items():
            for record, identity in records.items():
                token = secrets.token_urlsafe(16)
                is_care = SOURCES[record] == "framework_i"
                known = identity.to_data()
                sighting = Sighting(token, person.id, SOURCES[record], record, is_care, known, ends, typed)
                tx.sightings.add((sighting,))
                yield (who, record), token
