"""Households with their children as they truly are, before any system writes anything down."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from attrs import evolve, frozen

from frontdoor.domain.people import Sex
from frontdoor.testing.population.names import Origin, origins
from frontdoor.testing.population.places import County, Home
from frontdoor.testing.population.settings import PopulationSettings

_SIZES = (1, 2, 3, 4, 5, 6)
_SIZE_WEIGHTS = (34, 39, 17, 6, 3, 1)
"""Households with children by how many there are, about as the census of England and Wales counts dependent children,
with those who have grown up since."""
_OLDEST_YEARS = 22
"""How long ago the eldest child of a household may have been born; who is 18 or older is left out."""
CHILDHOOD_YEARS = 18
_SCHOOL_STARTS, _SCHOOL_YEARS = 4, 12
"""From reception to year 11: who was 4 to 15 on 31 August."""


@frozen
class TrueNames:
    """A child's names. The first of `forenames` is in use; a `prefix` stands before it in full."""

    forenames: tuple[str, ...]
    family: str
    prefix: str = ""


@frozen
class TrueHome:
    """A household's home, where it lived before, and what its children are called after a change of name."""

    home: Home
    before: Home
    new_family_name: str


@frozen
class TruePerson:
    """One child. `household` counts from 0; `origin` is where the names come from."""

    household: int
    origin: str
    names: TrueNames
    birth_date: date
    sex: Sex
    at: TrueHome


def households(settings: PopulationSettings, county: County, rng: Random) -> Iterator[tuple[TruePerson, ...]]:
    """Households without end, each with those of its children who are under 18; one without any is left out."""
    known = origins()
    names, weights = tuple(known), tuple(origin.share for origin in known.values())
    number = 0
    while True:
        (origin,) = rng.choices(names, weights)
        born = _birth_dates(settings, rng)
        if born:
            yield tuple(_Household(settings, county, rng, number, origin, known).children(born))
            number += 1


def school_age(settings: PopulationSettings, born: date) -> bool:
    """Whether a child of that birth date is in one of the school years from reception to year 11."""
    entered = settings.on.year - (born.year + ((born.month, born.day) >= (9, 1)))
    return _SCHOOL_STARTS <= entered < _SCHOOL_STARTS + _SCHOOL_YEARS


def _birth_dates(settings: PopulationSettings, rng: Random) -> list[date]:
    """Birth dates under 18, eldest first; twins share one."""
    (count,) = rng.choices(_SIZES, _SIZE_WEIGHTS)
    born = settings.on - timedelta(days=rng.randrange(1, _OLDEST_YEARS * 365))
    dates: list[date] = []
    while len(dates) < count and born < settings.on:
        dates += [born, born] if rng.random() < settings.twin_births else [born]
        born += timedelta(days=max(330, round(rng.gauss(1_050, 480))))
    oldest = settings.on.replace(year=settings.on.year - CHILDHOOD_YEARS)
    return [each for each in dates if each > oldest]


class _Household:
    """Draws one household: what its children share is drawn once."""

    def __init__(
        self,
        settings: PopulationSettings,
        county: County,
        rng: Random,
        number: int,
        origin: str,
        known: Mapping[str, Origin],
    ) -> None:
        self._settings, self._rng, self._number, self._known = settings, rng, number, known
        self._origin_name, self._origin = origin, known[origin]
        self._family = self._family_name()
        self._father = self._origin.given_name(rng, Sex.MALE) if self._origin.patronymic else ""
        marker = self._origin.marker
        self._marked = marker is not None and rng.random() < marker.share
        self._beside = marker is not None and rng.random() < marker.beside_family
        self._at = TrueHome(county.home(rng, origin), county.home(rng, origin), self._family_name())

    def children(self, born: list[date]) -> Iterator[TruePerson]:
        used: set[str] = set()
        before: TruePerson | None = None
        for on in born:
            twin = before if before and before.birth_date == on else None
            child = self._child(on, used, twin)
            used.add(child.names.forenames[0])
            yield child
            before = child

    def _child(self, on: date, used: set[str], twin: TruePerson | None) -> TruePerson:
        rng, settings = self._rng, self._settings
        sex = Sex.MALE if rng.random() < 0.512 else Sex.FEMALE
        if twin and rng.random() < 0.65:  # a third of twins are identical; half of the others are of one sex
            sex = twin.sex
        origin = self._origin
        if rng.random() < settings.names_of_another_origin:
            origin = self._known[rng.choice(tuple(self._known))]
        given = self._first_name(origin, sex, used, twin)
        middle = self._middle_names(origin, sex, given)
        family, prefix = self._family, ""
        if rng.random() < settings.siblings_of_another_name:
            family = self._family_name()
        if sex is Sex.FEMALE:
            family = self._origin.daughters(family)
        if self._marked and self._origin.marker:
            mark = rng.choice(self._origin.marker.boys if sex is Sex.MALE else self._origin.marker.girls)
            if self._beside:
                middle = (mark,)
            else:
                family = mark
        if origin.prefix and rng.random() < origin.prefix.share:
            choices = origin.prefix.boys if sex is Sex.MALE else origin.prefix.girls
            prefix = rng.choice(choices) if choices else ""
        if prefix == given:
            prefix = ""
        names = TrueNames((given, *middle), family, prefix)
        return TruePerson(self._number, self._origin_name, names, on, sex, self._at)

    def _first_name(self, origin: Origin, sex: Sex, used: set[str], twin: TruePerson | None) -> str:
        if twin and twin.sex is sex and self._rng.random() < self._settings.twins_named_alike:
            alike = [name for name in origin.like(twin.names.forenames[0], sex) if name not in used]
            if alike:
                return self._rng.choice(alike)
        for _ in range(20):
            name = origin.given_name(self._rng, sex)
            if name not in used:
                return name
        return f"{name}-{origin.given_name(self._rng, sex)}"

    def _middle_names(self, origin: Origin, sex: Sex, given: str) -> tuple[str, ...]:
        rng = self._rng
        if self._father:
            return (self._father,) if rng.random() < origin.middle_names else ()
        if rng.random() >= origin.middle_names:
            return ()
        if origin.two_given:
            return (origin.traditional_name(rng, sex),)
        count = 2 if rng.random() < 0.12 else 1
        return tuple(name for name in (origin.given_name(rng, sex) for _ in range(count)) if name != given)

    def _family_name(self) -> str:
        origin, rng = self._origin, self._rng
        name = origin.family_name(rng)
        if rng.random() < origin.double_barrelled:
            return f"{name}-{origin.family_name(rng)}"
        if rng.random() < origin.two_families:
            return f"{name} {origin.family_name(rng)}"
        return name


def with_family_name(person: TruePerson, family: str) -> TruePerson:
    """The same child under another family name."""
    return evolve(person, names=evolve(person.names, family=family))
