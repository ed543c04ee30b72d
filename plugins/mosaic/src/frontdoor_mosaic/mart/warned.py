"""What whoever deals with a person must know first: the council's own view of warnings, and what the mart restricts.

No table of warnings has been published, so without a view of the council's own nothing is answered at all: an answer
that left out every risk would read as "none".
"""

from collections.abc import Iterator

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.failures import Unsupported
from frontdoor.connectors.people import PersonWarning
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart, Reading
from frontdoor_mosaic.mart.reading import People
from frontdoor_mosaic.mart.statements import belongings
from frontdoor_mosaic.mart.statements.parts import among
from frontdoor_mosaic.site import Site


class Warned:
    """Warnings and restrictions of a person."""

    def __init__(self, mart: Mart, people: People, site: Site) -> None:
        self._mart, self._people, self._site = mart, people, site

    def about(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        """The view's warnings first, then what the mart itself says; raises `Unsupported` without a view."""
        view = self._site.warnings
        if view is None:
            raise Unsupported("the site names no view of warnings")
        with self._mart.reading(call) as reading:
            person = self._people.open_to_us(person_id, reading)
            wanted = belongings.warnings_of(person, view, reading.as_at.date(), self._site.most_rows + 1)
            told = [
                PersonWarning(row.KIND or "", row.TEXT or "", rows.day(row.SINCE), rows.day(row.REVIEW_ON))
                for row in self._people.bounded(reading.rows(wanted))
            ]
            return Answer((*told, *self._of_the_mart(person, reading)), reading.as_at)

    def _of_the_mart(self, person: int, reading: Reading) -> Iterator[PersonWarning]:
        today, where = reading.as_at.date(), self._site.people
        for row in reading.rows(belongings.registrations(person, today)):
            yield PersonWarning("Child protection plan", since=rows.day(row.REGISTRATION_START_DATE))
        if died := rows.day(reading.value(belongings.date_of_death(person))):
            yield PersonWarning("Recorded as having died", since=died)
        addresses = reading.rows(among([person]).current_addresses(today))
        if any(each.ADDRESS_TYPE in where.confidential_address_types for each in addresses):
            yield PersonWarning("Do not disclose the address")
        types = {row.TELEPHONE_NUMBER_TYPE for row in reading.rows(belongings.telephone_types(person))}
        if types & set(where.ex_directory_phone_types):
            yield PersonWarning("Do not disclose the telephone number")
