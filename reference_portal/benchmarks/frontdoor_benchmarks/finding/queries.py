"""What people type when they look for a child: the record's own words, gone wrong in one of the ways of the design."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import PersonName
from frontdoor.testing.population.names import nicknames
from frontdoor.testing.population.spelling import misdated, mistyped
from frontdoor_portal.use_cases.find_child import ChildQuery

WRONG_DATES, NO_POSTCODES = 0.15, 0.30
"""How often the date of birth is another, and how often the postcode is not known (the design's anchors)."""

LATEST = date(2026, 9, 1)
_LIKE_SOUNDING = (
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("k", "c"), ("ie", "y"), ("y", "i"), ("ee", "ea"), ("i", "y"), ("z", "s"),
    ("s", "z"), ("oo", "u"), ("ai", "ay"), ("th", "t"), ("tt", "t"), ("ll", "l"), ("nn", "n"), ("mm", "m"), ("v", "w"),
    ("w", "v"), ("j", "g"), ("q", "k"), ("x", "ks"), ("ei", "ie"), ("l", "ll"), ("n", "nn"), ("t", "tt"),
)  # fmt: skip
"""Spellings that are heard alike; of our own, and not those that the search goes by."""

Noise = Callable[[PersonName, Random, Sequence[PersonIdentity]], PersonName | None]


@frozen
class Asked:
    """One query, the way in which it is wrong, and the id of the record that it is about."""

    kind: str
    query: ChildQuery
    record_id: str


def queries(people: Sequence[PersonIdentity], number: int, seed: int) -> list[Asked]:
    """So many queries in equal shares of every kind, in random order."""
    rng = Random(f"{seed}/queries")
    able = [person for person in people if person.name.given and person.name.family and person.birth_date]
    made = [asked for kind in NOISE for asked in _of_kind(kind, able, number // len(NOISE), rng)]
    rng.shuffle(made)
    return made


def _of_kind(kind: str, people: Sequence[PersonIdentity], number: int, rng: Random) -> Iterator[Asked]:
    given = 0
    for _ in range(number * 2_000):
        if given == number:
            return
        person = rng.choice(people)
        name = NOISE[kind](person.name, rng, people)
        if name is not None and person.birth_date is not None:
            given += 1
            yield Asked(kind, _query(person, name, person.birth_date.on, rng), person.id)


def _query(person: PersonIdentity, name: PersonName, born: date, rng: Random) -> ChildQuery:
    is_wrong = rng.random() < WRONG_DATES
    knows_postcode = bool(person.postcodes) and rng.random() >= NO_POSTCODES
    return ChildQuery(
        given_name=name.given,
        family_name=name.family,
        date_of_birth=misdated(born, LATEST, rng) if is_wrong else born,
        postcode=person.postcodes[0] if knows_postcode else None,
    )


def _first(name: PersonName) -> str:
    return name.given.split()[0]


def _exact(name: PersonName, _: Random, __: Sequence[PersonIdentity]) -> PersonName | None:
    return PersonName(_first(name), name.family)


def _one_typo(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    if rng.random() < 0.5:
        return _changed(name, PersonName(mistyped(_first(name), rng), name.family))
    return _changed(name, PersonName(_first(name), mistyped(name.family, rng)))


def _typo_in_both(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    return _changed(name, PersonName(mistyped(_first(name), rng), mistyped(name.family, rng)))


def _two_typos(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    return _changed(name, PersonName(_first(name), mistyped(mistyped(name.family, rng), rng)))


def _heard(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    return _changed(name, PersonName(_respelt(_first(name), rng), _respelt(name.family, rng)))


def _nickname(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    known = nicknames().get(_first(name))
    return PersonName(rng.choice(known), name.family) if known else None


def _swapped(name: PersonName, _: Random, __: Sequence[PersonIdentity]) -> PersonName | None:
    return PersonName(name.family, _first(name))


def _partial(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    first = _first(name)
    if len(first) < 5:
        return None
    return PersonName(first[: rng.randint(3, len(first) - 1)], name.family)


def _half(name: PersonName, rng: Random, _: Sequence[PersonIdentity]) -> PersonName | None:
    halves = name.family.replace("-", " ").split()
    return PersonName(_first(name), rng.choice(halves)) if len(halves) == 2 else None


def _middle_first(name: PersonName, _: Random, __: Sequence[PersonIdentity]) -> PersonName | None:
    given = name.given.split()
    return PersonName(given[1], name.family) if len(given) > 1 and len(given[1]) > 1 else None


def _extra_middle(name: PersonName, rng: Random, people: Sequence[PersonIdentity]) -> PersonName | None:
    another = _first(rng.choice(people).name)
    return None if another in name.given.split() else PersonName(f"{_first(name)} {another}", name.family)


def _changed(name: PersonName, typed: PersonName) -> PersonName | None:
    return None if typed == PersonName(_first(name), name.family) else typed


def _respelt(name: str, rng: Random) -> str:
    for heard, written in rng.sample(_LIKE_SOUNDING, len(_LIKE_SOUNDING)):
        at = name.lower().find(heard, 1)
        if at > 0:
            return name[:at] + written + name[at + len(heard) :]
    return name


NOISE: Mapping[str, Noise] = {
    "exact": _exact,
    "one typo": _one_typo,
    "typo in both names": _typo_in_both,
    "two typos": _two_typos,
    "heard": _heard,
    "nickname": _nickname,
    "swapped": _swapped,
    "partial": _partial,
    "half of a double": _half,
    "middle name first": _middle_first,
    "extra middle name": _extra_middle,
}
