"""Everybody in the mart, page by page, for the portal's index of people.

The mart keeps no time of change on any row, so what changed since cannot be asked of it. What it does say is when it
was refreshed. A walk over everybody therefore belongs to one refresh: its pages go from the lowest id to the highest,
and its cursor keeps the refresh under which it *began*. Until the mart is refreshed, the cursor of a walk that is over
leads to nothing more. Then it is too old to go on from (`NotFound`): whoever follows the feed begins again, is told
everybody as they are now, and drops whoever is not told. A refresh in the middle of a walk does not stop it, or a slow
reader would never arrive; its last page says that it is not the last, and the cursor behind it is too old.

Nothing is remembered between two pages, so a feed goes on after a restart and from any process.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Self

from attrs import frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage, PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart, Reading
from frontdoor_mosaic.mart.reading import by_person
from frontdoor_mosaic.mart.rows import AnyRow
from frontdoor_mosaic.mart.statements import people
from frontdoor_mosaic.mart.statements.parts import between
from frontdoor_mosaic.site import Site

_CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,18})-([01])")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class _Cursor:
    """Where a walk is: the refresh it began under, the last id it gave, how many people there were, whether it is over.

    The refresh is in microseconds since 1970.
    """

    generation: int
    after: int
    total: int
    is_over: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise NotFound("the cursor is none of ours: begin again")
        return cls(int(match[1]), int(match[2]), int(match[3]), match[4] == "1")

    def __str__(self) -> str:
        return f"{self.generation}-{self.after}-{self.total}-{int(self.is_over)}"


class Feed:
    """The walk over everybody."""

    def __init__(self, mart: Mart, site: Site) -> None:
        self._mart, self._site = mart, site

    def page(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        """The next page; raises `NotFound` where the mart was refreshed since a walk that is over began."""
        if not 1 <= most <= MOST_ON_A_PAGE:
            raise RecordRejected([RecordFault("most", f"must be 1 to {MOST_ON_A_PAGE}")])
        with self._mart.reading(call) as reading:
            generation = _generation(reading.as_at)
            cursor = _Cursor.read(after) if after else _beginning(generation, reading)
            if not cursor.is_over:
                return Answer(self._next(cursor, most, generation, reading), reading.as_at)
            if cursor.generation != generation:
                raise NotFound("the data mart was refreshed since: begin again")
            return Answer(FeedPage((), after, is_last=True, total=cursor.total), reading.as_at)

    def _next(self, cursor: _Cursor, most: int, generation: int, reading: Reading) -> FeedPage:
        found = reading.rows(people.page_of_people(cursor.after, most, self._site.people))
        is_over = len(found) < most
        last = found[-1].PERSON_ID if found else cursor.after
        identities = _Page(found, cursor.after, last, reading, self._site).identities() if found else ()
        onwards = _Cursor(cursor.generation, last, cursor.total, is_over)
        # After a refresh in its midst, who was told at the beginning of the walk may be different now.
        is_last = is_over and cursor.generation == generation
        return FeedPage(identities, str(onwards), is_last, total=cursor.total)


def _beginning(generation: int, reading: Reading) -> _Cursor:
    return _Cursor(generation, 0, int(reading.value(people.how_many_people())))


class _Page:
    """The people of one page with what belongs to them, asked for the whole page at once."""

    def __init__(self, found: Sequence[AnyRow], after: int, last: int, reading: Reading, site: Site) -> None:
        self._found, self._site, self._today = found, site, reading.as_at.date()
        about, where = between(after, last), site.people
        self._references = by_person(reading.rows(about.references(where)))
        self._postcodes = by_person(reading.rows(about.postcodes(self._today)))
        self._kept = {row[0]: row[1] for row in reading.rows(about.replaced(where, self._today))}
        self._names: Mapping[int, Sequence[AnyRow]] = (
            by_person(reading.rows(about.other_names())) if where.live_tables else {}
        )

    def identities(self) -> tuple[PersonIdentity, ...]:
        return tuple(map(self._identity, self._found))

    def _identity(self, row: AnyRow) -> PersonIdentity:
        person = row.PERSON_ID
        name = rows.name(row.FIRST_NAME, row.LAST_NAME, row.FULL_NAME)
        if rows.is_restricted(row):
            return PersonIdentity(str(person), name, restricted=True)
        nhs_numbers, upns = rows.numbers(row, self._references.get(person, ()), self._site.people)
        return PersonIdentity(
            id=str(person),
            name=name,
            other_names=rows.other_names(name, self._names.get(person, ())),
            birth_date=rows.birth_date(row, self._today),
            sex=rows.sex(row.GENDER),
            postcodes=_postcodes(self._postcodes.get(person, ())),
            nhs_numbers=nhs_numbers,
            upns=upns,
            duplicate_of=str(self._kept.get(person, "")),
        )


def _postcodes(found: Sequence[AnyRow]) -> tuple[Postcode, ...]:
    known = dict.fromkeys(rows.postcode(row.POST_CODE) for row in found)
    return tuple(each for each in known if each is not None)


def _generation(as_at: datetime) -> int:
    since = as_at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
