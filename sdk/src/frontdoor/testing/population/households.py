"""Households with their children as they truly are, before any system writes anything down."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from attrs import frozen

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
_BOYS = 0.512
_TWINS_OF_ONE_SEX = 0.65
"""How often a twin takes the other's sex; the rest fall as they may, so that eight pairs in ten are of one sex."""
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
        sex = self._sex(twin)
        origin = self._origin
        if rng.random() < settings.names_of_another_origin:
            origin = self._known[rng.choice(tuple(self._known))]
        given = self._first_name(origin, sex, used, twin)
        middle = self._middle_names(origin, sex, given)
        family = self._family_name() if rng.random() < settings.siblings_of_another_name else self._family
        if sex is Sex.FEMALE:
            family = self._origin.daughters(family)
        if self._marked and self._origin.marker:
            mark = rng.choice(self._origin.marker.of(sex))
            middle, family = ((mark,), family) if self._beside else (middle, mark)
        names = TrueNames((given, *middle), family, self._prefix(origin, sex, given))
        return TruePerson(self._number, self._origin_name, names, on, sex, self._at)

    def _sex(self, twin: TruePerson | None) -> Sex:
        sex = Sex.MALE if self._rng.random() < _BOYS else Sex.FEMALE
        return twin.sex if twin and self._rng.random() < _TWINS_OF_ONE_SEX else sex

    def _prefix(self, origin: Origin, sex: Sex, given: str) -> str:
        if not origin.prefix or self._rng.random() >= origin.prefix.share:
            return ""
        choices = origin.prefix.of(sex)
        prefix = self._rng.choice(choices) if choices else ""
        return "" if prefix == given else prefix

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
