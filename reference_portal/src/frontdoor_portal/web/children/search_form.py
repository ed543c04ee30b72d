"""The search form: typed fields -> a query and a purpose, or every fault at its field."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.forms import QuestionKind, UnreadDate, clean_text, read_date
from frontdoor_portal.use_cases.find_child import ChildQuery, refuse_browsing
from frontdoor_portal.use_cases.refusals import TooLittleToSearch
from frontdoor_portal.web.children.purposes import OTHER, PURPOSES
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

LONGEST_NAME = 200
LONGEST_PURPOSE = 200
FIELDS = (
    "given_name",
    "family_name",
    "date_of_birth-day",
    "date_of_birth-month",
    "date_of_birth-year",
    "postcode",
    "nhs_number",
    "upn",
    "purpose",
    "purpose_details",
)
Parsed = TypeVar("Parsed")


@frozen
class SearchForm:
    """What was typed, by field name, kept whatever is wrong with it; `query` is None where there are faults."""

    typed: dict[str, str] = field(factory=dict)
    faults: tuple[Fault, ...] = ()
    query: ChildQuery | None = None

    def value(self, name: str) -> str:
        return self.typed.get(name, "")


def read_search(form: Fields, today: date) -> SearchForm:
    """Read and judge the search form; raises `BadRequest` for a field it does not have."""
    form.only(*FIELDS)
    typed = {name: form.one(name) for name in FIELDS}
    faults: list[Fault] = []
    query = ChildQuery(
        given_name=_name(typed, "given_name", "Given name", faults),
        family_name=_name(typed, "family_name", "Family name", faults),
        date_of_birth=_date(typed, today, faults),
        postcode=_parsed(typed, "postcode", Postcode.parse, faults),
        nhs_number=_parsed(typed, "nhs_number", NhsNumber.parse, faults),
        upn=_parsed(typed, "upn", Upn.parse, faults),
    )
    if too_little := _too_little(query, {fault.field for fault in faults}, today):
        faults.insert(0, Fault("given_name", too_little))
    _judge_purpose(typed, faults)
    return SearchForm(typed, tuple(faults), None if faults else query)


def _too_little(query: ChildQuery, unread: set[str], today: date) -> str:
    """What a search needs besides, or nothing. A detail that cannot be read counts: put right, it may be enough."""
    if unread & {"nhs_number", "upn"}:
        return ""
    if any(name == "postcode" or name.startswith("date_of_birth") for name in unread):
        query = evolve(query, date_of_birth=today)
    try:
        refuse_browsing(query)
    except TooLittleToSearch as too_little:
        return str(too_little)
    return ""


def _name(typed: dict[str, str], name: str, called: str, faults: list[Fault]) -> str:
    text = clean_text(typed[name], QuestionKind.NAME)
    if len(text) > LONGEST_NAME:
        faults.append(Fault(name, f"{called} must be {LONGEST_NAME} characters or less"))
    return text


def _date(typed: dict[str, str], today: date, faults: list[Fault]) -> date | None:
    boxes = tuple(typed[f"date_of_birth-{part}"] for part in ("day", "month", "year"))
    if not any(box.strip() for box in boxes):
        return None
    found = read_date(*boxes)
    if isinstance(found, UnreadDate):
        message = found.message.replace("{Name}", "Date of birth")
        faults.append(Fault(f"date_of_birth-{found.part or 'day'}", message))
        return None
    if found > today:
        faults.append(Fault("date_of_birth-year", "Date of birth must be today or in the past"))
    return found


def _parsed(typed: dict[str, str], name: str, parse: Callable[[str], Parsed], faults: list[Fault]) -> Parsed | None:
    text = clean_text(typed[name], QuestionKind.TEXT)
    if not text:
        return None
    try:
        return parse(text)
    except ValueError as wrong:
        faults.append(Fault(name, str(wrong)))
        return None


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
