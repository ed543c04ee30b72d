"""What a search found, source by source, one line a record: enough to choose the right one and no more."""

from datetime import date

from attrs import frozen

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, Sex
from frontdoor_portal.use_cases.find_child import ChildSearch
from frontdoor_portal.web.display import day

SEX = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: "Not recorded"}
CASE_STATUS = {
    CaseStatus.OPEN: "Open to a social worker",
    CaseStatus.CLOSED: "Closed",
    CaseStatus.NOT_KNOWN: "Not recorded",
}

LITTLE = "A record may exist"
"""What somebody is told who does not work with the child, whatever stands in the way."""


@frozen
class Line:
    """One record. A restricted one has its display name and nothing else; of one with `little`, nothing is told."""

    name: str
    href: str
    born: str = ""
    sex: str = ""
    area: str = ""
    situation: str = ""
    restricted: bool = False
    replaced: bool = False
    little: bool = False


@frozen
class Found:
    """One source's answer with its lines; `situation` is what the last column tells of a record."""

    answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]
    situation: str
    lines: tuple[Line, ...]


def found_of(search: ChildSearch, purpose: str, today: date) -> tuple[Found, ...]:
    """One block for every source that was asked, whatever it said."""

    def href(source: str, record_id: str) -> str:
        return f"/children/{search.tokens[source, record_id]}?for={purpose}"

    def line(source: str, record: PersonRecord | PupilRecord) -> Line:
        link = href(source, record.id)
        if (source, record.id) in search.little:
            return Line(LITTLE, link, little=True)
        return _person(record, link, today) if isinstance(record, PersonRecord) else _pupil(record, link, today)

    people = (
        Found(answer, "Social care", tuple(line(answer.source, each) for each in answer.items))
        for answer in search.people
    )
    pupils = (
        Found(answer, "School", tuple(line(answer.source, each) for each in answer.items)) for answer in search.pupils
    )
    return (*people, *pupils)


def _person(record: PersonRecord, href: str, today: date) -> Line:
    if record.restricted:
        return Line(str(record.name) or "Name withheld", href, restricted=True)
    return Line(
        name=str(record.name) or "Name not recorded",
        href=href,
        born=born(record.birth_date, today),
        sex=SEX[record.sex],
        area="Not disclosed" if record.do_not_disclose_address else area(record.address),
        situation=CASE_STATUS[record.case_status],
        replaced=bool(record.duplicate_of),
    )


def _pupil(record: PupilRecord, href: str, today: date) -> Line:
    return Line(
        name=str(record.name) or "Name not recorded",
        href=href,
        born=born(record.birth_date, today),
        sex=SEX[record.sex],
        # Only social care knows whether an address may be disclosed, so a school's says nothing here.
        area="Not shown",
        situation=", ".join(part for part in (record.school, year(record.year_group)) if part) or "Not recorded",
    )


def born(birth: BirthDate | None, today: date) -> str:
    """`27 March 2015, age 11`; says when a date is an estimate, and when a child is not born yet."""
    if birth is None:
        return "Not recorded"
    if birth.kind is BirthDateKind.EXPECTED:
        return f"Due {day(birth.on)}"
    age = birth.age_on(today)
    estimated = " (estimated)" if birth.kind is BirthDateKind.ESTIMATED else ""
    return f"{day(birth.on)}{estimated}" + (f", age {age}" if age is not None else "")


def year(group: str) -> str:
    """`year 8`; nursery and reception have names of their own."""
    return f"year {group}" if group.isdigit() else group


def area(address: Address) -> str:
    """The first half of the postcode: where, and not at which door."""
    if address.postcode is not None:
        return str(address.postcode).split(" ")[0]
    return address.note or "Not recorded"
