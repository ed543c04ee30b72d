"""A person's family and household: recorded relationships, and whoever lives at the same address."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.domain.people import PersonName
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart, Reading
from frontdoor_mosaic.mart.reading import People
from frontdoor_mosaic.mart.rows import AnyRow
from frontdoor_mosaic.mart.statements import belongings
from frontdoor_mosaic.mart.statements.parts import among
from frontdoor_mosaic.site import Site

AT_THE_SAME_ADDRESS = "lives at the same address"
"""The relation of somebody in the household of whom no relationship is recorded."""

UNNAMED = "related"
"""The relation where a relationship is recorded and its type is not."""

LARGEST_HOUSEHOLD = 15
"""More people at one address are a hostel, a refuge or a block of flats, and no household."""


class Family:
    """Who belongs to a person."""

    def __init__(self, mart: Mart, people: People, site: Site) -> None:
        self._mart, self._people, self._site = mart, people, site

    def of(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        """Family first, as recorded, then the rest of the household."""
        with self._mart.reading(call) as reading:
            person = self._people.open_to_us(person_id, reading)
            today, most = reading.as_at.date(), self._site.most_rows
            wanted = belongings.family(person, self._site.people, today, most + 1)
            recorded = self._people.bounded(reading.rows(wanted))
            related = {row.OTHER_PERSON_ID for row in recorded}
            household = self._household(person, reading) - related
            ids = sorted(related | household)
            known = {int(each.id): each for each in self._people.records(ids, reading)}
            places = self._places([person, *ids], reading)
            family = [self._relationship(row, known.get(row.OTHER_PERSON_ID), places, person) for row in recorded]
            # A record that was replaced is no further person, and a closed one hides where it lives.
            others = [known[each] for each in sorted(household)]
            besides = [_housemate(each) for each in others if not (each.restricted or each.duplicate_of)]
            return Answer((*family, *besides), reading.as_at)

    def _household(self, person: int, reading: Reading) -> set[int]:
        """Who else lives at a person's address, where it is one household's."""
        places = self._places([person], reading)[person]
        if not places:
            return set()
        wanted = belongings.living_at(sorted(places), reading.as_at.date(), LARGEST_HOUSEHOLD + 1)
        found = {row.PERSON_ID for row in reading.rows(wanted)}
        return found - {person} if len(found) <= LARGEST_HOUSEHOLD else set()

    def _places(self, ids: Sequence[int], reading: Reading) -> Mapping[int, set[int]]:
        """The current addresses of people by their ids. A junk one, where many are said to live, is none."""
        places = defaultdict[int, set[int]](set)
        for row in reading.rows(among(ids).current_addresses(reading.as_at.date())):
            if rows.address(row, self._site.people).lines:
                places[row.PERSON_ID].add(row.REF_ADDRESS_ID)
        return places

    def _relationship(
        self, row: AnyRow, other: PersonRecord | None, places: Mapping[int, set[int]], person: int
    ) -> Relationship:
        """A recorded relationship, also to somebody whom the mart itself does not have."""
        other = other or PersonRecord(str(row.OTHER_PERSON_ID), PersonName())
        here, there = places[person], places[row.OTHER_PERSON_ID]
        can_tell = bool(here and there) and not other.restricted
        return Relationship(
            person_id=other.id,
            name=other.name,
            relation=self._relation(row.DESCRIPTION or ""),
            parental_responsibility=rows.flag(row.PARENTAL_RESPONSIBILITY),
            same_household=bool(here & there) if can_tell else None,
            birth_date=other.birth_date,
        )

    def _relation(self, description: str) -> str:
        # Some councils name a pair, `Mother : Child` [V]: its first half is what the other person is.
        half = description.partition(" : ")[0].strip()
        return self._site.people.relations.get(description, half.lower() or UNNAMED)


def _housemate(other: PersonRecord) -> Relationship:
    return Relationship(other.id, other.name, AT_THE_SAME_ADDRESS, same_household=True, birth_date=other.birth_date)
