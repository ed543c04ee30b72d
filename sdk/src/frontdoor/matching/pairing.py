"""Which pairs are worth comparing: of millions, those that share a number, a date, or how a name sounds."""

from collections.abc import Iterator, Sequence
from datetime import date

from frontdoor.matching.prepared import Prepared
from frontdoor.matching.spelling import sound

Key = tuple[str, ...]

_LONG = 5
"""Letters that a word of an address has at least to tell it from others of the postcode."""

_FEW = 100
"""So many people are compared one by one where all they share is a date of birth."""

_CROWDED = 2_000
"""A key that more people share says too little to go through them all; somebody who is there has other keys."""


class Pairing:
    """The records of one system by the keys they are found under."""

    def __init__(self, people: Sequence[Prepared]) -> None:
        self._people = people
        self._words = [_words(each) for each in people]
        self._found: dict[Key, list[int]] = {}
        for place, person in enumerate(people):
            for key in {*_keys(person)}:
                self._found.setdefault(key, []).append(place)

    def candidates(self, person: Prepared) -> Iterator[Prepared]:
        """Everybody who may be the same child, each once, in no order."""
        words, seen = _words(person), set[int]()
        born = person.born.isoformat() if person.born else ""
        for key in {*_keys(person), *_slips(person)}:
            places = self._found.get(key, ())
            if len(places) > _CROWDED:
                continue
            # A date alone brings in whoever was born that day, and of a slipped one those who share a word or a sound.
            needs_a_word = key[0] == "born" and (key[1] != born or len(places) > _FEW)
            for place in places:
                if place not in seen and not (needs_a_word and words.isdisjoint(self._words[place])):
                    seen.add(place)
                    yield self._people[place]


def _keys(person: Prepared) -> Iterator[Key]:
    for number in person.nhs_numbers:
        yield "nhs", number
    for number in person.upns:
        yield "upn", number
    if person.born:
        yield "born", person.born.isoformat()
    first, last = _heard(person.first), _heard(person.surname)
    for heard in {last, *map(_heard, person.family)} - {""} if first else ():
        yield ("names", *sorted((first, heard)))
    for postcode in person.postcodes:
        if first:
            yield "postcode", postcode, first
        if last:
            yield "postcode", postcode, last
        if person.born:
            yield "postcode", postcode, person.born.isoformat()
        for word in person.street:
            if len(word) >= _LONG:
                yield "postcode", postcode, word
    for house in person.house:
        for word in {first, last, *person.street[:2]} - {""}:
            yield "house", house, word


def _slips(person: Prepared) -> Iterator[Key]:
    """The dates that are one common slip away, and the names that it may be filed under."""
    born = person.born
    if born:
        for day in _slipped(born):
            yield "born", day.isoformat()
    firsts = {_heard(each) for each in (person.first, *person.other_given)} - {""}
    lasts = {_heard(each) for each in (person.surname, *person.family, *person.other_family)} - {""}
    for first in firsts:
        for last in lasts:
            yield ("names", *sorted((first, last)))


def _slipped(born: date) -> Iterator[date]:
    for year, month, day in (
        (born.year, born.day, born.month),
        (born.year - 1, born.month, born.day),
        (born.year + 1, born.month, born.day),
    ):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _heard(token: str) -> str:
    return sound(token) or token


def _words(person: Prepared) -> frozenset[str]:
    return person.names | {heard for token in person.names if (heard := sound(token))}
