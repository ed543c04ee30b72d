"""What is asked of the mart about people, and how its rows become records.

A restricted person leaves this module as an id and a display name, and nothing else of them is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.failures import (
    ContractMismatch,
    NotFound,
    RecordFault,
    RecordRejected,
    RestrictedRecord,
)
from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.single_view import fold
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart, Reading
from frontdoor_mosaic.mart.rows import AnyRow
from frontdoor_mosaic.mart.statements import people
from frontdoor_mosaic.mart.statements.parts import among
from frontdoor_mosaic.site import Site
from frontdoor_mosaic.stages import AT_WORK

MOST_FOUND = 50

_ID = re.compile(r"[1-9][0-9]{0,17}")
"""An id as the mart's own whole numbers are written: no other text may mean the same record."""


class People:
    """People of the mart, one or several."""

    def __init__(self, mart: Mart, site: Site, source: str) -> None:
        self._mart, self._site, self._source = mart, site, source

    def search(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        _check(query)
        with self._mart.reading(call) as reading:
            ids = [row[0] for row in reading.rows(people.search(query, self._site.people, reading.as_at.date()))]
            return Answer(self.records(ids, reading), reading.as_at)

    def get(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        with self._mart.reading(call) as reading:
            return Answer(self.one(person_id, reading), reading.as_at)

    def one(self, person_id: str, reading: Reading) -> PersonRecord:
        """The person; raises `NotFound`."""
        found = self.records([self.number(person_id)], reading)
        if not found:
            raise NotFound(f"{self._source} has no such person")
        return found[0]

    def open_to_us(self, person_id: str, reading: Reading) -> int:
        """The id of a person of whom more than a name may be read; raises `NotFound` and `RestrictedRecord`."""
        number = self.number(person_id)
        row = reading.first(people.people([number], self._site.people))
        if row is None:
            raise NotFound(f"{self._source} has no such person")
        if rows.is_restricted(row):
            raise RestrictedRecord(f"{self._source} closes this record to our account")
        return number

    def records(self, ids: Sequence[int], reading: Reading) -> tuple[PersonRecord, ...]:
        """The persons with these ids, in the order of their ids."""
        if not ids:
            return ()
        found = reading.rows(people.people(ids, self._site.people))
        open_ids = [row.PERSON_ID for row in found if not rows.is_restricted(row)]
        parts = _Parts(open_ids, reading, self._site) if open_ids else None
        return tuple(
            rows.restricted(row) if parts is None or rows.is_restricted(row) else parts.record(row) for row in found
        )

    def number(self, person_id: str) -> int:
        """The id as the mart keeps it; raises `NotFound` where it cannot be one."""
        if not _ID.fullmatch(person_id):
            raise NotFound(f"{self._source} has no such record: its ids are numbers")
        return int(person_id)

    def bounded(self, found: Sequence[AnyRow]) -> Sequence[AnyRow]:
        """The rows, where they are no more than a person can have; raises `ContractMismatch`."""
        if len(found) > self._site.most_rows:
            raise ContractMismatch(f"{self._source} has more than {self._site.most_rows} rows on one person")
        return found


class _Parts:
    """What belongs to a few people, asked for all of them at once."""

    def __init__(self, ids: Sequence[int], reading: Reading, site: Site) -> None:
        about, self._site = among(ids), site
        self._today = reading.as_at.date()
        self._references = by_person(reading.rows(about.references(site.people)))
        self._addresses = by_person(reading.rows(about.current_addresses(self._today)))
        self._kept = {row[0]: row[1] for row in reading.rows(about.replaced(site.people, self._today))}
        self._names = by_person(reading.rows(about.other_names())) if site.people.live_tables else {}
        self._allocated = {row[0] for row in reading.rows(about.allocated(self._today))}
        self._statuses = by_person(reading.rows(about.step_statuses()))

    def record(self, row: AnyRow) -> PersonRecord:
        person, where = row.PERSON_ID, self._site.people
        addresses = self._addresses.get(person, ())
        name = rows.name(row.FIRST_NAME, row.LAST_NAME, row.FULL_NAME)
        nhs_numbers, upns = rows.numbers(row, self._references.get(person, ()), where)
        return PersonRecord(
            id=str(person),
            name=name,
            other_names=rows.other_names(name, self._names.get(person, ())),
            birth_date=rows.birth_date(row, self._today),
            sex=rows.sex(row.GENDER),
            address=rows.address(addresses[0], where) if addresses else rows.NO_ADDRESS,
            nhs_numbers=nhs_numbers,
            upns=upns,
            case_status=self._case_status(person),
            do_not_disclose_address=any(each.ADDRESS_TYPE in where.confidential_address_types for each in addresses),
            duplicate_of=str(self._kept.get(person, "")),
        )

    def _case_status(self, person: int) -> CaseStatus:
        """Open with a worker or a step in hand, closed with steps that are all done, else not known [I]."""
        statuses = {row.STEP_STATUS for row in self._statuses.get(person, ())}
        if person in self._allocated or statuses & set(AT_WORK):
            return CaseStatus.OPEN
        return CaseStatus.CLOSED if statuses else CaseStatus.NOT_KNOWN


def by_person(found: Iterable[AnyRow]) -> Mapping[int, Sequence[AnyRow]]:
    grouped = defaultdict[int, list[AnyRow]](list)
    for row in found:
        grouped[row[0]].append(row)
    return grouped


def _check(query: PersonQuery) -> None:
    """Raises `RecordRejected` for a query that would find everybody."""
    names = {"given_name": query.given_name.strip(), "family_name": query.family_name.strip()}
    if not any((*names.values(), query.date_of_birth, query.postcode, query.upn, query.nhs_number)):
        raise RecordRejected([RecordFault("query", "nothing_asked")])
    unusable = [RecordFault(part, "name_without_letters") for part, typed in names.items() if typed and not fold(typed)]
    if unusable:
        raise RecordRejected(unusable)
    if not 1 <= query.limit <= MOST_FOUND:
        raise RecordRejected([RecordFault("limit", f"must be 1 to {MOST_FOUND}")])
