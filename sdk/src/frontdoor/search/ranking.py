"""Whom to show of those worth reading, the likeliest first, each with the evidence that a person can check."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import evolve, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.matching import Evidence, Field, Level, Scorer, prepare
from frontdoor.search.asked import Asked

Key = TypeVar("Key")

_AGAINST = 20.0
"""Bits: whoever is less likely by so much than the likeliest is no more than somebody of a like name."""

_SWAPPED = 6.0
"""Bits that it costs to take the two names the other way round: about one search in sixty is typed so."""


class Sureness(StrEnum):
    """How sure it is that a record is of the person who was looked for."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    POSSIBLE = "possible"


@frozen
class Found(Generic[Key]):
    """One record that fits, by the caller's key. `by_record_id` says that its id was typed."""

    key: Key
    person: PersonIdentity
    evidence: Evidence
    sureness: Sureness
    by_record_id: bool = False
    fits_age: bool = False


def rank(
    asked: Asked, candidates: Iterable[tuple[Key, PersonIdentity]], scorer: Scorer, most: int
) -> tuple[Found[Key], ...]:
    """The likeliest of the candidates, at most so many.

    A record that contradicts what was typed in every name is not shown for its date or its postcode alone; one with a
    number that was typed is, since a number at another's name must come to light.
    """
    wanted, swapped = prepare(asked.as_identity), prepare(asked.swapped.as_identity)
    found: list[Found[Key]] = []
    for key, person in candidates:
        held = prepare(person)
        evidence = max(_ways_round(scorer.score(wanted, held), scorer.score(swapped, held)), key=_name_and_bits)
        by_record_id = bool(asked.record_id) and person.id == asked.record_id
        fits_age = asked.age is not None and person.birth_date is not None and asked.age.fits(person.birth_date.on)
        if asked.age is not None and person.birth_date is not None and not fits_age:
            continue
        if _is_shown(evidence, by_record_id=by_record_id):
            found.append(Found(key, person, evidence, _sureness(evidence, scorer), by_record_id, fits_age))
    found.sort(key=_order)
    return tuple(_near_the_first(found)[:most])


def _ways_round(evidence: Evidence, swapped: Evidence) -> Iterator[Evidence]:
    """The evidence of names as they were typed, and of names the other way round, said as that and worth less."""
    yield evidence
    if swapped.level(Field.GIVEN_NAME) is not Level.SWAPPED:  # which would be the right way round once more
        names = {Field.GIVEN_NAME, Field.FAMILY_NAME}
        fields = tuple(
            evolve(each, level=Level.SWAPPED) if each.field in names and each.level is not Level.DIFFERENT else each
            for each in swapped.fields
        )
        yield Evidence(swapped.bits - _SWAPPED, fields)


def _name_and_bits(evidence: Evidence) -> tuple[bool, float]:
    return bool(_names_that_agree(evidence)), evidence.bits


def _names_that_agree(evidence: Evidence) -> set[Level]:
    return {evidence.level(Field.GIVEN_NAME), evidence.level(Field.FAMILY_NAME)} - {Level.DIFFERENT, Level.MISSING}


def _is_shown(evidence: Evidence, *, by_record_id: bool) -> bool:
    agree = _names_that_agree(evidence)
    born, postcode = evidence.level(Field.BIRTH_DATE), evidence.level(Field.ADDRESS)
    if Level.SAME in {evidence.level(Field.NHS_NUMBER), evidence.level(Field.UPN)}:
        return True
    if by_record_id:
        # The ids of a source follow on one another: one by itself would open every record in turn.
        return bool(agree or {born, postcode} - {Level.DIFFERENT, Level.MISSING})
    return bool(agree) or (born is Level.SAME and postcode is Level.SAME)


def _sureness(evidence: Evidence, scorer: Scorer) -> Sureness:
    thresholds = scorer.model.thresholds
    if evidence.bits >= thresholds.link:
        return Sureness.VERY_LIKELY
    return Sureness.LIKELY if evidence.bits >= thresholds.review else Sureness.POSSIBLE


def _order(found: Found[Key]) -> tuple[bool, bool, float]:
    number = Level.SAME in {found.evidence.level(Field.NHS_NUMBER), found.evidence.level(Field.UPN)}
    return (not number, not found.by_record_id, -found.evidence.bits)


def _near_the_first(found: Sequence[Found[Key]]) -> list[Found[Key]]:
    if not found:
        return []
    best = max(each.evidence.bits for each in found)
    return [
        each
        for each in found
        if each.by_record_id
        or each.evidence.bits >= best - _AGAINST
        or Level.SAME in {each.evidence.level(Field.NHS_NUMBER), each.evidence.level(Field.UPN)}
    ]
