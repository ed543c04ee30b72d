"""Work that a person copies into another system by hand and ticks off."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.storage.mapping import records as mapping
from frontdoor_portal.storage.rows import HandOffRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change
from frontdoor_portal.use_cases.models import HandOff

_OLDEST_FIRST = (HandOffRow.created_at, HandOffRow.id)


@frozen
class SqlHandOffs:
    """`use_cases.ports.HandOffStore` in SQL."""

    _session: Session

    def add(self, hand_off: HandOff) -> None:
        add_rows(self._session, HandOffRow, mapping.hand_off_columns(hand_off))

    def of_contact(self, reference: Reference) -> tuple[HandOff, ...]:
        rows = self._session.scalars(
            select(HandOffRow).where(HandOffRow.reference == reference.value).order_by(*_OLDEST_FIRST)
        )
        return tuple(mapping.hand_off_of(row) for row in rows)

    def get(self, hand_off_id: str) -> HandOff | None:
        row = self._session.scalar(select(HandOffRow).where(HandOffRow.id == hand_off_id))
        return mapping.hand_off_of(row) if row else None

    def tick(self, hand_off_id: str, by: str, at: datetime) -> bool:
        return execute_change(
            self._session,
            update(HandOffRow)
            .where(HandOffRow.id == hand_off_id, HandOffRow.done_at.is_(None))
            .values(done_by=by, done_at=at),
        )

    def waiting(self) -> tuple[HandOff, ...]:
        rows = self._session.scalars(select(HandOffRow).where(HandOffRow.done_at.is_(None)).order_by(*_OLDEST_FIRST))
        return tuple(mapping.hand_off_of(row) for row in rows)
