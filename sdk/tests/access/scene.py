"""A school, its people, and a record that some of them work with."""

from datetime import UTC, datetime, timedelta

from frontdoor.access import BreakGlass, BreakGlassReason, RecordKey, RelationshipKind, TheirRelationship, Viewer
from frontdoor.domain.agency import Role

NOW = datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
RECORD = RecordKey("framework_i", "7000101")
MINUTE = timedelta(minutes=1)
WHY = "Brought in unconscious, no adult to ask"


def viewer(*roles: Role, disabled: bool = False) -> Viewer:
    return Viewer("asha", "school", frozenset(roles or {Role.PROFESSIONAL}), disabled)


def relationship(kind: RelationshipKind, **parts: object) -> TheirRelationship:
    """One that is in force now, from an hour ago for another hour."""
    values: dict[str, object] = {
        "id": "r-1",
        "professional_id": "asha",
        "agency_id": "school",
        "kind": kind,
        "record": RECORD,
        "starts_at": NOW - 60 * MINUTE,
        "ends_at": NOW + 60 * MINUTE,
        "evidence": "FD-2222-2222",
        "granted_by": "manager",
    }
    return TheirRelationship(**{**values, **parts})  # type: ignore[arg-type]


def glass(broken: datetime = NOW, **parts: object) -> BreakGlass:
    values: dict[str, object] = {
        "id": "g-1",
        "professional_id": "asha",
        "agency_id": "school",
        "record": RECORD,
        "reason": BreakGlassReason.MEDICAL_EMERGENCY,
        "explanation": WHY,
        "from_at": broken,
        "until": broken + 60 * MINUTE,
    }
    return BreakGlass(**{**values, **parts})  # type: ignore[arg-type]
