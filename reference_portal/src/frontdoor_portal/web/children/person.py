"""What the single view shows of each record: the rows of its card, whom to call, and how sure a match is."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from attrs import frozen

from frontdoor.connectors.people import CaseStatus, Involvement, LegalStatus, PersonRecord, Plan, PlanKind
from frontdoor.connectors.pupils import KeyContact, PupilRecord
from frontdoor.domain.code_lists import code_list
from frontdoor.domain.people import Address, PersonName
from frontdoor.single_view import Comparison, Likeness, MatchStatus
from frontdoor_portal.web.children.results import CASE_STATUS, SEX, born
from frontdoor_portal.web.children.schooling import NOT_SHOWN, notes_of, schooling_rows
from frontdoor_portal.web.display import day

Row = tuple[str, str]
Told = TypeVar("Told", Plan, LegalStatus)

MATCH = {
    MatchStatus.MATCH: "This is very likely the same child",
    MatchStatus.POSSIBLE: "This may be the same child: check each detail",
    MatchStatus.SEVERAL: "Several records may be this child: check each detail. They are shown apart and never merged",
    MatchStatus.NONE: "No record here is like this child",
}
LIKENESS = {
    Likeness.SAME: "Same in both",
    Likeness.DIFFERENT: "Different",
    Likeness.MISSING: "Missing in one or both",
}
COMPARED = {
    "upn": "Unique pupil number",
    "birth_date": "Date of birth",
    "family_name": "Family name",
    "given_name": "Given name",
    "sex": "Sex",
}
SEN = {"N": "None recorded", "K": "SEN support", "E": "Education, health and care plan"}
PLAN = {
    PlanKind.CHILD_IN_NEED: "Child in need plan",
    PlanKind.CHILD_PROTECTION: "Child protection plan",
    PlanKind.LOOKED_AFTER: "Looked after by the council",
}
NOT_TOLD = "Not told by this source"
NOT_DISCLOSED = "Must not be disclosed. Ask the front door"


@frozen
class ToCall:
    """Somebody to contact about the child, and how far the details can be trusted."""

    name: str
    role: str
    phone: str
    email: str
    confirmed_on: date | None


@frozen
class Evidence:
    """One field of two records side by side, in words."""

    field: str
    words: str
    likeness: str


def person_rows(record: PersonRecord, today: date, *, shows_address: bool) -> tuple[Row, ...]:
    """The card of a case-management record; without `shows_address` an address not to be disclosed stays hidden."""
    hidden = record.do_not_disclose_address and not shows_address
    return _filled(
        ("Also known as", _names(record.other_names)),
        ("Date of birth", born(record.birth_date, today)),
        ("Sex", SEX[record.sex]),
        ("Address", NOT_DISCLOSED if hidden else _address(record.address)),
        _listed("NHS number", record.nhs_numbers),
        _listed("Unique pupil number", record.upns),
        ("Social care", CASE_STATUS[record.case_status]),
        ("Plan", _in_force(record.plans, plan_of)),
        ("Legal status", _in_force(record.legal_statuses, legal_status_of)),
        ("Record", "Replaced by another record of the same child" if record.duplicate_of else ""),
    )


def pupil_rows(record: PupilRecord, today: date, *, shows_address: bool) -> tuple[Row, ...]:
    """The card of an education record; its address is shown only where social care does not forbid it."""
    attendance = (
        f"{year.school_year}: {year.percentage}% of {year.possible} sessions, {year.unauthorised} unauthorised"
        for year in record.attendance
        if year.percentage is not None
    )
    return _filled(
        ("Also known as", _names(record.other_names)),
        ("Date of birth", born(record.birth_date, today)),
        ("Sex", SEX[record.sex]),
        ("School", record.school),
        ("Year group", record.year_group),
        ("Address", _address(record.address) if shows_address else NOT_SHOWN),
        ("Unique pupil number", str(record.upn or "")),
        ("Former pupil numbers", ", ".join(str(upn) for upn in record.former_upns)),
        ("Special educational needs", SEN.get(record.sen_provision, record.sen_provision)),
        ("Looked after", {True: "Yes", False: "No", None: ""}[record.looked_after]),
        ("Attendance", "\n".join(attendance)),
        *schooling_rows(record),
        *notes_of(record),
    )


def evidence_of(comparison: Comparison) -> tuple[Evidence, ...]:
    """The evidence field by field, for a person to judge."""
    likenesses = {name: getattr(comparison, name) for name in COMPARED}
    return tuple(Evidence(COMPARED[name], LIKENESS[likeness], likeness.value) for name, likeness in likenesses.items())


def workers_first(involvements: tuple[Involvement, ...]) -> tuple[ToCall, ...]:
    """Whom to call in social care: the allocated worker first, as the source names them."""
    ordered = sorted(involvements, key=lambda each: "allocated" not in each.role.casefold())
    return tuple(
        ToCall(
            each.worker or each.team,
            ", ".join(part for part in (each.role, each.team if each.worker else "") if part),
            each.phone,
            each.email,
            each.confirmed_on,
        )
        for each in ordered
    )


def school_contacts(contacts: tuple[KeyContact, ...]) -> tuple[ToCall, ...]:
    return tuple(ToCall(each.name, each.role, each.phone, each.email, each.confirmed_on) for each in contacts)


def is_open(record: PersonRecord | PupilRecord) -> bool:
    """Whether it is a case open to a social worker, which a restricted record does not tell."""
    return isinstance(record, PersonRecord) and not record.restricted and record.case_status is CaseStatus.OPEN


def _listed(name: str, numbers: tuple[object, ...]) -> Row:
    """Which of several numbers is in use, the source does not say."""
    return (f"{name}s" if len(numbers) > 1 else name, "\n".join(str(number) for number in numbers))


def plan_of(plan: Plan) -> str:
    return f"{PLAN[plan.kind]}{_since(plan.since)}"


def legal_status_of(status: LegalStatus) -> str:
    """The code with what it means; what is no code of the return, as the source has it."""
    known = code_list("legal_status")
    words = f"{known.label(status.code)} ({status.code})" if status.code in known else status.code
    return f"{words}{_since(status.since)}"


def _since(on: date | None) -> str:
    return f", since {day(on)}" if on else ""


def _in_force(told: Sequence[Told] | None, words: Callable[[Told], str]) -> str:
    """What a source tells; that it cannot tell is never shown as none."""
    return NOT_TOLD if told is None else "\n".join(map(words, told)) or "None in force"


def _filled(*rows: Row) -> tuple[Row, ...]:
    return tuple((name, value) for name, value in rows if value)


def _names(names: tuple[PersonName, ...]) -> str:
    return "\n".join(str(name) for name in names if str(name))


def _address(address: Address) -> str:
    return str(address) or "Not recorded"
