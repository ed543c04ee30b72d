"""Breaking the glass: one person opens one child's record for an hour without a relationship, and answers for it."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import evolve, frozen

from frontdoor.access.relationships import RecordKey

BREAK_GLASS_LASTS = timedelta(minutes=60)
LEAST_EXPLANATION = 20
"""Characters: enough to say what is happening, too many for “urgent”."""
LONGEST_EXPLANATION = 1_000


class BreakGlassReason(StrEnum):
    """Why it cannot wait."""

    IMMEDIATE_DANGER = "immediate_danger"
    MEDICAL_EMERGENCY = "medical_emergency"
    MISSING_CHILD = "missing_child"
    OUT_OF_HOURS = "out_of_hours"
    OTHER = "other"


class BreakGlassRefused(ValueError):
    """The glass stays whole. `fault` is `reason` or `explanation`, and the message says what to do."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@frozen
class BreakGlass:
    """A glass that was broken: by whom, for the child of which record, why, and until when. Times are UTC."""

    id: str
    professional_id: str
    agency_id: str
    record: RecordKey
    reason: BreakGlassReason
    explanation: str
    from_at: datetime
    until: datetime
    ended_at: datetime | None = None

    def is_in_force(self, now: datetime) -> bool:
        return self.from_at <= now < self.until and (self.ended_at is None or now < self.ended_at)

    def ended(self, now: datetime) -> "BreakGlass":
        return evolve(self, ended_at=now) if self.is_in_force(now) else self


def break_glass(
    break_glass_id: str,
    record: RecordKey,
    *,
    professional_id: str,
    agency_id: str,
    reason: str,
    explanation: str,
    now: datetime,
) -> BreakGlass:
    """A glass broken now, for an hour. Raises `BreakGlassRefused` without a reason and a real explanation."""
    said = check_explanation(reason, explanation)
    until = now + BREAK_GLASS_LASTS
    return BreakGlass(break_glass_id, professional_id, agency_id, record, BreakGlassReason(reason), said, now, until)


def check_explanation(reason: str, explanation: str) -> str:
    """The explanation, spaces closed up. Raises `BreakGlassRefused` for no reason, too few words or too many."""
    if reason not in set(BreakGlassReason):
        raise BreakGlassRefused("reason", "Select why you need to open this record now")
    said = " ".join(explanation.split())
    # The same letter over and over is no explanation, however many there are.
    if len(said) < LEAST_EXPLANATION or len(set(said.casefold())) < 6:
        raise BreakGlassRefused("explanation", f"Say what is happening, in at least {LEAST_EXPLANATION} characters")
    if len(said) > LONGEST_EXPLANATION:
        raise BreakGlassRefused("explanation", f"Say it in {LONGEST_EXPLANATION:,} characters or fewer")
    return said
