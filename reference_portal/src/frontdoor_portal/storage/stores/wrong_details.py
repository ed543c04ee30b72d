"""Workers' details that somebody found to be wrong."""

from datetime import datetime

from attrs import asdict, frozen
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import WrongDetailRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetail


@frozen
class SqlWrongDetails:
    """`use_cases.wrong_details.reports.WrongDetailStore` in SQL."""

    _session: Session

    def add(self, report: WrongDetail) -> None:
        add_rows(self._session, WrongDetailRow, asdict(report))

    def waiting(self) -> tuple[WrongDetail, ...]:
        oldest = (
            select(WrongDetailRow)
            .where(WrongDetailRow.done_at.is_(None))
            .order_by(WrongDetailRow.reported_at, WrongDetailRow.id)
        )
        return tuple(_report_of(row) for row in self._session.scalars(oldest))

    def tick(self, report_id: str, by: str, at: datetime) -> bool:
        return execute_change(
            self._session,
            update(WrongDetailRow)
            .where(WrongDetailRow.id == report_id, WrongDetailRow.done_at.is_(None))
            .values(done_by=by, done_at=at),
        )


def _report_of(row: WrongDetailRow) -> WrongDetail:
    return WrongDetail(
        row.id,
        row.source,
        row.worker,
        row.role,
        row.shown,
        row.why,
        row.right,
        row.reported_by,
        row.reported_by_name,
        row.reported_at,
        row.done_by,
        row.done_at,
    )
