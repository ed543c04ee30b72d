"""What a search found, source by source, one line a record: enough to choose the right one and no more."""

from datetime import date

from attrs import evolve, frozen

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, Sex
from frontdoor_portal.use_cases.find_child import ChildQuery, ChildSearch
from frontdoor_portal.web.children.reasons import SURE, why
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
    """One record. A restricted one has its display name and nothing else; one of a list says why it is shown.

    Of one with `little`, nothing is told.
    """

    name: str
    href: str
    born: str = ""
    sex: str = ""
    area: str = ""
    situation: str = ""
    restricted: bool = False
    replaced: bool = False
    sure: str = ""
    why: str = ""
    little: bool = False


@frozen
class FromSource:
    """One source's answer with its lines; `situation` is what the last column tells of a record.

    `is_listed` says that the portal's own list of it answered, which tells how sure it is and why instead.
    """

    answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]
    situation: str
    lines: tuple[Line, ...]
    is_listed: bool = False


def found_of(search: ChildSearch, purpose: str, today: date) -> tuple[FromSource, ...]:
    """One block for every source that was asked, whatever it said."""

    def line(source: str, record: PersonRecord | PupilRecord) -> Line:
        href = f"/children/{search.tokens[source, record.id]}?for={purpose}"
        if (source, record.id) in search.little:
            return Line(LITTLE, href, little=True)
        made = _person(record, href, today) if isinstance(record, PersonRecord) else _pupil(record, href, today)
        found = search.why.get((source, record.id))
        return evolve(made, sure=SURE[found.sureness], why=why(found)) if found else made

    def block(answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord], situation: str) -> FromSource:
        lines = tuple(line(answer.source, each) for each in answer.items)
        return FromSource(answer, situation, lines, answer.source in search.listed)

    return (
        *(block(answer, "Social care") for answer in search.people),
        *(block(answer, "School") for answer in search.pupils),
    )


def shared_number(search: ChildSearch, query: ChildQuery) -> tuple[str, ...]:
    """What is said where two records of one source have the NHS number that was typed: one of them is wrong."""
    number = query.nhs_number
    for answer in search.people:
        if number and sum(number in each.nhs_numbers and not each.duplicate_of for each in answer.items) > 1:
            return (
                f"{answer.source} has this NHS number at more than one record. Check each detail before you choose.",
            )
    return ()


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
