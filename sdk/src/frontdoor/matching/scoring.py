"""Evidence that two records are about one child, after Fellegi and Sunter (1969), with how rare a name is.

Each field adds bits: what it is worth that its values are as alike as they are. A missing value adds nothing. The sum
is set against how many people there are: among a million, somebody is alike by chance.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import exp2, log2, prod

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
    middle_names: Mapping[str, int] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, people: Iterable[Prepared]) -> "Frequencies":
        first_names: Counter[str] = Counter()
        surnames: Counter[str] = Counter()
        postcodes: Counter[str] = Counter()
        middle_names: Counter[str] = Counter()
        number = 0
        for person in people:
            number += 1
            first_names[person.first] += 1
            surnames[person.surname] += 1
            postcodes.update(person.postcodes)
            middle_names.update(person.middle)
        return cls(number, first_names, surnames, postcodes, middle_names)


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
        self._established = max(3.0, frequencies.people * _ESTABLISHED)
        self._prior = -log2(max(frequencies.people, 2))
        self._most = -self._prior
        self._kept: dict[tuple[int, Level, float], FieldEvidence] = {}
        self._by_rarity: list[dict[Level, _ByRarity]] = [{} for _ in Field]
        self._by_rarity[_GIVEN] = {
            Level.SAME: self._same_given_name,
            Level.SWAPPED: self._swapped_given_name,
            **dict.fromkeys(_LIKE | {Level.NICKNAME}, self._like_given_name),
        }
        self._by_rarity[_FAMILY] = {
            Level.SAME: self._same_family_name,
            Level.SWAPPED: self._swapped_family_name,
            **dict.fromkeys(_LIKE | {Level.PART}, self._like_family_name),
        }
        # Whoever has not counted how many live somewhere, or bear a middle name, does not know how much it says.
        if frequencies.postcodes:
            self._by_rarity[_ADDRESS] = {Level.SAME: self._same_postcode}
        if frequencies.middle_names:
            self._by_rarity[_MIDDLE] = {Level.SAME: self._same_middle_name}

    def score(self, one: Prepared, other: Prepared) -> Evidence:
        """The evidence of a pair, field by field; fields that either record misses are left out."""
        bits = self._prior
        said: list[FieldEvidence] = []
        for level, plain, by_rarity in zip(compare(one, other), self._plain, self._by_rarity, strict=True):
            if level is Level.MISSING:
                continue
            counted = by_rarity.get(level)
            evidence = counted(one, other, level) if counted else plain[level]
            bits += evidence.bits
            said.append(evidence)
        return Evidence(bits, tuple(said))

    def _same_given_name(self, one: Prepared, _: Prepared, level: Level) -> FieldEvidence:
        return self._rare(_GIVEN, level, self.frequencies.first_names.get(one.first, 0))

    def _same_family_name(self, one: Prepared, _: Prepared, level: Level) -> FieldEvidence:
        return self._rare(_FAMILY, level, self.frequencies.surnames.get(one.surname, 0))

    def _same_postcode(self, one: Prepared, other: Prepared, level: Level) -> FieldEvidence:
        counted = self.frequencies.postcodes
        bearers = min(counted.get(each, 0) for each in one.postcodes if each in other.postcodes)
        return self._rare(_ADDRESS, level, bearers)

    def _same_middle_name(self, one: Prepared, other: Prepared, level: Level) -> FieldEvidence:
        counted = self.frequencies.middle_names
        shared = [counted.get(each, 0) for each in one.middle if each in other.middle and len(each) > 1]
        return self._at_most(_MIDDLE, level, min(shared)) if shared else self._plain[_MIDDLE][level]

    def _like_given_name(self, one: Prepared, other: Prepared, level: Level) -> FieldEvidence:
        mine, theirs = (self.frequencies.first_names.get(each.first, 0) for each in (one, other))
        found = self._at_most(_GIVEN, level, max(mine, theirs))
        if level in _LIKE and min(mine, theirs) >= self._established:
            return FieldEvidence(Field.GIVEN_NAME, Level.TWO_NAMES, found.bits)
        return found

    def _like_family_name(self, one: Prepared, other: Prepared, level: Level) -> FieldEvidence:
        names = {one.surname, other.surname} | ({*one.family, *other.family} if level is Level.PART else set())
        return self._at_most(_FAMILY, level, max(self.frequencies.surnames.get(each, 0) for each in names))

    def _swapped_given_name(self, one: Prepared, _: Prepared, level: Level) -> FieldEvidence:
        return self._rare(_GIVEN, level, self._bearers_of_swapped(one)[0])

    def _swapped_family_name(self, one: Prepared, _: Prepared, level: Level) -> FieldEvidence:
        # That names are the other way round is said once, by the given name; then the family name is the same.
        bearers = max(self._bearers_of_swapped(one)[1], _RAREST)
        return FieldEvidence(Field.FAMILY_NAME, level, self._most - log2(bearers))

    def _bearers_of_swapped(self, one: Prepared) -> tuple[float, float]:
        """Bearers of the two names, in the order that more people have: Hamza Warsame and Warsame Hamza may be two."""
        first_names, surnames = self.frequencies.first_names, self.frequencies.surnames
        orders = (one.first, one.surname), (one.surname, one.first)
        counted = ((max(first_names.get(a, 0), _RAREST), max(surnames.get(b, 0), _RAREST)) for a, b in orders)
        return max(counted, key=prod)

    def _rare(self, place: int, level: Level, bearers: float) -> FieldEvidence:
        """Values that are the same are worth the more, the fewer people have them."""
        key = place, level, bearers
        found = self._kept.get(key)
        if found is None:
            name = _FIELDS[place]
            levels = self.model.levels[name]
            likely = levels[level].m
            if name is Field.ADDRESS:  # the houses are the same as often where nobody tells them
                likely += levels[Level.HOUSE].m
            found = FieldEvidence(name, level, log2(likely) + self._most - log2(max(bearers, _RAREST)))
            self._kept[key] = found
        return found

    def _at_most(self, place: int, level: Level, bearers: float) -> FieldEvidence:
        """What is like a name of many bearers may be the name of any of them, and not a slip of this one."""
        plain, rare = self._plain[place][level], self._rare(place, level, bearers)
        return rare if rare.bits < plain.bits else plain


_FIELDS = tuple(Field)
_GIVEN, _MIDDLE, _FAMILY, _ADDRESS = (
    _FIELDS.index(each) for each in (Field.GIVEN_NAME, Field.MIDDLE_NAMES, Field.FAMILY_NAME, Field.ADDRESS)
)
_ByRarity = Callable[[Prepared, Prepared, Level], FieldEvidence]
