"""The index of people as a search sees it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.search import Plan, Posting


@frozen
class IndexedPerson:
    """A record by its number in the index, with the connector's name of its source."""

    number: int
    source: str
    person: PersonIdentity


class PeopleIndex(Protocol):
    """Restricted records are in no answer of it, nor are records that one of them replaced."""

    def word_counts(self) -> Mapping[str, int]:
        """Every word of every name, and how many people bear it."""
        ...

    def people_held(self) -> int:
        """How many people can be found."""
        ...

    def walk(self, source: str, after: int, most: int) -> Sequence[IndexedPerson]:
        """The people of a source in the order of their numbers, those above `after`; none whom another replaced."""
        ...

    def look_up(self, plan: Plan, sources: Collection[str]) -> Sequence[Posting]:
        """Whoever of these sources is worth a look, with the words of those who were not found by words alone.

        One statement, whatever comes of it.
        """
        ...

    def read(self, numbers: Sequence[int], sources: Collection[str]) -> Sequence[IndexedPerson]:
        """The people of these numbers and sources who may be shown; one statement as well."""
        ...
