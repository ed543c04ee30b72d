"""A professional who fills in the form as its pages ask, without JavaScript; and two systems with children to find."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from httpx import Response
from lxml import html
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.relating import works_with
from reference_portal.tests.web.browsing import Browser, TestPortal, form_token, start_portal

from frontdoor.connectors.people import CaseStatus, Involvement, PersonRecord, Relationship
from frontdoor.connectors.pupils import Attendance, KeyContact, PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.forms import Question, QuestionKind, RawAnswer, library_form, questions_in_play
from frontdoor_portal.use_cases.models import Draft

FORM = library_form("cause_for_concern")
GIVEN, FAMILY, STREET = "Zephyrine", "Quillfeather", "7 Canary Wharf Lane"
NHS, UPN = NhsNumber.parse("999 001 0374"), Upn.parse("P885990118107")
CANARIES = (GIVEN, FAMILY, "Canary", NHS.value, UPN.value)
"""Words that must never stand in an address."""

PERSON = PersonRecord(
    id="case-1",
    name=PersonName(GIVEN, FAMILY),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    address=Address((STREET, "Evesham"), Postcode("WR80 1AB")),
    nhs_numbers=(NHS,),
    upns=(UPN,),
    case_status=CaseStatus.OPEN,
)
PUPIL = PupilRecord(
    id="pupil-1",
    name=PersonName(GIVEN, FAMILY),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    upn=UPN,
    address=Address((STREET, "Evesham"), Postcode("WR80 1AB")),
    school="Thornhill High School",
    year_group="8",
    sen_provision="K",
    looked_after=False,
    attendance=(Attendance("2025", 378, 310, 31),),
    contacts=(KeyContact("Gareth Pugh", "Designated safeguarding lead", "01632 960221", "g.pugh@thornhill.example"),),
)
WORKERS = (
    Involvement("Tom Eastwood", "Team manager", "Team North", "01632 960305"),
    Involvement(
        "Folake Adeyemi",
        "Allocated social worker",
        "Team North",
        "01632 960301",
        "f.adeyemi@council.example",
        confirmed_on=date(2026, 5, 2),
    ),
)
MOTHER = Relationship("case-2", PersonName("Rachel", FAMILY), "mother", True, True, BirthDate(date(1989, 11, 30)))

SEARCH = {
    "given_name": GIVEN,
    "family_name": FAMILY,
    "date_of_birth-day": "",
    "date_of_birth-month": "",
    "date_of_birth-year": "",
    "postcode": "",
    "nhs_number": "",
    "upn": "",
    "age": "",
    "case_id": "",
    "purpose": "concern",
    "purpose_details": "",
}
NOBODY = {**SEARCH, "given_name": "", "family_name": "", "postcode": "WR99 9ZZ", "nhs_number": "999 000 0018"}
"""A search that finds no record and says nothing that a form asks first."""

CALM = {
    "immediate_danger": "no",
    "phoned_already": "no",
    "help_wanted": "social_work_assessment",
    "urgency": "standard",
    "child_stage": "born",
    "child_name_known": "yes",
    "child_name-given": GIVEN,
    "child_name-family": FAMILY,
    "date_of_birth-approx": "about 12",
    "whereabouts": "not_known",
    "category": "something_else",
}
"""Answers that decide the way through the form; every other question is answered with whatever fits."""


def two_systems(**parts: Any) -> TwoSystems:
    """Both systems, knowing one child; `parts` replace what they hold."""
    known: dict[str, Any] = {
        "people": (PERSON,),
        "pupils": (PUPIL,),
        "involvements": WORKERS,
        "relationships": (MOTHER,),
    }
    return TwoSystems(**{**known, **parts})


@contextmanager
def portal_with(systems: TwoSystems, **parts: Any) -> Iterator[TestPortal]:
    """A portal with the shipped form in force and two systems to search, whose children `person()` works with."""
    forms = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    with start_portal(**{"gateway": systems, **forms, **parts}) as started:
        works_with(
            started.office,
            person(),
            [
                *(("framework_i", each.id) for each in systems.people),
                *(("capita_one", each.id) for each in systems.pupils),
            ],
        )
        yield started


def start_draft(browser: Browser) -> str:
    """Search for a child whom nobody knows and go on without a record; answers with the address of the draft."""
    results = browser.send("/children", NOBODY)
    token = parsed(results).xpath("//form[@action='/drafts']//input[@name='child']/@value")[0]
    started = browser.post("/drafts", {"child": token, "form_token": form_token(results)})
    assert started.status_code == 303
    return started.headers["location"]


def fill_in(browser: Browser, draft: str, answers: Mapping[str, str]) -> list[str]:
    """Answer section by section as the task list and the pages lead; answers with the ids of the pages seen."""
    seen: list[str] = []
    for _ in range(60):
        todo = _unfinished(browser.get(draft))
        if not todo:
            return seen
        page = todo[0]
        while page != draft:
            seen.append(page.removeprefix(f"{draft}/"))
            saved = browser.post(page, filled(browser.get(page), answers))
            assert saved.status_code == 303, f"{page}: {saved.status_code}"
            page = saved.headers["location"].partition("#")[0]
    raise AssertionError(f"The form does not end: {seen[-6:]}")


def filled(page: Response, answers: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a question page as a browser would send them, with everything blank answered somehow."""
    form = _form(page)
    sent = _fields(form)
    for name in dict.fromkeys(control.name for control in form.inputs if control.name):
        if name in answers:
            sent[name] = [answers[name]]
        elif not any(sent.get(name, [])) and (answer := _some_answer(form.inputs[name], name, answers)):
            sent[name] = [answer]
    return sent


def fields_of(page: Response, **typed: str) -> dict[str, Any]:
    """What a browser sends of the page's first form where nothing but what is `typed` was touched."""
    return _fields(_form(page)) | typed


def _form(page: Response) -> Any:
    return parsed(page).xpath("//main//form")[0]


def _fields(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def _some_answer(control: Any, name: str, answers: Mapping[str, str]) -> str:
    # In an item of a group a field is named after the group, the item's number and then the member.
    question, _, part = re.sub(r"^\w+-\d+-", "", name).partition("-")
    if hasattr(control, "value_options"):
        options = list(control.value_options)
        return "no" if "no" in options else options[0]
    if question in {"nhs_number", "upn"} or part == "approx" or f"{question}-approx" in answers:
        return ""
    if part in {"day", "month", "year"}:
        return {"day": "1", "month": "5", "year": "2026"}[part]
    by_type = {"tel": "01632 960555", "email": "reply@school.example.org"}
    return by_type.get(control.get("type", ""), "Written for a test")


def _unfinished(task_list: Response) -> list[str]:
    rows = parsed(task_list).xpath("//li[.//strong[contains(@class, 'govuk-tag')]]//a/@href")
    return [str(row) for row in rows]


def links_of(page: Response) -> list[str]:
    """Every address a page carries: links, forms, and where it sends the browser."""
    found = [page.headers["location"]] if "location" in page.headers else []
    if page.text:
        found += [str(each) for each in parsed(page).xpath("//@href | //@action | //@src")]
    return found


def parsed(page: Response) -> Any:
    """A page as a tree to ask with XPath."""
    return html.fromstring(page.text)


def whole_answers(**given: RawAnswer) -> dict[str, RawAnswer]:
    """Raw answers with which the form can be sent, as a draft holds them; `given` decide the way through it."""
    answers: dict[str, RawAnswer] = {
        "child_name_known": "yes",
        "child_name": {"given": GIVEN, "family": FAMILY},
        "help_wanted": "social_work_assessment",
        "urgency": "standard",
        "whereabouts": "not_known",
        "category": ("something_else",),
        **given,
    }
    for page in FORM.pages:
        for question in page.questions:
            if question.required and question.id not in answers and question in questions_in_play(FORM, page, answers):
                answers[question.id] = _raw(question)
    return answers


def _raw(question: Question) -> RawAnswer:
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.YES_NO_UNKNOWN:
            return "no" if question.option("no") else question.options[0].value
        case QuestionKind.CHOICES:
            return (question.options[0].value,)
        case QuestionKind.DATE:
            return {"day": "1", "month": "5", "year": "2026"}
        case QuestionKind.ADDRESS:
            return {"line_1": "1 High Street", "line_2": "", "town": "Evesham", "postcode": ""}
        case _:
            return "Written for a test"


def put_draft(portal: TestPortal, author: Professional, answers: Mapping[str, RawAnswer], number: int = 1) -> str:
    """Store a draft that holds these answers; answers with its address."""
    now = portal.clock()
    draft_id = f"draft-{author.id}-{number}".replace(".", "-")
    with portal.office.work.begin() as tx:
        tx.drafts.add(Draft(draft_id, author.id, author.agency.id, FORM.id, FORM.version, answers, now, now))
    return f"/drafts/{draft_id}"
