"""Pages that arrived after their writers' sign-ins were over, sealed."""

from datetime import datetime

from attrs import asdict, frozen
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import KeptFormRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, rows_changed
from frontdoor_portal.use_cases.kept_forms.models import KeptForm


@frozen
class SqlKeptForms:
    """`use_cases.kept_forms.models.KeptFormStore` in SQL."""

    _session: Session

    def add(self, kept: KeptForm) -> None:
        add_rows(self._session, KeptFormRow, asdict(kept))

    def of_person(self, professional_id: str, since: datetime) -> tuple[KeptForm, ...]:
        rows = self._session.scalars(
            select(KeptFormRow)
            .where(KeptFormRow.professional_id == professional_id, KeptFormRow.kept_at > since)
            .order_by(KeptFormRow.kept_at.desc(), KeptFormRow.id)
        )
        return tuple(KeptForm(row.id, row.professional_id, row.page, row.sealed, row.kept_at) for row in rows)

    def remove(self, kept_id: str, professional_id: str) -> None:
        mine = (KeptFormRow.id == kept_id, KeptFormRow.professional_id == professional_id)
        execute_change(self._session, delete(KeptFormRow).where(*mine))

    def remove_before(self, at: datetime) -> int:
        return rows_changed(self._session, delete(KeptFormRow).where(KeptFormRow.kept_at <= at))
