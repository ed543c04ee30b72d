"""Legitimate relationships: why somebody may see a child, from when to when, and what shows it.

After the legitimate relationship of the Summary Care Record in health: access follows the work with a child, never the
account alone, and ends by itself.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from attrs import evolve, frozen


class RelationshipKind(StrEnum):
    """What the work with the child is."""

    SUBMITTED_REFERRAL = "submitted_referral"
    NAMED_PROFESSIONAL = "named_professional"
    SCREENING_OFFICER = "screening_officer"
    """Took the contact that is about the child."""
    TEAM_HOLDS_CASE = "team_holds_case"
    STRATEGY_MEETING = "strategy_meeting"
    """Invited to a strategy meeting about the child."""
    SELF_CLAIMED = "self_claimed"
    """Says so themselves: a privacy officer looks at every one."""


LASTS: Mapping[RelationshipKind, timedelta] = MappingProxyType(
    {
        RelationshipKind.SUBMITTED_REFERRAL: timedelta(days=90),
        RelationshipKind.NAMED_PROFESSIONAL: timedelta(days=365),
        # A contact is decided within a working day; what follows it up within weeks.
        RelationshipKind.SCREENING_OFFICER: timedelta(days=30),
        RelationshipKind.TEAM_HOLDS_CASE: timedelta(days=180),
        RelationshipKind.STRATEGY_MEETING: timedelta(days=14),
        RelationshipKind.SELF_CLAIMED: timedelta(days=30),
    }
)
"""How long each kind lasts unless it is ended first. Whoever still works with the child then says so again."""

BY_GRANT = frozenset(
    {RelationshipKind.NAMED_PROFESSIONAL, RelationshipKind.TEAM_HOLDS_CASE, RelationshipKind.STRATEGY_MEETING}
)
"""Kinds that somebody else must give: nobody brings them about by what they do themselves."""


@frozen
class RecordKey:
    """One record of one system: a child has one in each. `source` is the connector's name."""

    source: str
    record_id: str

    def __str__(self) -> str:
        """As the audit names it."""
        return f"{self.source}/{self.record_id}"


@frozen
class TheirRelationship:
    """One person's, or one agency's, relationship with the child of one record, in force from `starts_at` to `ends_at`.

    `professional_id` is empty where everybody of the agency has it (`TEAM_HOLDS_CASE`). `agency_id` is where the person
    worked when it began: it does not move with them to another agency. `evidence` is a reference or a code, or what a
    person wrote who claimed it. Times are UTC.
    """

    id: str
    professional_id: str
    agency_id: str
    kind: RelationshipKind
    record: RecordKey
    starts_at: datetime
    ends_at: datetime
    evidence: str
    granted_by: str
    ended_at: datetime | None = None
    ended_by: str = ""

    def is_in_force(self, now: datetime) -> bool:
        """From its first moment up to, and without, its last."""
        return self.starts_at <= now < self.ends_at and (self.ended_at is None or now < self.ended_at)

    def is_of(self, professional_id: str, agency_id: str) -> bool:
        """Whether it is that person's, who works for that agency now."""
        return self.agency_id == agency_id and self.professional_id in {"", professional_id}

    def ended(self, now: datetime, by: str) -> "TheirRelationship":
        """Ended before its time; one that is over already stays as it ended."""
        return evolve(self, ended_at=now, ended_by=by) if self.is_in_force(now) else self


def relate(
    relationship_id: str,
    kind: RelationshipKind,
    record: RecordKey,
    *,
    professional_id: str,
    agency_id: str,
    evidence: str,
    granted_by: str,
    now: datetime,
    lasts: timedelta | None = None,
) -> TheirRelationship:
    """A relationship that begins now and lasts as long as its kind does, or shorter.

    Raises `ValueError` for one without evidence, for a kind that nobody gives themselves, for one of a whole agency
    that only a person can have, and for one that would last longer than its kind.
    """
    if not evidence.strip():
        raise ValueError("A relationship needs its evidence")
    if kind in BY_GRANT and granted_by == professional_id:
        raise ValueError("Nobody gives themselves this relationship")
    if not professional_id and kind is not RelationshipKind.TEAM_HOLDS_CASE:
        raise ValueError("Only a case is held by a whole team")
    lasts = LASTS[kind] if lasts is None else lasts
    if not timedelta(0) < lasts <= LASTS[kind]:
        raise ValueError("A relationship lasts no longer than its kind")
    return TheirRelationship(
        relationship_id, professional_id, agency_id, kind, record, now, now + lasts, evidence.strip(), granted_by
    )
