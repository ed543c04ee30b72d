"""Two records side by side, field by field: how alike their values are, in levels a person can check."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from frontdoor.domain.people import Sex
from frontdoor.matching.prepared import Prepared, nickname_groups
from frontdoor.matching.spelling import one_way, sound


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

    __hash__ = str.__hash__


class Level(StrEnum):
    """How two values of a field compare. Not every field has every level."""

    SAME = "same"
    KNOWN_AS = "known_as"
    """One record's first name is what another name on the other record calls the child."""
    ANOTHER = "another"
    """One record's name is among the other's middle, former or other names."""
    NICKNAME = "nickname"
    """A short form, or another spelling, of the same name."""
    SHORT = "short"
    """One is the beginning of the other, or its first letter."""
    PART = "part"
    """They share a half of a double-barrelled name; two of the three parts of a date; or house and street of an address
    whose postcode is another."""
    HOUSE = "house"
    """The same house of the same postcode, where both records tell it."""
    STREET = "street"
    """Another house of the same postcode."""
    TYPO = "typo"
    SOUND = "sound"
    TWO_NAMES = "two_names"
    """Like, and yet each is a name that many people bear, so that it need not be a slip. Comparing alone cannot tell:
    the scorer does, which knows how many."""
    SWAPPED = "swapped"
    """Given and family name, or day and month, the other way round."""
    NEAR = "near"
    """A name that is like the other by more than a slip; a date with one digit wrong, or the same day a year out, or an
    estimated one within a year; another address of the same district."""
    DIFFERENT = "different"
    MISSING = "missing"

    __hash__ = str.__hash__  # which Python has at hand; that of an enumeration is worked out at every look


_LIKE_ADDRESSES = 0.75
"""How many words of the shorter address the other has, too."""

_LIKE_STREETS = 75.0
"""Of a hundred: the letters of two streets."""

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
        Level.KNOWN_AS,
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
        Level.KNOWN_AS,
        Level.ANOTHER,
        Level.TYPO,
        Level.SOUND,
        Level.NEAR,
        Level.SWAPPED,
        Level.DIFFERENT,
    ),
    Field.BIRTH_DATE: (Level.SAME, Level.SWAPPED, Level.NEAR, Level.PART, Level.DIFFERENT),
    Field.SEX: (Level.SAME, Level.DIFFERENT),
    Field.ADDRESS: (Level.HOUSE, Level.SAME, Level.PART, Level.STREET, Level.NEAR, Level.DIFFERENT),
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
    """Whether given and family name are the other way round, one of them in another spelling or with a slip."""
    if not (one.first and one.family and other.first and other.family):
        return False
    mine, theirs = (one.surname, one.family[0]), (other.surname, other.family[0])
    here, there = one.first in theirs, other.first in mine
    if here and there:
        return True
    if here:
        return alike_family(*sorted((other.first, one.family[0]))) not in _UNLIKE
    return there and alike_family(*sorted((one.first, other.family[0]))) not in _UNLIKE


def _given_names(one: Prepared, other: Prepared) -> Level:
    first, second = one.first, other.first
    if not first or not second:
        return _MISSING
    if first == second:
        return _SAME
    if (other.called and first in other.called) or (one.called and second in one.called):
        return Level.KNOWN_AS
    if one.other_given or other.other_given:
        if "".join(one.given) == "".join(other.given):
            return _SAME
        # Twins share the middle name of their father's: one record's names must all be among the other's.
        if first in other.other_given and one.all_given <= other.all_given:
            return Level.ANOTHER
        if second in one.other_given and other.all_given <= one.all_given:
            return Level.ANOTHER
        if _is_short_for_the_honoured(first, other) or _is_short_for_the_honoured(second, one):
            return Level.ANOTHER
    return alike_given(first, second) if first < second else alike_given(second, first)


def _is_short_for_the_honoured(name: str, other: Prepared) -> bool:
    """Whether a child is called by a short form of the name before the one in use: Mo, who is Mohammed Bilal."""
    before = other.given[0]
    return before != other.first and _are_of_one_group(name, before)


def _middle_names(one: Prepared, other: Prepared) -> Level:
    mine, theirs = one.middle, other.middle
    if not mine or not theirs:
        return _MISSING
    if any(len(name) > 1 and name in theirs for name in mine):
        return _SAME
    pairs = [(a, b) for a in mine for b in theirs]
    if any(a[0] == b[0] and (len(a) == 1 or len(b) == 1) for a, b in pairs):
        return Level.SHORT
    return _SAME if any(_is_slip(a, b) for a, b in pairs) else _DIFFERENT


def _family_names(one: Prepared, other: Prepared) -> Level:
    first, second = one.surname, other.surname
    if not first or not second:
        return _MISSING
    if first == second:
        return _SAME
    mine, theirs = one.family, other.family
    of_one_word = len(mine) == len(theirs) == 1
    if not of_one_word and any(len(token) > 2 and token in theirs for token in mine):
        return Level.PART
    former, formerly = one.other_family, other.other_family
    if (formerly and not formerly.isdisjoint(mine)) or (former and not former.isdisjoint(theirs)):
        return Level.KNOWN_AS
    if first in other.middle or second in one.middle:
        # Where nobody has a family name, one clerk takes the father's name for it and another the grandfather's.
        return Level.ANOTHER
    level = alike_family(first, second) if first < second else alike_family(second, first)
    if level in _UNLIKE and not of_one_word:
        return Level.PART if any(_is_slip(a, b) for a in mine for b in theirs if len(a) > 3) else level
    return level


@lru_cache(maxsize=1 << 18)
def alike_given(first: str, second: str) -> Level:
    """Two given names that are not the same, in alphabetical order."""
    if _are_of_one_group(first, second) or _is_spelt_otherwise(first, second):
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
    if _sound_alike(first, second) or _are_of_one_group(first, second) or _is_spelt_otherwise(first, second):
        return Level.SOUND
    return Level.NEAR if _is_near(first, second) else _DIFFERENT


def _are_of_one_group(first: str, second: str) -> bool:
    groups = nickname_groups()
    return first in groups and second in groups and not groups[first].isdisjoint(groups[second])


def _is_spelt_otherwise(first: str, second: str) -> bool:
    """Whether two names are one in two spellings."""
    return len(one_way(first)) > 1 and one_way(first) == one_way(second)


def _is_near(first: str, second: str) -> bool:
    """More than a slip apart, and still more alike than two names are by chance."""
    return JaroWinkler.similarity(first, second, score_cutoff=_NEAR_NAMES) > 0


def _is_slip(one: str, other: str) -> bool:
    """The same, for two in any order, of which most have nothing in common."""
    return one == other or (abs(len(one) - len(other)) <= 2 and _is_typo(*sorted((one, other))))


@lru_cache(maxsize=1 << 18)
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
    """Two dates that are not the same: day and month swapped, one digit wrong, two next to each other swapped, another
    day of the month, another month of the year, another year."""
    parts = (first.year == second.year) + (first.month == second.month) + (first.day == second.day)
    if parts == 0:
        return _DIFFERENT
    if first.year == second.year and first.day == second.month and first.month == second.day:
        return Level.SWAPPED
    if first.month == second.month and first.day == second.day and abs(first.year - second.year) == 1:
        return Level.NEAR
    mine, theirs = (each.isoformat().replace("-", "") for each in (first, second))
    if OSA.distance(mine, theirs, score_cutoff=1) == 1:
        return Level.NEAR
    return Level.PART if parts == 2 else _DIFFERENT


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
    told = bool(one.street and other.street)
    if not told and not (mine and theirs):
        return _MISSING
    if _have_one_in_common(mine, theirs):
        if not told or mine[0] != theirs[0]:
            # House and street are those of the postcode of now, which comes first: of a former one no more is known.
            return _SAME
        return Level.HOUSE if _is_one_house(one, other, in_one_postcode=True) else Level.STREET
    if told and _is_one_house(one, other):
        return Level.PART
    return _DIFFERENT if one.districts.isdisjoint(other.districts) else Level.NEAR


def _have_one_in_common(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if len(mine) == len(theirs) == 1:  # as most are
        return mine[0] == theirs[0]
    return any(each in theirs for each in mine)


def _is_one_house(one: Prepared, other: Prepared, *, in_one_postcode: bool = False) -> bool:
    """The same numbers, one perhaps without that of the flat, and the same street; either may leave out the town.

    Streets of one postcode are few: there any likeness will do.
    """
    if one.house != other.house:
        if not (one.house and other.house):
            return False
        if not (one.house < other.house or other.house < one.house):
            return False
    mine, theirs = one.street, other.street
    shorter, longer = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if longer[: len(shorter)] == shorter:
        return True
    if in_one_postcode and fuzz.partial_ratio("".join(shorter), "".join(longer), score_cutoff=_LIKE_STREETS):
        return True
    if not _is_slip(mine[0], theirs[0]):
        return False
    return sum(_has_word(longer, word) for word in shorter) >= _LIKE_ADDRESSES * len(shorter)


def _has_word(words: tuple[str, ...], word: str) -> bool:
    return word in words or any(_is_slip(word, each) for each in words)


def _numbers(one: frozenset[str], other: frozenset[str]) -> Level:
    if not one or not other:
        return _MISSING
    return _DIFFERENT if one.isdisjoint(other) else _SAME
