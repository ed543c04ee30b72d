"""Links and reviews, as columns and back."""

from collections.abc import Sequence
from typing import Any

from frontdoor.access import RecordKey
from frontdoor.conversion import structure, unstructure
from frontdoor.matching import Doubt, FieldEvidence
from frontdoor_portal.storage.rows import MatchReviewRow, RecordLinkRow
from frontdoor_portal.use_cases.linking.links import MatchReview, RecordLink, ReviewCandidate

Columns = dict[str, Any]


def link_columns(link: RecordLink) -> Columns:
    return {
        "id": link.id,
        "kind": link.kind,
        "source": link.one.source,
        "record_id": link.one.record_id,
        "other_source": link.other.source,
        "other_record_id": link.other.record_id,
        "made_at": link.made_at,
        "made_by": link.made_by,
        "made_by_name": link.made_by_name,
        "reason": link.reason,
        "bits": link.bits,
        "evidence": _evidence_data(link.evidence),
        "model": link.model,
        "undone_at": link.undone_at,
        "undone_by_name": link.undone_by_name,
        "undone_reason": link.undone_reason,
    }


def link_of(row: RecordLinkRow) -> RecordLink:
    return RecordLink(
        id=row.id,
        kind=row.kind,
        one=RecordKey(row.source, row.record_id),
        other=RecordKey(row.other_source, row.other_record_id),
        made_at=row.made_at,
        made_by=row.made_by,
        made_by_name=row.made_by_name,
        reason=row.reason,
        bits=row.bits,
        evidence=_evidence_of(row.evidence),
        model=row.model,
        undone_at=row.undone_at,
        undone_by_name=row.undone_by_name,
        undone_reason=row.undone_reason,
    )


def review_columns(review: MatchReview) -> Columns:
    """Every column but the id and the key, which stay those of a review that waits already."""
    return {
        "status": review.status,
        "doubts": [each.value for each in review.doubts],
        "candidates": [
            {"record_id": each.record_id, "bits": each.bits, "evidence": _evidence_data(each.evidence)}
            for each in review.candidates
        ],
    }


def review_of(row: MatchReviewRow) -> MatchReview:
    return MatchReview(
        id=row.id,
        one=RecordKey(row.source, row.record_id),
        other_source=row.other_source,
        status=row.status,
        doubts=tuple(map(Doubt, row.doubts)),
        candidates=tuple(
            ReviewCandidate(each["record_id"], each["bits"], _evidence_of(each["evidence"])) for each in row.candidates
        ),
        raised_at=row.raised_at,
    )


def _evidence_data(evidence: Sequence[FieldEvidence]) -> list[Any]:
    data: list[Any] = unstructure(list(evidence))
    return data


def _evidence_of(data: Sequence[Any]) -> tuple[FieldEvidence, ...]:
    return tuple(structure(each, FieldEvidence) for each in data)
