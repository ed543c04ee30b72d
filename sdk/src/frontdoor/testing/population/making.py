"""Makes a population: the true families, then each system's view of them."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from random import Random

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Upn, upn_check_letter
from frontdoor.testing.families import LOCAL_AUTHORITY
from frontdoor.testing.population.households import TruePerson, households, school_age
from frontdoor.testing.population.people import Population, TrueChild, Truth, View
from frontdoor.testing.population.places import County
from frontdoor.testing.population.recording import Clerk, Numbers
from frontdoor.testing.population.settings import Noise, PopulationSettings

_KNOWN_OF_A_HOUSEHOLD = 0.8
"""How often social care knows a pupil whose brother or sister it knows."""
_KNOWN_BESIDE_PUPILS = 0.22
"""The same for a child who is no pupil; lower, so that such children come from as many households as pupils do."""
_PUPILS_A_HOUSEHOLD = 1.3
_TEST_NUMBERS = 1_000_000


@frozen
class _Child:
    """A child with the numbers that are truly the child's; `is_pupil` if the education system holds a record."""

    person: TruePerson
    is_pupil: bool
    upns: tuple[Upn, ...]


def make_population(settings: PopulationSettings | None = None) -> Population:
    """A population with its truth. Each part has a generator of its own, seeded by the seed and its name.

    The default of 320,000 records takes seconds and about half a gigabyte.
    """
    with _no_garbage():
        return _make(settings or PopulationSettings())


def _make(settings: PopulationSettings) -> Population:
    families = _families(settings)
    pupils = [child for family in families for child in family if child.is_pupil]
    clients = _known_to_social_care(settings, families)
    siblings_upns = _siblings_upns(families)
    rng = _random(settings, "nhs numbers")
    nhs_numbers = _nhs_numbers(rng, len(clients))
    pupil_ids = _ids("E", len(pupils), _random(settings, "education ids"))
    client_ids = _ids("S", len(clients), _random(settings, "social care ids"))
    education = _view(
        settings,
        settings.education_noise,
        "education",
        [(child, id, Numbers(child.upns)) for child, id in zip(pupils, pupil_ids, strict=True)],
    )
    social_care = _view(
        settings,
        settings.social_care_noise,
        "social care",
        [
            (child, id, Numbers(child.upns, number, siblings_upns.get(child.person.household, {}).get(child.upns)))
            for child, id, number in zip(clients, client_ids, nhs_numbers, strict=True)
        ],
    )
    by_child = {id(child): key for child, key in zip(pupils, pupil_ids, strict=True)}
    truth = Truth(
        links={key: by_child[id(child)] for child, key in zip(clients, client_ids, strict=True) if child.is_pupil},
        pupils=_true(zip(pupil_ids, pupils, strict=True)),
        clients=_true(zip(client_ids, clients, strict=True)),
    )
    return Population(education, social_care, truth)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Millions of small objects are made here and all of them stay: looking for garbage would double the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _random(settings: PopulationSettings, part: str) -> Random:
    return Random(f"{settings.seed}/{part}")


def _families(settings: PopulationSettings) -> list[tuple[_Child, ...]]:
    """Households until there are as many pupils as asked for; the last one keeps no more of its own than fit."""
    rng = _random(settings, "families")
    numbers = _UpnsGiven(settings)
    county = County(round(settings.education / _PUPILS_A_HOUSEHOLD))
    families: list[tuple[_Child, ...]] = []
    wanted = settings.education
    for household in households(settings, county, rng):
        family = []
        for person in household:
            at_school = school_age(settings, person.birth_date) and rng.random() >= settings.other_schools
            is_pupil = at_school and wanted > 0
            wanted -= is_pupil
            has_changed = is_pupil and rng.random() < settings.new_upns
            upns = tuple(numbers.next(person, rng) for _ in range(1 + has_changed)) if is_pupil else ()
            family.append(_Child(person, is_pupil, upns))
        families.append(tuple(family))
        if not wanted:
            return families
    raise AssertionError("households never end")


class _UpnsGiven:
    """UPNs of establishments 9900 to 9999 of the made-up authority, which belong to no school; each given once."""

    def __init__(self, settings: PopulationSettings) -> None:
        self._given: dict[int, int] = {}
        self._latest = settings.on.year

    def next(self, person: TruePerson, rng: Random) -> Upn:
        year = min(person.birth_date.year + rng.choice((4, 4, 4, 5)), self._latest) % 100
        serial, estab = divmod(self._given.get(year, 0), 100)
        if serial > 999:
            raise ValueError("There are too many pupils of one year for the numbers of schools that do not exist")
        self._given[year] = self._given.get(year, 0) + 1
        rest = f"{LOCAL_AUTHORITY}{9900 + estab}{year:02}{serial:03}"
        return Upn(upn_check_letter(rest) + rest)


def _known_to_social_care(settings: PopulationSettings, families: Sequence[tuple[_Child, ...]]) -> list[_Child]:
    """Whole households for the most part: brothers and sisters are known together."""
    rng = _random(settings, "known to social care")
    order = list(range(len(families)))
    rng.shuffle(order)
    first: list[_Child] = []
    rest: list[_Child] = []
    for index in order:
        for child in families[index]:
            known = rng.random() < (_KNOWN_OF_A_HOUSEHOLD if child.is_pupil else _KNOWN_BESIDE_PUPILS)
            (first if known else rest).append(child)
    pupils = islice((child for child in (*first, *rest) if child.is_pupil), settings.of_pupils)
    others = islice(
        (child for child in (*first, *rest) if not child.is_pupil), settings.social_care - settings.of_pupils
    )
    known_children = [*pupils, *others]
    if len(known_children) < settings.social_care:
        raise ValueError("There are too few children beside the pupils: ask for more pupils or a larger shared part")
    rng.shuffle(known_children)
    return known_children


def _siblings_upns(families: Iterable[tuple[_Child, ...]]) -> dict[int, dict[tuple[Upn, ...], Upn]]:
    """For the pupils of a household, by their own numbers: the number of the next one."""
    found = {}
    for family in families:
        numbered = [child for child in family if child.upns]
        if len(numbered) > 1:
            after = [*numbered[1:], numbered[0]]
            pairs = zip(numbered, after, strict=True)
            found[family[0].person.household] = {child.upns: other.upns[0] for child, other in pairs}
    return found


def _nhs_numbers(rng: Random, count: int) -> list[NhsNumber]:
    """Sound numbers in the 999 range, each once."""
    serials = rng.sample(range(_TEST_NUMBERS), min(_TEST_NUMBERS, count + count // 4 + 100))
    found = list(islice(filter(None, map(_nhs_number, serials)), count))
    if len(found) < count:
        raise ValueError("There are too many social-care records for the NHS numbers kept for tests")
    return found


def _nhs_number(serial: int) -> NhsNumber | None:
    """The number of that serial; None for one in eleven, whose check digit would be 10."""
    digits = f"999{serial:06}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return NhsNumber(f"{digits}{check}") if check < 10 else None


def _ids(letter: str, count: int, rng: Random) -> list[str]:
    """Ids whose order says nothing about who belongs together."""
    numbers = list(range(1, count + 1))
    rng.shuffle(numbers)
    return [f"{letter}{number:07}" for number in numbers]


def _view(settings: PopulationSettings, noise: Noise, part: str, children: list[tuple[_Child, str, Numbers]]) -> View:
    clerk = Clerk(noise, _random(settings, part), settings.on)
    people: dict[str, PersonIdentity] = {}
    addresses: dict[str, str] = {}
    for child, key, numbers in children:
        people[key], address = clerk.record(child.person, key, numbers)
        if address:
            addresses[key] = address
    return View(tuple(people[key] for key in sorted(people)), addresses)


def _true(children: Iterable[tuple[str, _Child]]) -> dict[str, TrueChild]:
    return {
        key: TrueChild(child.person.origin, child.person.household, child.person.birth_date) for key, child in children
    }
