"""What somebody knows of the person they look for. Every part may be missing."""

from datetime import date

from attrs import evolve, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName


@frozen
class Age:
    """An age that somebody guessed: the days between which the person was born, both included."""

    earliest: date
    latest: date

    @classmethod
    def about(cls, years: int, today: date) -> "Age":
        """`about 5` on a day: whoever is 4, 5 or 6."""
        return cls(_years_before(today, years + 2), _years_before(today, max(years - 1, 0)))

    def fits(self, born: date) -> bool:
        return self.earliest <= born <= self.latest

    @property
    def middle(self) -> date:
        return self.earliest + (self.latest - self.earliest) / 2


@frozen
class Asked:
    """What was typed, read and checked. `born` says itself whether it is the day, or when the child is expected.

    `record_id` is the id by which a source knows the record.
    """

    given: str = ""
    family: str = ""
    born: BirthDate | None = None
    age: Age | None = None
    postcode: Postcode | None = None
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None
    record_id: str = ""

    @property
    def as_identity(self) -> PersonIdentity:
        """The same as a record without an id, to be compared with those of an index."""
        return PersonIdentity(
            id="",
            name=PersonName(self.given, self.family),
            birth_date=self.born,
            postcodes=(self.postcode,) if self.postcode else (),
            nhs_numbers=(self.nhs_number,) if self.nhs_number else (),
            upns=(self.upn,) if self.upn else (),
        )

    @property
    def swapped(self) -> "Asked":
        """The same with the two names the other way round."""
        return evolve(self, given=self.family, family=self.given)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # a leap day
        return day.replace(year=day.year - years, day=28)
