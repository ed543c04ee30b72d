"""Drafts, with optimistic locking; and sightings, which vanish by themselves."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.mapping import records as mapping
from frontdoor_portal.storage.rows import DraftRow, SightingRow
from frontdoor_portal.storage.stores.changes import add_rows, change_row, execute_change
from frontdoor_portal.use_cases.models import Draft, Sighting
from frontdoor_portal.use_cases.refusals import Stale

_SWEEP = 500
"""Expired sightings removed when new ones come: enough to keep up, few enough to be unnoticed."""


@frozen
class SqlDrafts:
    """`use_cases.ports.DraftStore` in SQL."""

    _session: Session

    def add(self, draft: Draft) -> None:
        add_rows(self._session, DraftRow, mapping.draft_columns(draft) | {"version": draft.version})

    def get(self, draft_id: str) -> Draft | None:
        row = self._session.scalar(select(DraftRow).where(DraftRow.id == draft_id))
        return mapping.draft_of(row) if row else None

    def save(self, draft: Draft) -> Draft:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        read = {"id": draft.id, "version": draft.version}
        columns = mapping.draft_columns(draft) | {"version": draft.version + 1}
        if not change_row(self._session, DraftRow, read, columns):
            raise Stale("This draft was changed or sent in another window")
        return evolve(draft, version=draft.version + 1)

    def of_author(self, professional_id: str) -> tuple[Draft, ...]:
        rows = self._session.scalars(
            select(DraftRow)
            .where(DraftRow.author_id == professional_id)
            .order_by(DraftRow.changed_at.desc(), DraftRow.id)
        )
        return tuple(mapping.draft_of(row) for row in rows)

    def remove(self, draft: Draft) -> None:
        """Drop a draft in the version that was read. Raises `Stale`."""
        read = delete(DraftRow).where(DraftRow.id == draft.id, DraftRow.version == draft.version)
        if not execute_change(self._session, read):
            raise Stale("This draft was changed or sent in another window")


@frozen
class SqlSightings:
    """`use_cases.ports.SightingStore` in SQL. Whether one has expired is for `_now` to say."""

    _session: Session
    _now: ColumnElement[datetime] | datetime

    def add(self, sightings: Sequence[Sighting]) -> None:
        """Store sightings, and remove expired ones: they name children and must not lie about."""
        expired = (
            select(SightingRow.token)
            .where(SightingRow.expires_at <= self._now)
            .limit(_SWEEP)
            .with_for_update(skip_locked=True)
        )
        self._session.execute(
            delete(SightingRow).where(SightingRow.token.in_(expired)),
            execution_options={"synchronize_session": False},
        )
        add_rows(self._session, SightingRow, *(mapping.sighting_columns(each) for each in sightings))

    def get(self, token: str, professional_id: str) -> Sighting | None:
        row = self._session.scalar(
            select(SightingRow).where(
                SightingRow.token == token,
                SightingRow.professional_id == professional_id,
                SightingRow.expires_at > self._now,
            )
        )
        return mapping.sighting_of(row) if row else None
