"""Relationships, broken glasses and reviews, as columns and back."""

from typing import Any

from attrs import asdict

from frontdoor.access import BreakGlass, RecordKey, Review, TheirRelationship
from frontdoor_portal.storage.rows import BreakGlassRow, RelationshipRow, ReviewRow

Columns = dict[str, Any]


def record_columns(record: RecordKey) -> Columns:
    return {"source": record.source, "record_id": record.record_id}


def columns_of(kept: TheirRelationship | BreakGlass | Review) -> Columns:
    """Every attribute is a column of the same name, but the record, which has two."""
    columns = asdict(kept, recurse=False)
    return columns | record_columns(columns.pop("record"))


def relationship_of(row: RelationshipRow) -> TheirRelationship:
    return TheirRelationship(
        id=row.id,
        professional_id=row.professional_id,
        agency_id=row.agency_id,
        kind=row.kind,
        record=RecordKey(row.source, row.record_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        evidence=row.evidence,
        granted_by=row.granted_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def glass_of(row: BreakGlassRow) -> BreakGlass:
    return BreakGlass(
        id=row.id,
        professional_id=row.professional_id,
        agency_id=row.agency_id,
        record=RecordKey(row.source, row.record_id),
        reason=row.reason,
        explanation=row.explanation,
        from_at=row.from_at,
        until=row.until,
        ended_at=row.ended_at,
    )


def review_of(row: ReviewRow) -> Review:
    return Review(
        id=row.id,
        rule=row.rule,
        viewer_id=row.viewer_id,
        record=RecordKey(row.source, row.record_id),
        about=row.about,
        happened_at=row.happened_at,
        due_at=row.due_at,
        detail=row.detail,
        outcome=row.outcome,
        note=row.note,
        reviewer_id=row.reviewer_id,
        reviewed_at=row.reviewed_at,
        escalated_at=row.escalated_at,
    )
