"""Eight deterministic steps in the style of published linkages of school and hospital records.

The ECHILD study's is one. The steps here are ours, from the strictest to the loosest.

A step looks at records that no earlier one has linked, and links two that agree on its key if no other such record on
either side has that key. Every name and postcode on record counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product

from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.tidy import Tidy, tidy

Step = Callable[[Tidy], Iterable[object]]
"""Every key of a record at that step; none where a part of the key is not known."""


def link_by_rules(education: View, social_care: View) -> Outcome:
    """Go through the steps in turn; who has several candidates at the last step with any is for a person."""
    open_pupils = {pupil.id: pupil for pupil in map(tidy, education.people)}
    open_clients = {client.id: client for client in map(tidy, social_care.people)}
    links: dict[str, str] = {}
    unsure: dict[str, tuple[str, ...]] = {}
    for step in STEPS:
        by_key = _by_key(step, open_pupils.values())
        clients_by_key = _by_key(step, open_clients.values())
        for key, rivals in clients_by_key.items():
            candidates = {pupil for pupil in by_key.get(key, ()) if pupil in open_pupils}
            waiting = {client for client in rivals if client in open_clients}
            if len(candidates) == 1 and len(waiting) == 1:
                client, pupil = waiting.pop(), candidates.pop()
                links[client] = pupil
                del open_clients[client], open_pupils[pupil]
            elif candidates:
                unsure |= dict.fromkeys(waiting, tuple(sorted(candidates)))
    return Outcome(links, {client: unsure[client] for client in unsure if client in open_clients})


def _by_key(step: Step, records: Iterable[Tidy]) -> dict[object, set[str]]:
    found: dict[object, set[str]] = defaultdict(set)
    for record in records:
        for key in step(record):
            found[key].add(record.id)
    return found


def _upn_and_birth_date(record: Tidy) -> Iterator[object]:
    yield from product(record.upns, _known(record.born))


def _all(record: Tidy) -> Iterator[object]:
    yield from product(record.names, _known(record.born), _known(record.sex), record.postcodes)


def _without_sex(record: Tidy) -> Iterator[object]:
    yield from product(record.names, _known(record.born), record.postcodes)


def _without_postcode(record: Tidy) -> Iterator[object]:
    yield from product(record.names, _known(record.born), _known(record.sex))


def _names_swapped(record: Tidy) -> Iterator[object]:
    pairs = [tuple(sorted(pair)) for pair in record.names]
    yield from product(pairs, _known(record.born), record.postcodes)


def _alike(record: Tidy) -> Iterator[object]:
    pairs = [(first[:3], soundex(family)) for first, family in record.names]
    yield from product(pairs, _known(record.born), _known(record.sex), record.postcodes)


def _family_name_apart(record: Tidy) -> Iterator[object]:
    firsts = {first for first, _ in record.names}
    yield from product(sorted(firsts), _known(record.born), _known(record.sex), record.postcodes)


def _two_parts_of_the_birth_date(record: Tidy) -> Iterator[object]:
    if record.born is None:
        return
    day, month, year = record.born.day, record.born.month, record.born.year
    parts = (("day, month", day, month), ("day, year", day, year), ("month, year", month, year))
    yield from product(record.names, parts, _known(record.sex), record.postcodes)


STEPS: tuple[Step, ...] = (
    _upn_and_birth_date,
    _all,
    _without_sex,
    _without_postcode,
    _names_swapped,
    _alike,
    _family_name_apart,
    _two_parts_of_the_birth_date,
)


def _known(value: date | str | None) -> tuple[object, ...]:
    return (value,) if value else ()


_CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}


def soundex(name: str) -> str:
    """The American Soundex code of a name, four characters."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters:
        return ""
    code, last = letters[0], _CODES.get(letters[0])
    for letter in letters[1:]:
        digit = _CODES.get(letter)
        if digit and digit != last:
            code += str(digit)
        if letter not in "hw":  # these two do not part letters of one code
            last = digit
    return code[:4].ljust(4, "0")
