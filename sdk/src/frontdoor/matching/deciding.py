"""From evidence to a status a person understands. Nothing is merged: a match is what may be linked, and unlinked again.

Automatic only where a person would not hesitate: twins, siblings and contradictions are always asked about.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

from attrs import field, frozen

from frontdoor.matching.comparing import Field, Level
from frontdoor.matching.model import Doubt, Model, Thresholds
from frontdoor.matching.scoring import Evidence


class Status(StrEnum):
    """How sure it is that two systems mean the same child."""

    MATCH = "match"
    POSSIBLE = "possible"
    SEVERAL = "several"
    NONE = "none"


@frozen
class Candidate:
    """A record of the other system that may be about the same child, with the evidence."""

    id: str
    evidence: Evidence


@frozen
class Decided:
    """What people decided of one record: ids of the other system that are, and that never are, about the same child."""

    always: frozenset[str] = field(factory=frozenset)
    never: frozenset[str] = field(factory=frozenset)


@frozen
class Judgement:
    """`candidates` are those worth showing, the best first; with `MATCH` the first is the one. `by_person` says that
    people decided it, and `doubts` why it was not decided by itself."""

    status: Status
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    by_person: bool = False


NOBODY_DECIDED = Decided()

_NOT_THE_FIRST_NAME = frozenset({Level.DIFFERENT, Level.MISSING})
_LIKE_A_TWINS = frozenset({Level.TWO_NAMES, Level.ANOTHER})
"""A twin may bear a like name, or the other's middle name."""

_NAMES = (Field.GIVEN_NAME, Field.FAMILY_NAME)
_NUMBERS = (Field.NHS_NUMBER, Field.UPN)


def judge(
    candidates: Collection[Candidate],
    model: Model,
    linked_to: str = "",
    decided: Decided = NOBODY_DECIDED,
) -> Judgement:
    """Judge the candidates for one record. `linked_to` is the id that it is linked to already, empty for none.

    What people decided comes first. An existing link is kept at a lower threshold than a new one needs, so that a small
    change of a record does not make and break links.
    """
    thresholds = model.thresholds
    shown = _worth_showing(candidates, thresholds, decided)
    if decided.always:
        if len(decided.always) > 1 or decided.always & decided.never:
            return Judgement(Status.SEVERAL, shown, (Doubt.CONTRADICTING_DECISIONS,))
        first = sorted(shown, key=lambda each: each.id not in decided.always)
        return Judgement(Status.MATCH, tuple(first), by_person=True)
    if not shown:
        return Judgement(Status.NONE)
    best = shown[0]
    needed = thresholds.keep if best.id == linked_to else thresholds.link
    doubts = tuple(doubt for doubt in doubts_of(best.evidence) if doubt in model.guards)
    if leads_by(shown) < thresholds.advantage:
        doubts = (*doubts, Doubt.ANOTHER_AS_GOOD)
    if best.evidence.bits >= needed and not doubts:
        return Judgement(Status.MATCH, shown)
    return Judgement(Status.SEVERAL if len(shown) > 1 else Status.POSSIBLE, shown, doubts)


def doubts_of(evidence: Evidence) -> tuple[Doubt, ...]:
    """What may stand against linking a pair by itself, however strong the evidence is."""
    levels = {each.field: each.level for each in evidence.fields}
    given, born = levels.get(Field.GIVEN_NAME, Level.MISSING), levels.get(Field.BIRTH_DATE, Level.MISSING)
    known_by_number = any(levels.get(number) is Level.SAME for number in _NUMBERS)
    lives_there = levels.get(Field.ADDRESS) is Level.SAME
    # Nobody has a brother or sister of the very same name at home: one slip of a clerk is likelier.
    same_name_at_home = lives_there and all(levels.get(name) is Level.SAME for name in _NAMES)
    doubts = {
        Doubt.FIRST_NAMES: given in _NOT_THE_FIRST_NAME or (given in _LIKE_A_TWINS and not known_by_number),
        Doubt.NUMBERS: any(levels.get(number) is Level.DIFFERENT for number in _NUMBERS),
        Doubt.BIRTH_DATES: not known_by_number
        and ((born is Level.DIFFERENT and not same_name_at_home) or (born is Level.MISSING and not lives_there)),
        Doubt.SEXES: levels.get(Field.SEX) is Level.DIFFERENT
        and not known_by_number
        and not (same_name_at_home and born is Level.SAME),
    }
    return tuple(doubt for doubt, holds in doubts.items() if holds)


def leads_by(ranked: Sequence[Candidate]) -> float:
    """The bits by which the best of ranked candidates leads the second; without end where it is the only one."""
    return ranked[0].evidence.bits - ranked[1].evidence.bits if len(ranked) > 1 else float("inf")


def _worth_showing(
    candidates: Collection[Candidate], thresholds: Thresholds, decided: Decided
) -> tuple[Candidate, ...]:
    shown = [
        each
        for each in candidates
        if each.id in decided.always or (each.id not in decided.never and each.evidence.bits >= thresholds.review)
    ]
    return tuple(sorted(shown, key=lambda each: (-each.evidence.bits, each.id)))
