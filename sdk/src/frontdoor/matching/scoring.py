"""Evidence that two records are about one child, after Fellegi and Sunter (1969), with how rare a name is.

Each field adds bits: what it is worth that its values are as alike as they are. A missing value adds nothing. The sum
is set against how many people there are: among a million, somebody is alike by chance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import exp2, log2

from attrs import field, frozen

from frontdoor.matching.comparing import Field, Level, compare
from frontdoor.matching.model import Model
from frontdoor.matching.prepared import Prepared

_ESTABLISHED = 5e-5
"""The share of people bearing a first name from which on it is no slip of another: one in 20,000, three at least."""

_LIKE = frozenset({Level.TYPO, Level.SOUND, Level.NEAR})

_RAREST = 2.0
"""How many bearers a name counts as having at least: seen once, it may be a slip."""


@frozen
class Frequencies:
    """How many people there are, and how many bear each name; `postcodes` how many live there."""

    people: int
    first_names: Mapping[str, int] = field(factory=dict, repr=False)
    surnames: Mapping[str, int] = field(factory=dict, repr=False)
    postcodes: Mapping[str, int] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, people: Iterable[Prepared]) -> "Frequencies":
        first_names: Counter[str] = Counter()
        surnames: Counter[str] = Counter()
        postcodes: Counter[str] = Counter()
        number = 0
        for person in people:
            number += 1
            first_names[person.first] += 1
            surnames[person.surname] += 1
            postcodes.update(person.postcodes)
        return cls(number, first_names, surnames, postcodes)


@frozen
class FieldEvidence:
    """What one field says: how alike its values are, and what that is worth in bits; below zero it speaks against."""

    field: Field
    level: Level
    bits: float


@frozen
class Evidence:
    """What all fields say together. `bits` is the log2 of the odds that the two records are about one child."""

    bits: float
    fields: tuple[FieldEvidence, ...]

    @property
    def probability(self) -> float:
        return 1 / (1 + exp2(-max(-60.0, min(60.0, self.bits))))

    def level(self, of: Field) -> Level:
        return next((each.level for each in self.fields if each.field is of), Level.MISSING)


class Scorer:
    """Scores pairs by a model, among people of given numbers. It may be shared between threads."""

    def __init__(self, model: Model, frequencies: Frequencies) -> None:
        self.model, self.frequencies = model, frequencies
        self._plain = [
            {level: FieldEvidence(name, level, model.levels[name][level].bits) for level in model.levels[name]}
            for name in Field
        ]
        self._two_names = {
            level: FieldEvidence(Field.GIVEN_NAME, Level.TWO_NAMES, self._plain[0][level].bits) for level in _LIKE
        }
        self._established = max(3.0, frequencies.people * _ESTABLISHED)
        # Whoever has not counted how many live somewhere does not know how much it says.
        self._is_by_rarity = [
            place in _BY_RARITY and (name is not Field.ADDRESS or bool(frequencies.postcodes))
            for place, name in enumerate(Field)
        ]
        self._prior = -log2(max(frequencies.people, 2))
        self._most = -self._prior

    def score(self, one: Prepared, other: Prepared) -> Evidence:
        """The evidence of a pair, field by field; fields that either record misses are left out."""
        bits = self._prior
        said: list[FieldEvidence] = []
        for place, level in enumerate(compare(one, other)):
            if level is Level.MISSING:
                continue
            if level is Level.SAME and self._is_by_rarity[place]:
                evidence = self._by_rarity(place, one, other)
            elif place == 0 and level in _LIKE and self._are_two_names(one.first, other.first):
                evidence = self._two_names[level]
            else:
                evidence = self._plain[place][level]
            bits += evidence.bits
            said.append(evidence)
        return Evidence(bits, tuple(said))

    def _are_two_names(self, first: str, second: str) -> bool:
        bearers = self.frequencies.first_names
        return min(bearers.get(first, 0), bearers.get(second, 0)) >= self._established

    def _by_rarity(self, place: int, one: Prepared, other: Prepared) -> FieldEvidence:
        """Values that are the same are worth the more, the fewer people have them."""
        name = _BY_RARITY[place]
        if name is Field.GIVEN_NAME:
            bearers = self.frequencies.first_names.get(one.first, 0)
        elif name is Field.FAMILY_NAME:
            bearers = self.frequencies.surnames.get(one.surname, 0)
        else:
            shared = (each for each in one.postcodes if each in other.postcodes)
            bearers = min(self.frequencies.postcodes.get(each, 0) for each in shared)
        likely = self.model.levels[name][Level.SAME].m
        return FieldEvidence(name, Level.SAME, log2(likely) + self._most - log2(max(bearers, _RAREST)))


_BY_RARITY: Mapping[int, Field] = {
    place: name for place, name in enumerate(Field) if name in {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.ADDRESS}
}
