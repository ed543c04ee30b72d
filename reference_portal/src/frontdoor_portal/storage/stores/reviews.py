"""Reviews, the rows of the audit they are drawn from, and who is asked for them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, and_, delete, exists, insert, literal, select, update
from sqlalchemy.orm import Session

from frontdoor.access import Look, RecordKey, Review, Way
from frontdoor.domain.agency import AgencyKind, Role
from frontdoor.domain.identifiers import Postcode
from frontdoor_portal.storage.mapping import access as mapping
from frontdoor_portal.storage.rows import (
    AgencyRow,
    AuditEntryRow,
    AuditSealRow,
    CanaryRow,
    OwnPostcodeRow,
    ProfessionalRow,
    ReviewRow,
    ReviewScanRow,
)
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, told_as_stale
from frontdoor_portal.use_cases.access.store import ReviewScan
from frontdoor_portal.use_cases.models import Action

_LOOKS = "sealed_looks"
_WAYS = {
    Action.VIEWED_CHILD.value: Way.OPENED,
    Action.NOTED_SIGNS.value: Way.OPENED,
    Action.REFUSED_CHILD.value: Way.REFUSED,
    Action.VIEWED_RECORDS.value: Way.COMPARED,
}


@frozen
class SqlReviews:
    """`use_cases.access.store.ReviewStore` in SQL."""

    _session: Session

    def add_review(self, review: Review) -> bool:
        there = exists().where(ReviewRow.rule == review.rule, ReviewRow.about == review.about)
        if self._session.scalar(select(there)):
            return False
        with told_as_stale("Somebody else queued this review at the same moment"):
            add_rows(self._session, ReviewRow, mapping.columns_of(review))
        return True

    def review(self, review_id: str) -> Review | None:
        row = self._session.scalar(select(ReviewRow).where(ReviewRow.id == review_id))
        return mapping.review_of(row) if row else None

    def decide_review(self, review: Review) -> bool:
        decided = (
            update(ReviewRow)
            .where(ReviewRow.id == review.id, ReviewRow.outcome.is_(None))
            .values(
                outcome=review.outcome,
                note=review.note,
                reviewer_id=review.reviewer_id,
                reviewed_at=review.reviewed_at,
            )
        )
        return execute_change(self._session, decided)

    def mark_escalated(self, review_id: str, at: datetime) -> None:
        execute_change(self._session, update(ReviewRow).where(ReviewRow.id == review_id).values(escalated_at=at))

    def undecided_reviews(self) -> tuple[Review, ...]:
        return self._reviews(ReviewRow.outcome.is_(None), order=(ReviewRow.due_at, ReviewRow.id))

    def reviews_of(self, viewer_id: str) -> tuple[Review, ...]:
        return self._reviews(ReviewRow.viewer_id == viewer_id, order=(ReviewRow.happened_at.desc(), ReviewRow.id))

    def _reviews(self, *conditions: ColumnElement[bool], order: Iterable[object]) -> tuple[Review, ...]:
        rows = self._session.scalars(select(ReviewRow).where(*conditions).order_by(*order))  # type: ignore[arg-type]
        return tuple(map(mapping.review_of, rows))

    def add_canary(self, record: RecordKey) -> None:
        columns = mapping.record_columns(record)
        there = exists().where(CanaryRow.source == record.source, CanaryRow.record_id == record.record_id)
        new = select(*map(literal, columns.values())).where(~there)
        self._session.connection().execute(insert(CanaryRow).from_select(list(columns), new))

    def remove_canary(self, record: RecordKey) -> None:
        which = and_(CanaryRow.source == record.source, CanaryRow.record_id == record.record_id)
        execute_change(self._session, delete(CanaryRow).where(which))

    def canaries(self) -> frozenset[RecordKey]:
        return frozenset(RecordKey(row.source, row.record_id) for row in self._session.scalars(select(CanaryRow)))

    def scan(self) -> ReviewScan | None:
        row = self._session.scalar(select(ReviewScanRow).where(ReviewScanRow.name == _LOOKS))
        return ReviewScan(row.read_to, row.key) if row else None

    def save_scan(self, scan: ReviewScan) -> None:
        change = update(ReviewScanRow).where(ReviewScanRow.name == _LOOKS).values(read_to=scan.read_to, key=scan.key)
        if not execute_change(self._session, change):
            add_rows(self._session, ReviewScanRow, {"name": _LOOKS, "read_to": scan.read_to, "key": scan.key})

    def looks_after(self, seal: int, most: int) -> tuple[tuple[int, Look], ...]:
        return self._looks(AuditSealRow.seq > seal, most=most)

    def looks_lately(self, viewer_id: str, since: datetime, before: int) -> tuple[Look, ...]:
        found = self._looks(
            AuditEntryRow.actor_id == viewer_id, AuditEntryRow.at > since, AuditSealRow.seq < before, most=None
        )
        return tuple(look for _, look in found)

    def _looks(self, *conditions: ColumnElement[bool], most: int | None) -> tuple[tuple[int, Look], ...]:
        found = self._session.execute(
            select(AuditSealRow.seq, AuditEntryRow, AgencyRow.kind)
            .join(AuditEntryRow, AuditEntryRow.id == AuditSealRow.entry_id)
            .join(ProfessionalRow, ProfessionalRow.id == AuditEntryRow.actor_id)
            .join(AgencyRow, AgencyRow.id == ProfessionalRow.agency_id)
            .where(AuditEntryRow.action.in_(_WAYS), *conditions)
            .order_by(AuditSealRow.seq)
            .limit(most)
        )
        return tuple((seal, _look(row, kind)) for seal, row, kind in found)

    def people_with_role(self, role: Role) -> tuple[str, ...]:
        # Roles are a JSON list, which the two databases search differently; the people are few enough to read.
        rows = self._session.execute(
            select(ProfessionalRow.id, ProfessionalRow.roles)
            .where(ProfessionalRow.disabled.is_(False))
            .order_by(ProfessionalRow.id)
        )
        return tuple(person for person, roles in rows if role.value in roles)

    def names_at(self, agency_id: str) -> tuple[str, ...]:
        names = select(ProfessionalRow.name).where(ProfessionalRow.agency_id == agency_id)
        return tuple(self._session.scalars(names.order_by(ProfessionalRow.name)))

    def own_postcodes(self, professional_id: str) -> tuple[Postcode, ...]:
        rows = select(OwnPostcodeRow.postcode).where(OwnPostcodeRow.professional_id == professional_id)
        return tuple(map(Postcode, self._session.scalars(rows.order_by(OwnPostcodeRow.postcode))))

    def set_own_postcodes(self, professional_id: str, postcodes: Collection[Postcode]) -> None:
        execute_change(self._session, delete(OwnPostcodeRow).where(OwnPostcodeRow.professional_id == professional_id))
        rows = [{"professional_id": professional_id, "postcode": each} for each in sorted({p.value for p in postcodes})]
        add_rows(self._session, OwnPostcodeRow, *rows)

    def names_of(self, professional_ids: Collection[str]) -> Mapping[str, str]:
        found = select(ProfessionalRow.id, ProfessionalRow.name).where(ProfessionalRow.id.in_(sorted(professional_ids)))
        return {row.id: row.name for row in self._session.execute(found)}


def _look(row: AuditEntryRow, kind: AgencyKind) -> Look:
    noted, way = row.action == Action.NOTED_SIGNS.value, _WAYS[row.action]
    return Look(
        row.id,
        row.at,
        row.actor_id,
        row.subject,
        basis="" if noted or way is Way.COMPARED else row.detail,
        signs=frozenset(row.detail.split(",")) if noted else frozenset(),
        agency_kind=kind,
        way=way,
    )
