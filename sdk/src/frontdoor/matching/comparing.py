"""Two records side by side, field by field: how alike their values are, in levels a person can check."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from frontdoor.domain.people import Sex
from frontdoor.matching.prepared import Prepared, nickname_groups, sound


class Field(StrEnum):
    """What is compared. Each is judged by itself; a missing one is neither for nor against."""

    GIVEN_NAME = "given_name"
    MIDDLE_NAMES = "middle_names"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    ADDRESS = "address"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"


class Level(StrEnum):
    """How two values of a field compare. Not every field has every level."""

    SAME = "same"
    ANOTHER = "another"
    """One record's name is among the other's middle, former or other names."""
    NICKNAME = "nickname"
    SHORT = "short"
    """One is the beginning of the other, or its first letter."""
    PART = "part"
    """They share a half of a double-barrelled name; or house and street of an address whose postcode is another."""
    TYPO = "typo"
    SOUND = "sound"
    TWO_NAMES = "two_names"
    """Like, and yet each is a name that many people bear, so that it need not be a slip. Comparing alone cannot tell:
    the scorer does, which knows how many."""
    SWAPPED = "swapped"
    """Given and family name, or day and month, the other way round."""
    NEAR = "near"
    """A name that is like the other by more than a slip; a date with one digit wrong, or the same day a year out, or an
    estimated one within a year; another address of the same postcode or district."""
    DIFFERENT = "different"
    MISSING = "missing"


_LIKE_ADDRESSES = 80.0
"""Of a hundred: words of two addresses in any order, with slips."""

_UNLIKE = frozenset({Level.DIFFERENT, Level.NEAR})

_RIGHT_WAY_ROUND = frozenset({Level.SAME, Level.NICKNAME, Level.TYPO, Level.SOUND, Level.PART})

_NEAR_NAMES = 0.85
"""Jaro-Winkler similarity, of one."""

_MISSING, _SAME, _DIFFERENT = Level.MISSING, Level.SAME, Level.DIFFERENT

Levels = tuple[Level, Level, Level, Level, Level, Level, Level, Level]
"""One level for each of `Field`, in its order."""

LEVELS: Mapping[Field, tuple[Level, ...]] = {
    Field.GIVEN_NAME: (
        Level.SAME,
        Level.ANOTHER,
        Level.NICKNAME,
        Level.TYPO,
        Level.SOUND,
        Level.SHORT,
        Level.NEAR,
        Level.SWAPPED,
        Level.DIFFERENT,
    ),
    Field.MIDDLE_NAMES: (Level.SAME, Level.SHORT, Level.DIFFERENT),
    Field.FAMILY_NAME: (
        Level.SAME,
        Level.PART,
        Level.ANOTHER,
        Level.TYPO,
        Level.SOUND,
        Level.NEAR,
        Level.SWAPPED,
        Level.DIFFERENT,
    ),
    Field.BIRTH_DATE: (Level.SAME, Level.SWAPPED, Level.NEAR, Level.DIFFERENT),
    Field.SEX: (Level.SAME, Level.DIFFERENT),
    Field.ADDRESS: (Level.SAME, Level.PART, Level.NEAR, Level.DIFFERENT),
    Field.NHS_NUMBER: (Level.SAME, Level.DIFFERENT),
    Field.UPN: (Level.SAME, Level.DIFFERENT),
}
"""The levels that a field can have where neither value is missing."""


def compare(one: Prepared, other: Prepared) -> Levels:
    """How alike two records are in each field; the order of the two makes no difference."""
    given, family = _given_names(one, other), _family_names(one, other)
    if given not in _RIGHT_WAY_ROUND and family not in _RIGHT_WAY_ROUND and _are_swapped(one, other):
        given = family = Level.SWAPPED
    return (
        given,
        _MISSING if given is Level.ANOTHER or given is Level.SWAPPED else _middle_names(one, other),
        family,
        _birth_dates(one, other),
        _sexes(one.sex, other.sex),
        _addresses(one, other),
        _numbers(one.nhs_numbers, other.nhs_numbers),
        _numbers(one.upns, other.upns),
    )


def _are_swapped(one: Prepared, other: Prepared) -> bool:
    """Whether given and family name are the other way round, the one or the other with a slip."""
    if not (one.first and one.family and other.first and other.family):
        return False
    across = ((one.first, other.family[0]), (other.first, one.family[0]))
    slips = [name != opposite for name, opposite in across]
    return sum(slips) < 2 and all(name == opposite or _is_typo(name, opposite) for name, opposite in across)


def _given_names(one: Prepared, other: Prepared) -> Level:
    first, second = one.first, other.first
    if not first or not second:
        return _MISSING
    if first == second or one.given == other.given:
        return _SAME
    if "".join(one.given) == "".join(other.given):
        return _SAME
    # Twins share the middle name of their father's: one record's names must all be among the other's.
    if first in other.other_given and one.all_given <= other.all_given:
        return Level.ANOTHER
    if second in one.other_given and other.all_given <= one.all_given:
        return Level.ANOTHER
    return alike_given(first, second) if first < second else alike_given(second, first)


def _middle_names(one: Prepared, other: Prepared) -> Level:
    mine, theirs = one.middle, other.middle
    if not mine or not theirs:
        return _MISSING
    if any(len(name) > 1 and name in theirs for name in mine):
        return _SAME
    pairs = [(a, b) for a in mine for b in theirs]
    if any(a[0] == b[0] and (len(a) == 1 or len(b) == 1) for a, b in pairs):
        return Level.SHORT
    return _SAME if any(_is_typo(*sorted((a, b))) for a, b in pairs) else _DIFFERENT


def _family_names(one: Prepared, other: Prepared) -> Level:
    if not one.surname or not other.surname:
        return _MISSING
    if one.surname == other.surname:
        return _SAME
    mine, theirs = one.family, other.family
    if (len(mine) > 1 or len(theirs) > 1) and any(len(token) > 2 and token in theirs for token in mine):
        return Level.PART
    former, formerly = one.other_family, other.other_family
    if not formerly.isdisjoint(mine) or not former.isdisjoint(theirs):
        return Level.ANOTHER
    first, second = one.surname, other.surname
    level = alike_family(first, second) if first < second else alike_family(second, first)
    if level in _UNLIKE and (len(mine) > 1 or len(theirs) > 1):
        return Level.PART if any(_is_typo(a, b) for a in mine for b in theirs if len(a) > 3) else level
    return level


@lru_cache(maxsize=1 << 18)
def alike_given(first: str, second: str) -> Level:
    """Two given names that are not the same, in alphabetical order."""
    if _are_of_one_group(first, second):
        return Level.NICKNAME
    if _is_typo(first, second):
        return Level.TYPO
    if _sound_alike(first, second):
        return Level.SOUND
    if second.startswith(first) and (len(first) == 1 or len(first) > 2):
        return Level.SHORT
    return Level.NEAR if _is_near(first, second) else _DIFFERENT


@lru_cache(maxsize=1 << 18)
def alike_family(first: str, second: str) -> Level:
    """Two family names that are not the same, in alphabetical order."""
    if _is_typo(first, second):
        return Level.TYPO
    if _sound_alike(first, second) or _are_of_one_group(first, second):
        return Level.SOUND
    return Level.NEAR if _is_near(first, second) else _DIFFERENT


def _are_of_one_group(first: str, second: str) -> bool:
    groups = nickname_groups()
    return first in groups and second in groups and not groups[first].isdisjoint(groups[second])


def _is_near(first: str, second: str) -> bool:
    """More than a slip apart, and still more alike than two names are by chance."""
    return JaroWinkler.similarity(first, second, score_cutoff=_NEAR_NAMES) > 0


def _is_typo(first: str, second: str) -> bool:
    """One slip in a name of three letters or more, two in one of eight; or the same letters with a like beginning."""
    shorter, longer = sorted((len(first), len(second)))
    if longer < 3 or (longer == 3 and shorter < 3):
        return False
    if longer - shorter <= 2:
        slips = OSA.distance(first, second, score_cutoff=2)
        if slips == 1 or (slips == 2 and longer >= 8):
            return True
    # Names that begin differently are never as like as that: most pairs are done with before they get here.
    return first[0] == second[0] and JaroWinkler.similarity(first, second) >= 0.94


def _sound_alike(first: str, second: str) -> bool:
    heard = sound(first)
    return len(heard) > 1 and heard == sound(second)


def _birth_dates(one: Prepared, other: Prepared) -> Level:
    first, second = one.born, other.born
    if first is None or second is None:
        return _MISSING
    if first == second:
        return _SAME
    if not (one.born_for_certain and other.born_for_certain):
        return Level.NEAR if abs((first - second).days) <= 366 else _DIFFERENT
    return alike_dates(first, second)


@lru_cache(maxsize=1 << 16)
def alike_dates(first: date, second: date) -> Level:
    """Two dates that are not the same: day and month swapped, one digit wrong, two next to each other swapped."""
    if first.year == second.year and first.day == second.month and first.month == second.day:
        return Level.SWAPPED
    if first.month == second.month and first.day == second.day and abs(first.year - second.year) == 1:
        return Level.NEAR
    return Level.NEAR if OSA.distance(f"{first:%Y%m%d}", f"{second:%Y%m%d}", score_cutoff=1) == 1 else _DIFFERENT


GENERATION = 12
"""Years: nobody is born to a younger parent."""


def are_a_generation_apart(one: Prepared, other: Prepared) -> bool:
    """Whether one may be a parent's record and the other the child's, who share a name and a home: not worth asking.

    Their first names differ. A slip in the year leaves the day and the month as they are, and a number in both must
    come to light.
    """
    first, second = one.born, other.born
    if first is None or second is None or not (one.born_for_certain and other.born_for_certain):
        return False
    if abs(first.year - second.year) <= GENERATION or (first.month, first.day) == (second.month, second.day):
        return False
    if not (one.nhs_numbers.isdisjoint(other.nhs_numbers) and one.upns.isdisjoint(other.upns)):
        return False
    return _given_names(one, other) is _DIFFERENT


def _sexes(one: Sex, other: Sex) -> Level:
    if one is Sex.UNKNOWN or other is Sex.UNKNOWN:
        return _MISSING
    return _SAME if one is other else _DIFFERENT


def _addresses(one: Prepared, other: Prepared) -> Level:
    """By the postcodes of now and before, and by house and street where both records tell them."""
    mine, theirs = one.postcodes, other.postcodes
    told = bool(one.address and other.address)
    if not told and not (mine and theirs):
        return _MISSING
    shares_postcode = any(postcode in theirs for postcode in mine)
    if shares_postcode and not told:
        return _SAME
    if told and fuzz.token_sort_ratio(one.address, other.address, score_cutoff=_LIKE_ADDRESSES):
        return _SAME if shares_postcode else Level.PART
    return Level.NEAR if shares_postcode or not one.districts.isdisjoint(other.districts) else _DIFFERENT


def _numbers(one: frozenset[str], other: frozenset[str]) -> Level:
    if not one or not other:
        return _MISSING
    return _DIFFERENT if one.isdisjoint(other) else _SAME
