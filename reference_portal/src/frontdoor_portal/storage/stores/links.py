"""Links between records, written once and undone; and what waits for a person to compare."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from frontdoor.access import RecordKey
from frontdoor_portal.storage.mapping import links as mapping
from frontdoor_portal.storage.rows import MatchReviewRow, RecordLinkRow
from frontdoor_portal.storage.stores.changes import add_rows, change_row, execute_change
from frontdoor_portal.use_cases.linking.links import MatchReview, RecordLink

_OLDEST_FIRST = (RecordLinkRow.made_at, RecordLinkRow.id)


@frozen
class SqlLinks:
    """`use_cases.linking.links.LinkStore` in SQL."""

    _session: Session

    def add(self, link: RecordLink) -> None:
        add_rows(self._session, RecordLinkRow, mapping.link_columns(link))

    def get(self, link_id: str) -> RecordLink | None:
        row = self._session.scalar(select(RecordLinkRow).where(RecordLinkRow.id == link_id))
        return mapping.link_of(row) if row else None

    def undo(self, link_id: str, at: datetime, by_name: str, reason: str) -> bool:
        return execute_change(
            self._session,
            update(RecordLinkRow)
            .where(RecordLinkRow.id == link_id, RecordLinkRow.undone_at.is_(None))
            .values(undone_at=at, undone_by_name=by_name, undone_reason=reason),
        )

    def of(self, one: RecordKey, other_source: str) -> tuple[RecordLink, ...]:
        found = select(RecordLinkRow).where(
            RecordLinkRow.source == one.source,
            RecordLinkRow.record_id == one.record_id,
            RecordLinkRow.other_source == other_source,
            RecordLinkRow.undone_at.is_(None),
        )
        return tuple(mapping.link_of(row) for row in self._session.scalars(found.order_by(*_OLDEST_FIRST)))

    def to(self, other: RecordKey) -> tuple[RecordLink, ...]:
        found = select(RecordLinkRow).where(
            RecordLinkRow.other_source == other.source,
            RecordLinkRow.other_record_id == other.record_id,
            RecordLinkRow.undone_at.is_(None),
        )
        return tuple(mapping.link_of(row) for row in self._session.scalars(found.order_by(*_OLDEST_FIRST)))

    def latest(self, most: int) -> tuple[RecordLink, ...]:
        newest = select(RecordLinkRow).order_by(RecordLinkRow.made_at.desc(), RecordLinkRow.id).limit(most)
        return tuple(mapping.link_of(row) for row in self._session.scalars(newest))

    def put_review(self, review: MatchReview) -> None:
        columns = mapping.review_columns(review)
        key = {"source": review.one.source, "record_id": review.one.record_id, "other_source": review.other_source}
        if not change_row(self._session, MatchReviewRow, key, columns):
            add_rows(self._session, MatchReviewRow, {**key, **columns, "id": review.id, "raised_at": review.raised_at})

    def drop_review(self, one: RecordKey, other_source: str) -> None:
        execute_change(
            self._session,
            delete(MatchReviewRow).where(
                MatchReviewRow.source == one.source,
                MatchReviewRow.record_id == one.record_id,
                MatchReviewRow.other_source == other_source,
            ),
        )

    def review(self, review_id: str) -> MatchReview | None:
        row = self._session.scalar(select(MatchReviewRow).where(MatchReviewRow.id == review_id))
        return mapping.review_of(row) if row else None

    def review_of(self, one: RecordKey, other_source: str) -> MatchReview | None:
        row = self._session.scalar(
            select(MatchReviewRow).where(
                MatchReviewRow.source == one.source,
                MatchReviewRow.record_id == one.record_id,
                MatchReviewRow.other_source == other_source,
            )
        )
        return mapping.review_of(row) if row else None

    def reviews(self) -> tuple[MatchReview, ...]:
        oldest = select(MatchReviewRow).order_by(MatchReviewRow.raised_at, MatchReviewRow.id)
        return tuple(mapping.review_of(row) for row in self._session.scalars(oldest))
