"""Whose record a contact may belong to: what the case system answered, each record with the evidence for and against.

Nothing is chosen here: the officer compares and confirms.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.people import Child
from frontdoor.single_view import compare
from frontdoor_portal.use_cases.find_record import RecordSearch
from frontdoor_portal.web.triage.child import birth_in_words

CASE_STATUS: Mapping[CaseStatus, str] = {
    CaseStatus.OPEN: "Open to children’s social care",
    CaseStatus.CLOSED: "Known before, closed now",
    CaseStatus.NOT_KNOWN: "Not known whether open or closed",
}
_FIELDS = {
    "nhs_number": "NHS number",
    "upn": "UPN",
    "birth_date": "date of birth",
    "family_name": "family name",
    "given_name": "given name",
    "sex": "sex",
}


@frozen
class Candidate:
    """A record beside the child as the sender described them. A restricted record shows its name at most."""

    id: str
    name: str
    other_names: str
    birth: str
    address: str
    case_status: str
    same: str
    different: str
    restricted: bool
    duplicate_of: str


@frozen
class Candidates:
    """What the system answered, and who fits, most agreement first. `answer` is None where nothing could be asked."""

    answer: SourceAnswer[PersonRecord] | None
    records: tuple[Candidate, ...] = ()


def candidates_of(search: RecordSearch | None, now: datetime) -> Candidates:
    if search is None or search.answer is None:
        return Candidates(None)
    child = search.contact.child
    judged = [(_evidence(child, record), record) for record in search.answer.items]
    judged.sort(key=lambda each: (bool(each[1].duplicate_of), len(each[0][1]) - len(each[0][0])))
    return Candidates(
        search.answer, tuple(_candidate(record, same, different, now) for (same, different), record in judged)
    )


def _evidence(child: Child, record: PersonRecord) -> tuple[list[str], list[str]]:
    described = PupilRecord("", child.name, birth_date=child.birth_date, sex=child.sex, upn=child.upn)
    comparison = compare(record, described)
    same, different = list(comparison.same), list(comparison.different)
    if child.nhs_number is not None and record.nhs_numbers:
        (same if child.nhs_number in record.nhs_numbers else different).insert(0, "nhs_number")
    return same, different


def _candidate(record: PersonRecord, same: list[str], different: list[str], now: datetime) -> Candidate:
    return Candidate(
        id=record.id,
        name=str(record.name) or "Name not recorded",
        other_names=", ".join(map(str, record.other_names)),
        birth=birth_in_words(record.birth_date, now),
        address="Not to be disclosed" if record.do_not_disclose_address else str(record.address),
        case_status="" if record.restricted else CASE_STATUS[record.case_status],
        same=", ".join(_FIELDS[field] for field in same),
        different=", ".join(_FIELDS[field] for field in different),
        restricted=record.restricted,
        duplicate_of=record.duplicate_of,
    )
