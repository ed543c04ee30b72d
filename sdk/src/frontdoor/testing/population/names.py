"""Names by where they come from, drawn as often as names are: a few are very frequent, most are rare."""

import tomllib
from bisect import bisect
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate
from random import Random

from attrs import field, frozen

from frontdoor.conversion import structure
from frontdoor.domain.people import Sex

GIVEN_FLATNESS, FAMILY_FLATNESS = 12, 6
"""A name's weight is 1 / (rank + flatness): the larger, the less the first names stand out."""


@frozen
class Tail:
    """Rare family names, each one of `starts` and one of `ends`; `share` of all children bear one."""

    share: float
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@frozen
class Doubles:
    """Given names of two, such as Lily-Mae; `share` of all children bear one."""

    share: float
    boys_first: tuple[str, ...]
    boys_second: tuple[str, ...]
    girls_first: tuple[str, ...]
    girls_second: tuple[str, ...]


@frozen
class Marked:
    """Names that go with a child's sex, in `share` of households or children.

    `beside_family` is how often one stands before a family name as a middle name; otherwise it is the family name.
    """

    share: float
    boys: tuple[str, ...] = ()
    girls: tuple[str, ...] = ()
    beside_family: float = 0

    def of(self, sex: Sex) -> tuple[str, ...]:
        return self.boys if sex is Sex.MALE else self.girls


@frozen(slots=False)  # a slotted class has no place for what its cached properties keep
class Origin:
    """One file of `names/`: names from the most to the least frequent, and the customs around them."""

    share: float
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    families: tuple[str, ...]
    traditional_boys: tuple[str, ...] = ()
    traditional_girls: tuple[str, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    """Each group is one name in its spellings."""
    middle_names: float = 0.5
    double_barrelled: float = 0
    two_families: float = 0
    """How many households have two family names, one from each parent."""
    transliterated: bool = False
    patronymic: bool = False
    two_given: bool = False
    family_first: bool = False
    tail: Tail | None = None
    doubles: Doubles | None = None
    prefix: Marked | None = None
    marker: Marked | None = None
    feminine: Mapping[str, str] = field(factory=dict)
    """Ends of family names, and what a daughter has instead."""

    def given_name(self, rng: Random, sex: Sex) -> str:
        boy = sex is Sex.MALE
        if self.doubles and rng.random() < self.doubles.share:
            first = self.doubles.boys_first if boy else self.doubles.girls_first
            second = self.doubles.boys_second if boy else self.doubles.girls_second
            return f"{rng.choice(first)}-{rng.choice(second)}"
        return (self._boys if boy else self._girls).draw(rng)

    def traditional_name(self, rng: Random, sex: Sex) -> str:
        return rng.choice(self.traditional_boys if sex is Sex.MALE else self.traditional_girls)

    def family_name(self, rng: Random) -> str:
        if self.tail and rng.random() < self.tail.share:
            start, end = rng.choice(self.tail.starts), rng.choice(self.tail.ends)
            return start + end
        return self._families.draw(rng)

    def daughters(self, family_name: str) -> str:
        """The family name as a daughter bears it."""
        for end, instead in self.feminine.items():
            if family_name.endswith(end):
                return family_name.removesuffix(end) + instead
        return family_name

    def like(self, name: str, sex: Sex) -> tuple[str, ...]:
        """Other names of this origin that are easily taken for `name`."""
        return _like(self.boys if sex is Sex.MALE else self.girls, name)

    def other_spellings(self, name: str) -> tuple[str, ...]:
        return self._spellings.get(name, ())

    @cached_property
    def _boys(self) -> "Skewed":
        return Skewed.of(self.boys, GIVEN_FLATNESS)

    @cached_property
    def _girls(self) -> "Skewed":
        return Skewed.of(self.girls, GIVEN_FLATNESS)

    @cached_property
    def _families(self) -> "Skewed":
        return Skewed.of(self.families, FAMILY_FLATNESS)

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for group in self.variants:
            for name in group:
                found[name] = (*found.get(name, ()), *(other for other in group if other != name))
        return found


@frozen
class Skewed:
    """Names with the shares of a population: the weight of each falls with its rank."""

    names: tuple[str, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, names: Sequence[str], flatness: int) -> "Skewed":
        return cls(tuple(names), tuple(accumulate(1 / (rank + flatness) for rank in range(len(names)))))

    def draw(self, rng: Random) -> str:
        return self.names[bisect(self.cumulative, rng.random() * self.cumulative[-1])]


@cache
def origins() -> Mapping[str, Origin]:
    """Every origin by name, in the order of the names; read once."""
    folder = resources.files(__package__).joinpath("names")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): structure(tomllib.loads(file.read_text("utf-8")), Origin) for file in files
    }


@cache
def nicknames() -> Mapping[str, tuple[str, ...]]:
    """Short forms by the name in full."""
    text = resources.files(__package__).joinpath("nicknames.toml").read_text("utf-8")
    return {name: tuple(short) for name, short in tomllib.loads(text).items()}


@cache
def _like(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    alike = (each for each in names if each != name and SequenceMatcher(None, each, name).ratio() >= _ALIKE)
    return tuple(alike)


_ALIKE = 0.6
"""Of the letters of two names in order, as `difflib` counts them: Ella and Ellie, Hassan and Hussain."""
