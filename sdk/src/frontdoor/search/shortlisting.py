"""Which of the records that a look-up found are worth reading whole, judged by their words alone."""

from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from frontdoor.search.planning import Plan


class Lookup(IntEnum):
    """What a record was found by."""

    NUMBER = 1
    RECORD_ID = 2
    BIRTH_DATE = 3
    POSTCODE = 4
    WORDS = 5


class Posting(NamedTuple):
    """One row of a look-up: a record by its number in the index, and one of its words, empty for none."""

    by: int
    person: int
    word: str


_WORTH = {
    Lookup.NUMBER: 100.0,
    Lookup.RECORD_ID: 100.0,
    Lookup.BIRTH_DATE: 2.0,
    Lookup.POSTCODE: 1.5,
    Lookup.WORDS: 0.0,
}


def shortlist(plan: Plan, postings: Iterable[Posting], most: int) -> tuple[int, ...]:
    """The records most worth reading, at most so many; a date or a postcode without any of the words is nothing."""
    found: dict[int, set[int]] = defaultdict(set)
    words: dict[int, set[str]] = defaultdict(set)
    for by, person, word in postings:
        found[person].add(by)
        if word:
            words[person].add(word)
    meant = [(each.typed, frozenset(each.meant)) for each in plan.words]
    worth: dict[int, float] = {}
    for person, lookups in found.items():
        has = words[person]
        if Lookup.WORDS in lookups and not has:
            of_words = float(max(len(meant) - 1, 1))
        else:
            of_words = sum(1.0 if typed in has else 0.8 for typed, like in meant if not like.isdisjoint(has))
        if of_words or Lookup.NUMBER in lookups or Lookup.RECORD_ID in lookups or not meant:
            worth[person] = of_words + sum(_WORTH[Lookup(by)] for by in lookups)
    return tuple(sorted(worth, key=lambda person: (-worth[person], person))[:most])
