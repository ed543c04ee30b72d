"""The audit: written and read here; changing or removing an entry is refused by the database itself."""

from attrs import frozen
from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.mapping import records as mapping
from frontdoor_portal.storage.rows import AuditEntryRow
from frontdoor_portal.storage.stores.changes import add_rows
from frontdoor_portal.use_cases.models import AuditEntry


@frozen
class SqlAudit:
    """`use_cases.ports.AuditStore` in SQL."""

    _session: Session

    def add(self, entry: AuditEntry) -> None:
        add_rows(self._session, AuditEntryRow, mapping.audit_entry_columns(entry))

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        rows = self._session.scalars(
            select(AuditEntryRow).where(AuditEntryRow.subject == subject).order_by(AuditEntryRow.id)
        )
        return tuple(mapping.audit_entry_of(row) for row in rows)
