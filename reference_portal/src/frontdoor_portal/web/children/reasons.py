"""Why a record of the portal's own list is shown, in words, and how sure it is that it is the child's."""

from collections.abc import Iterator, Mapping
from typing import Any

from frontdoor.matching import Evidence, Field, Level
from frontdoor.search import Found, Sureness

SURE: Mapping[Sureness, str] = {
    Sureness.VERY_LIKELY: "Very likely",
    Sureness.LIKELY: "Likely",
    Sureness.POSSIBLE: "Possible",
}

_NAME = {
    Level.SAME: "the same",
    Level.NICKNAME: "is a form of the same name",
    Level.TYPO: "spelt nearly the same",
    Level.SOUND: "sounds alike",
    Level.KNOWN_AS: "is another name on record",
    Level.ANOTHER: "is another of their names",
    Level.PART: "shares a part",
    Level.SHORT: "begins alike",
    Level.NEAR: "nearly alike",
    Level.TWO_NAMES: "like, and yet another name",
    Level.DIFFERENT: "different",
}
_BORN = {
    Level.SAME: "date of birth the same",
    Level.SWAPPED: "day and month of birth the other way round",
    Level.NEAR: "date of birth nearly the same",
    Level.PART: "date of birth the same in two of its three parts",
    Level.DIFFERENT: "date of birth different",
}


def why(found: Found[Any]) -> str:
    """One line, like `Name sounds alike; date of birth the same`."""
    said = "; ".join(_said(found))
    return said[:1].upper() + said[1:]


def _said(found: Found[Any]) -> Iterator[str]:
    evidence = found.evidence
    if found.by_record_id:
        yield "case number the same"
    for number, called in ((Field.NHS_NUMBER, "NHS number"), (Field.UPN, "UPN")):
        level = evidence.level(number)
        if level in {Level.SAME, Level.DIFFERENT}:
            yield f"{called} {'the same' if level is Level.SAME else 'different'}"
    yield from _names(evidence)
    if born := _BORN.get(evidence.level(Field.BIRTH_DATE)):
        yield born
    if found.fits_age:
        yield "age fits"
    # Never how near another postcode is: whoever looks for a family in hiding could ask for one district after another.
    if evidence.level(Field.ADDRESS) is Level.SAME:
        yield "postcode the same"


def _names(evidence: Evidence) -> Iterator[str]:
    given, family = evidence.level(Field.GIVEN_NAME), evidence.level(Field.FAMILY_NAME)
    if given is Level.SWAPPED:
        yield "given and family name the other way round"
    elif given is family and given in _NAME:
        yield f"name {_NAME[given]}"
    else:
        for level, called in ((given, "given name"), (family, "family name")):
            if level in _NAME:
                yield f"{called} {_NAME[level]}"
