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
_THE_FIRST_NAME = frozenset({Level.SAME, Level.KNOWN_AS, Level.SWAPPED})

_NO_SLIP = frozenset({Level.PART, Level.MISSING})

_ANOTHER_FAMILY = frozenset({Level.NEAR, Level.DIFFERENT, Level.MISSING})

_ONE_HOME = frozenset({Level.HOUSE, Level.SAME, Level.PART})
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
    given, family = levels.get(Field.GIVEN_NAME, Level.MISSING), levels.get(Field.FAMILY_NAME, Level.MISSING)
    born = levels.get(Field.BIRTH_DATE, Level.MISSING)
    known_by_number = any(levels.get(number) is Level.SAME for number in _NUMBERS)
    lives_there = levels.get(Field.ADDRESS) in _ONE_HOME
    same_day = born is Level.SAME and family not in _ANOTHER_FAMILY
    doubts = {
        Doubt.FIRST_NAMES: given in _NOT_THE_FIRST_NAME
        or (given is Level.TWO_NAMES and not known_by_number)
        or (given is Level.ANOTHER and not known_by_number and not same_day)
        or (given not in _THE_FIRST_NAME and levels.get(Field.MIDDLE_NAMES) is Level.DIFFERENT),
        Doubt.NUMBERS: any(levels.get(number) is Level.DIFFERENT for number in _NUMBERS),
        Doubt.BIRTH_DATES: not known_by_number
        and (
            born is Level.DIFFERENT
            or (born is Level.MISSING and not lives_there)
            or (born in _NO_SLIP and given not in _THE_FIRST_NAME)
        ),
        Doubt.SEXES: levels.get(Field.SEX) is Level.DIFFERENT
        and not known_by_number
        and not (same_day and given is Level.SAME),
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
