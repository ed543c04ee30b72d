"""A record made ready once for being compared thousands of times."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources

from attrs import define

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import BirthDateKind, PersonName, Sex
from frontdoor.matching.cleaning import NO_BIRTH_DATES, NO_POSTCODES, address_words, name_tokens


@define(frozen=True, eq=False)
class Prepared:
    """Whom a record is about, cleaned. Compared by identity: two records may say the very same.

    `given` and `family` are the tokens of the current name, `names` those of every name the record has. `first` and
    `surname` are what the current name is called by, empty where it has none; `all_given` and `other_given` are the
    tokens of given names with and without the first, `called` what other names on record call the child. `born` is None
    for a placeholder; `house` has the numbers of the address, and `street` its other words.
    """

    id: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    first: str
    middle: tuple[str, ...]
    surname: str
    called: frozenset[str]
    other_given: frozenset[str]
    other_family: frozenset[str]
    all_given: frozenset[str]
    names: frozenset[str]
    born: date | None
    born_for_certain: bool
    sex: Sex
    postcodes: tuple[str, ...]
    districts: frozenset[str]
    house: frozenset[str]
    street: tuple[str, ...]
    nhs_numbers: frozenset[str]
    upns: frozenset[str]


def prepare(identity: PersonIdentity, address: str = "") -> Prepared:
    """Clean a record, or what somebody typed in a search, which is a record without an id.

    `address` is house, street and town in one line, where it is known.
    """
    given, family = name_tokens(identity.name.given), name_tokens(identity.name.family)
    first = _called(given)
    other_given, other_family = _tokens_of(identity.other_names)
    born = identity.birth_date
    day = born.on if born and born.on not in NO_BIRTH_DATES else None
    words = address_words(address) if address else ()
    postcodes = tuple(each.value for each in identity.postcodes if each.value not in NO_POSTCODES)
    return Prepared(
        id=identity.id,
        given=given,
        family=family,
        first=first,
        middle=tuple(each for each in given if each != first and each not in _HONOURED) if len(given) > 1 else (),
        surname="".join(family),
        called=frozenset(_called(name_tokens(each.given)) for each in identity.other_names) - {""},
        other_given=(other_given | {*given}) - {first},
        other_family=other_family,
        all_given=other_given | {*given},
        names=frozenset((*given, *family)) | other_given | other_family,
        born=day,
        born_for_certain=born is not None and born.kind is BirthDateKind.KNOWN,
        sex=identity.sex,
        postcodes=postcodes,
        districts=frozenset(each.partition(" ")[0] for each in postcodes),
        house=frozenset(word for word in words if _is_number(word)),
        street=tuple(word for word in words if not _is_number(word)),
        nhs_numbers=frozenset(each.value for each in identity.nhs_numbers),
        upns=frozenset(each.value for each in identity.upns),
    )


_HONOURED = frozenset({"mohammed", "muhammad", "mohammad", "mohamed", "muhammed", "mohamad", "md", "mohd", "mst"})
_HONOURED |= frozenset({"mosammat", "syed", "sayed", "sayyid"})
"""Given first in honour, before the name that a child is called by; often left out."""


def _called(given: tuple[str, ...]) -> str:
    """The given name that a child goes by, as far as the record tells."""
    if not given:
        return ""
    return given[1] if len(given) > 1 and given[0] in _HONOURED and len(given[1]) > 1 else given[0]


def _is_number(word: str) -> bool:
    """Whether a word of an address is the number of a house or a flat, such as `14` or `2b`."""
    return word[0].isdigit()


def _tokens_of(names: Iterable[PersonName]) -> tuple[frozenset[str], frozenset[str]]:
    given: set[str] = set()
    family: set[str] = set()
    for name in names:
        given.update(name_tokens(name.given))
        family.update(name_tokens(name.family))
    return frozenset(given), frozenset(family)


@cache
def nickname_groups() -> Mapping[str, frozenset[int]]:
    """The groups that a given name stands in: names that share one may be the same child's."""
    text = resources.files("frontdoor.matching").joinpath("nicknames.toml").read_text(encoding="utf-8")
    groups: dict[str, set[int]] = {}
    for number, names in enumerate(tomllib.loads(text)["groups"]):
        for name in names:
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}
