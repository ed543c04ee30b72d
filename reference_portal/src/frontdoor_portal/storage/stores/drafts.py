"""Drafts, with optimistic locking, their shares and versions; and sightings, which vanish by themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.mapping import records as mapping
from frontdoor_portal.storage.rows import (
    DraftRow,
    DraftShareRow,
    DraftVersionRow,
    FormInForceRow,
    FormVersionRow,
    ProfessionalRow,
    SightingRow,
)
from frontdoor_portal.storage.stores.changes import add_rows, change_row, execute_change, told_as_stale
from frontdoor_portal.use_cases.form_versions.models import FROZEN
from frontdoor_portal.use_cases.models import Draft, Sighting
from frontdoor_portal.use_cases.ports.drafts import OtherVersion, Share
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

    def get_to_change(self, draft_id: str) -> Draft | None:
        # SQLite's transactions take turns already.
        row = self._session.scalar(select(DraftRow).where(DraftRow.id == draft_id).with_for_update())
        return mapping.draft_of(row) if row else None

    def save(self, draft: Draft) -> Draft:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        read = {"id": draft.id, "version": draft.version}
        columns = mapping.draft_columns(draft) | {"version": draft.version + 1}
        if not change_row(self._session, DraftRow, read, columns):
            raise Stale("This draft was changed or sent in another window")
        return evolve(draft, version=draft.version + 1)

    def of_author(self, professional_id: str) -> tuple[Draft, ...]:
        return self._found(DraftRow.author_id == professional_id)

    def of_agency(self, agency_id: str) -> tuple[Draft, ...]:
        return self._found(DraftRow.agency_id == agency_id)

    def left_behind(self) -> tuple[Draft, ...]:
        here = and_(
            ProfessionalRow.id == DraftRow.author_id,
            ProfessionalRow.agency_id == DraftRow.agency_id,
            ProfessionalRow.disabled.is_(False),
        )
        return self._found(~select(ProfessionalRow.id).where(here).exists())

    def open_to(self, professional_id: str, agency_id: str) -> tuple[Draft, ...]:
        shared = select(DraftShareRow.draft_id).where(DraftShareRow.professional_id == professional_id)
        theirs = (DraftRow.author_id == professional_id, DraftRow.holder_id == professional_id)
        here = and_(or_(*theirs, DraftRow.id.in_(shared)), DraftRow.agency_id == agency_id)
        return self._found(or_(here, DraftRow.holder_id == professional_id))

    def unused_since(self, at: datetime) -> tuple[str, ...]:
        asked_for = func.coalesce(DraftRow.kept_at, DraftRow.changed_at)
        unused = select(DraftRow.id).where(DraftRow.changed_at < at, asked_for < at)
        return tuple(self._session.scalars(unused.order_by(DraftRow.changed_at, DraftRow.id)))

    def _found(self, *which: ColumnElement[bool]) -> tuple[Draft, ...]:
        found = select(DraftRow).where(*which).order_by(DraftRow.changed_at.desc(), DraftRow.id)
        return tuple(map(mapping.draft_of, self._session.scalars(found)))

    def remove(self, draft: Draft) -> None:
        """Drop a draft in the version that was read, with its shares and versions. Raises `Stale`."""
        for kind in (DraftShareRow, DraftVersionRow):
            execute_change(self._session, delete(kind).where(kind.draft_id == draft.id))
        read = delete(DraftRow).where(DraftRow.id == draft.id, DraftRow.version == draft.version)
        if not execute_change(self._session, read):
            raise Stale("This draft was changed or sent in another window")

    def share(self, draft_id: str, share: Share) -> bool:
        """Let a colleague work on it; False where they do already. Raises `Stale` for two at the same moment."""
        mine = (DraftShareRow.draft_id == draft_id, DraftShareRow.professional_id == share.professional_id)
        if self._session.scalar(select(DraftShareRow.shared_at).where(*mine)) is not None:
            return False
        columns = {
            "draft_id": draft_id,
            "professional_id": share.professional_id,
            "shared_by": share.shared_by,
            "shared_at": share.shared_at,
        }
        with told_as_stale("Somebody shared this draft at the same moment"):
            add_rows(self._session, DraftShareRow, columns)
        return True

    def stop_sharing(self, draft_id: str, professional_id: str) -> bool:
        mine = (DraftShareRow.draft_id == draft_id, DraftShareRow.professional_id == professional_id)
        return execute_change(self._session, delete(DraftShareRow).where(*mine))

    def shared_with(self, professional_id: str) -> tuple[str, ...]:
        theirs = select(DraftShareRow.draft_id).where(DraftShareRow.professional_id == professional_id)
        return tuple(self._session.scalars(theirs.order_by(DraftShareRow.draft_id)))

    def shares_of(self, draft_ids: Collection[str]) -> Mapping[str, tuple[Share, ...]]:
        found: defaultdict[str, list[Share]] = defaultdict(list)
        rows = self._session.scalars(
            select(DraftShareRow)
            .where(DraftShareRow.draft_id.in_(draft_ids))
            .order_by(DraftShareRow.shared_at, DraftShareRow.professional_id)
        )
        for row in rows:
            found[row.draft_id].append(Share(row.professional_id, row.shared_by, row.shared_at))
        return {draft_id: tuple(shares) for draft_id, shares in found.items()}

    def keep_version(self, version: OtherVersion) -> None:
        known = select(DraftVersionRow.id).where(DraftVersionRow.id == version.id)
        if self._session.scalar(known) is None:
            add_rows(self._session, DraftVersionRow, mapping.version_columns(version))

    def versions_of(self, draft_id: str) -> tuple[OtherVersion, ...]:
        rows = self._session.scalars(
            select(DraftVersionRow)
            .where(DraftVersionRow.draft_id == draft_id)
            .order_by(DraftVersionRow.written_at, DraftVersionRow.id)
        )
        return tuple(map(mapping.version_of, rows))

    def remove_version(self, version_id: str) -> None:
        execute_change(self._session, delete(DraftVersionRow).where(DraftVersionRow.id == version_id))

    def in_force_since(self, form_id: str, version: str) -> datetime | None:
        """From when a version of a form is in force: as it was published, or as it was noted of the library's."""
        published = select(FormVersionRow.in_force_from).where(
            FormVersionRow.form_id == form_id, FormVersionRow.version == version, FormVersionRow.state.in_(FROZEN)
        )
        noted = select(FormInForceRow.since).where(FormInForceRow.form_id == form_id, FormInForceRow.version == version)
        return self._session.scalar(published) or self._session.scalar(noted)

    def note_in_force(self, form_id: str, version: str, now: datetime) -> None:
        """Note since when the library brings a version, unless it is noted. Raises `Stale` for two at one moment."""
        others = (FormInForceRow.form_id == form_id, FormInForceRow.version != version)
        execute_change(self._session, delete(FormInForceRow).where(*others))
        known = select(FormInForceRow.since).where(FormInForceRow.form_id == form_id, FormInForceRow.version == version)
        if self._session.scalar(known) is None:
            with told_as_stale("Somebody noted this at the same moment"):
                add_rows(self._session, FormInForceRow, {"form_id": form_id, "version": version, "since": now})


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
