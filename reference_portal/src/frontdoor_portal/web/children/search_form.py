"""The search form: typed fields -> a query and a purpose, or every fault at its field."""

import re
from datetime import date, timedelta

from attrs import evolve, field, frozen

from frontdoor.domain.identifiers import Postcode
from frontdoor.forms import QuestionKind, UnreadDate, clean_text, read_date
from frontdoor.forms.cleaning import plain_digits
from frontdoor.matching.cleaning import name_tokens
from frontdoor.search import Age
from frontdoor_portal.use_cases.find_child import ChildQuery, refuse_browsing
from frontdoor_portal.use_cases.refusals import TooLittleToSearch
from frontdoor_portal.web.children.purposes import OTHER, PURPOSES
from frontdoor_portal.web.children.typed_numbers import Number, TypedNumber, read_nhs_number, read_upn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

LONGEST_NAME = 200
LONGEST_PURPOSE = 200
LONGEST_CASE_ID = 100
OLDEST = 25
"""Years of age up to which somebody is looked for here: care leavers, and young people with an education, health and
care plan (Children Act 1989 s.23CZB; Children and Families Act 2014 s.46)."""
BEFORE_TERM, OVERDUE = timedelta(days=310), timedelta(days=28)
FIELDS = (
    "given_name",
    "family_name",
    "date_of_birth-day",
    "date_of_birth-month",
    "date_of_birth-year",
    "unborn",
    "age",
    "postcode",
    "nhs_number",
    "upn",
    "case_id",
    "purpose",
    "purpose_details",
)
_AGE = re.compile(
    r"(?:about|around|approx(?:imately|\.)?|c\.?|~)? *([0-9]{1,2}) *(weeks?|months?|years?(?: old)?|y(?:rs?|o)?)?",
    re.IGNORECASE,
)
_NO_NAMES = frozenset({"baby", "n a"})
"""Typed where no name is known, beside what `name_tokens` leaves out already."""


@frozen
class SearchForm:
    """What was typed, by field name, kept whatever is wrong with it; `query` is None where there are faults.

    `warnings` are what the searcher should know of a search that was made all the same.
    """

    typed: dict[str, str] = field(factory=dict)
    faults: tuple[Fault, ...] = ()
    query: ChildQuery | None = None
    warnings: tuple[str, ...] = ()

    def value(self, name: str) -> str:
        return self.typed.get(name, "")


def read_search(form: Fields, today: date, *, test_numbers: bool) -> SearchForm:
    """Read and judge the search form; raises `BadRequest` for a field or a choice it does not have.

    `test_numbers` says whether NHS numbers of the range kept for tests are taken.
    """
    form.only(*FIELDS)
    typed = {name: form.one(name) for name in FIELDS}
    if typed["unborn"] not in {"", "yes"}:
        raise BadRequest("Whether the child is born is a box that is ticked or not")
    faults: list[Fault] = []
    warnings: list[str] = []
    unborn = bool(typed["unborn"])
    day = _date(typed, today, faults, unborn=unborn)
    nhs_number = _number(
        read_nhs_number(typed["nhs_number"], test_numbers=test_numbers), "nhs_number", faults, warnings
    )
    upn = _number(read_upn(typed["upn"]), "upn", faults, warnings)
    query = ChildQuery(
        given_name=_name(typed, "given_name", "Given name", faults, warnings),
        family_name=_name(typed, "family_name", "Family name", faults, warnings),
        date_of_birth=None if unborn else day,
        postcode=_postcode(typed, faults),
        nhs_number=nhs_number,
        upn=upn,
        unborn=unborn,
        due=day if unborn else None,
        age=_age(typed, today, faults),
        case_id=_case_id(typed, faults),
    )
    _judge_unborn(typed, faults)
    if too_little := _too_little(query, {fault.field for fault in faults}, today):
        faults.insert(0, Fault("given_name", too_little))
    _judge_purpose(typed, faults)
    return SearchForm(typed, tuple(faults), None if faults else query, tuple(warnings))


def _too_little(query: ChildQuery, unread: set[str], today: date) -> str:
    """What a search needs besides, or nothing. A detail that cannot be read counts: put right, it may be enough."""
    if unread & {"nhs_number", "upn", "case_id"}:
        query = evolve(query, case_id="unread")
    if any(name == "postcode" or name.startswith("date_of_birth") for name in unread):
        query = evolve(query, date_of_birth=today)
    try:
        refuse_browsing(query)
    except TooLittleToSearch as too_little:
        return str(too_little)
    return ""


def _name(typed: dict[str, str], name: str, called: str, faults: list[Fault], warnings: list[str]) -> str:
    text = clean_text(typed[name], QuestionKind.NAME)
    if len(text) > LONGEST_NAME:
        faults.append(Fault(name, f"{called} must be {LONGEST_NAME} characters or less"))
    words = " ".join(name_tokens(text))
    if text and any(letter.isalnum() for letter in text) and (not words or words in _NO_NAMES):
        warnings.append(f"{called} was left out of the search: it says that the name is not known.")
        return ""
    return text


def _date(typed: dict[str, str], today: date, faults: list[Fault], *, unborn: bool) -> date | None:
    boxes = tuple(typed[f"date_of_birth-{part}"] for part in ("day", "month", "year"))
    if not any(box.strip() for box in boxes):
        return None
    called = "Due date" if unborn else "Date of birth"
    found = read_date(*boxes)
    if isinstance(found, UnreadDate):
        faults.append(Fault(f"date_of_birth-{found.part or 'day'}", found.message.replace("{Name}", called)))
        return None
    if unborn and not today - OVERDUE <= found <= today + BEFORE_TERM:
        faults.append(Fault("date_of_birth-year", "Due date must be within the next 10 months"))
    elif not unborn and found > today:
        told = "Date of birth must be today or in the past. If the child is not born yet, select that below"
        faults.append(Fault("date_of_birth-year", told))
    elif not unborn and found < today - timedelta(days=366 * (OLDEST + 1)):
        told = f"Check the year: this search is for children and young people up to {OLDEST}"
        faults.append(Fault("date_of_birth-year", told))
    return found


def _age(typed: dict[str, str], today: date, faults: list[Fault]) -> Age | None:
    text = plain_digits(clean_text(typed["age"], QuestionKind.TEXT)).strip()
    if not text:
        return None
    if any(typed[f"date_of_birth-{part}"].strip() for part in ("day", "month", "year")):
        faults.append(Fault("age", "Enter a date of birth or an age, not both"))
        return None
    match = _AGE.fullmatch(text)
    years = _years(int(match[1]), (match[2] or "years").casefold()) if match else OLDEST + 1
    if years > OLDEST:
        faults.append(Fault("age", f"Age must be a number of years from 0 to {OLDEST}, like “about 5”"))
        return None
    return Age.about(years, today)


def _years(number: int, unit: str) -> int:
    if unit.startswith("week"):
        return number // 52
    return number // 12 if unit.startswith("month") else number


def _postcode(typed: dict[str, str], faults: list[Fault]) -> Postcode | None:
    text = clean_text(plain_digits(typed["postcode"]), QuestionKind.TEXT)
    if not text:
        return None
    try:
        return Postcode.parse(text)
    except ValueError as wrong:
        faults.append(Fault("postcode", f"{wrong}, or leave it empty if there is none"))
        return None


def _case_id(typed: dict[str, str], faults: list[Fault]) -> str:
    text = clean_text(typed["case_id"], QuestionKind.TEXT)
    if len(text) > LONGEST_CASE_ID:
        faults.append(Fault("case_id", f"Case number must be {LONGEST_CASE_ID} characters or less"))
    return text


def _number(read: TypedNumber[Number], name: str, faults: list[Fault], warnings: list[str]) -> Number | None:
    if read.fault:
        faults.append(Fault(name, read.fault))
    if read.warning:
        warnings.append(read.warning)
    return read.number


def _judge_unborn(typed: dict[str, str], faults: list[Fault]) -> None:
    said = f"{typed['given_name']} {typed['family_name']}".casefold()
    if "unborn" in said and not typed["unborn"]:
        faults.append(Fault("unborn", "Select this if the child is not born yet, and enter when they are due"))


def _judge_purpose(typed: dict[str, str], faults: list[Fault]) -> None:
    purpose = typed["purpose"]
    details = typed["purpose_details"] = clean_text(typed["purpose_details"], QuestionKind.TEXT)
    if not purpose:
        faults.append(Fault("purpose", "Select why you are looking for the child"))
    elif purpose not in PURPOSES:
        raise BadRequest("The purpose is not one of the list")
    elif purpose == OTHER and not details:
        faults.append(Fault("purpose_details", "Enter why you are looking for the child"))
    if len(details) > LONGEST_PURPOSE:
        faults.append(Fault("purpose_details", f"The reason must be {LONGEST_PURPOSE} characters or less"))
