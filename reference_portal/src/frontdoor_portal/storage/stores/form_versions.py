"""Versions of forms, with optimistic locking; a frozen one only ever changes from scheduled to published or back."""

from datetime import datetime
from typing import Any, cast

from attrs import asdict, evolve, frozen
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import FormVersionRow, LibraryFormRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, told_as_stale
from frontdoor_portal.use_cases.form_versions.models import FROZEN, FormState, FormVersion, PublishedText
from frontdoor_portal.use_cases.refusals import Stale

_CHANGED = "Somebody else changed this version"
_MAY_BE_EMPTY = ("version", "digest")
"""Stored as nothing while there is none, so that two without a number are not two of one number."""


@frozen
class SqlFormVersions:
    """`use_cases.form_versions.models.FormVersionStore` in SQL."""

    _session: Session

    def add(self, version: FormVersion) -> None:
        add_rows(self._session, FormVersionRow, _columns(version))

    def get(self, version_id: str) -> FormVersion | None:
        row = self._session.scalar(select(FormVersionRow).where(FormVersionRow.id == version_id))
        return _version_of(row) if row else None

    def all(self) -> tuple[FormVersion, ...]:
        newest = select(FormVersionRow).order_by(FormVersionRow.changed_at.desc(), FormVersionRow.id)
        return tuple(_version_of(row) for row in self._session.scalars(newest))

    def save(self, version: FormVersion) -> FormVersion:
        """Store a change to the revision that was read. Raises `Stale`, also where it is frozen."""
        return self._changed(version, FormVersionRow.state.not_in(FROZEN))

    def library_digest(self, form_id: str, version: str) -> str:
        mine = (LibraryFormRow.form_id == form_id, LibraryFormRow.version == version)
        return self._session.scalar(select(LibraryFormRow.digest).where(*mine)) or ""

    def note_library_digest(self, form_id: str, version: str, digest: str) -> None:
        """Store the digest in place of an earlier one. Raises `Stale` for two at one moment."""
        mine = (LibraryFormRow.form_id == form_id, LibraryFormRow.version == version)
        if not execute_change(self._session, update(LibraryFormRow).where(*mine).values(digest=digest)):
            with told_as_stale("Somebody noted this at the same moment"):
                columns = {"form_id": form_id, "version": version, "digest": digest}
                add_rows(self._session, LibraryFormRow, columns)

    def unschedule(self, version: FormVersion, before: datetime) -> FormVersion:
        """Take a scheduled version back to editing, approved by nobody, if it comes into force after `before`.

        Raises `Stale`.
        """
        back = evolve(version, state=FormState.EDITING, version="", digest="", in_force_from=None)
        still = (FormVersionRow.state == FormState.SCHEDULED) & (FormVersionRow.in_force_from > before)
        # In two steps: for as long as it is scheduled, the database lets nobody change who stands for it.
        return self.save(evolve(self._changed(back, still), approved_by="", approved_by_name=""))

    def settle(self, now: datetime) -> tuple[str, ...]:
        """Call published what was scheduled and is in force by now."""
        due = (FormVersionRow.state == FormState.SCHEDULED) & (FormVersionRow.in_force_from <= now)
        found = tuple(self._session.scalars(select(FormVersionRow.id).where(due).order_by(FormVersionRow.id)))
        if found:
            settled = update(FormVersionRow).where(due, FormVersionRow.id.in_(found))
            execute_change(
                self._session,
                settled.values(state=FormState.PUBLISHED, revision=FormVersionRow.revision + 1),
            )
        return found

    def remove(self, version: FormVersion) -> None:
        """Drop a version that was never published, in the revision that was read. Raises `Stale`."""
        read = delete(FormVersionRow).where(
            FormVersionRow.id == version.id,
            FormVersionRow.revision == version.revision,
            FormVersionRow.state.not_in(FROZEN),
        )
        if not execute_change(self._session, read):
            raise Stale(_CHANGED)

    def mark(self) -> tuple[object, ...]:
        frozen_ones = FormVersionRow.state.in_(FROZEN)
        marks = select(func.count(), func.sum(FormVersionRow.revision), func.max(FormVersionRow.changed_at))
        return tuple(self._session.execute(marks.where(frozen_ones)).one())

    def published(self) -> tuple[PublishedText, ...]:
        row = FormVersionRow
        texts = select(row.id, row.form_id, row.version, row.text, row.digest, row.in_force_from)
        found = self._session.execute(
            texts.where(row.state.in_(FROZEN)).order_by(row.in_force_from, row.form_id, row.version)
        )
        # What is frozen has a number, a digest and a time: a constraint of the table sees to it.
        return tuple(PublishedText(*cast("tuple[str, str, str, str, str, datetime]", tuple(each))) for each in found)

    def _changed(self, version: FormVersion, allowed: ColumnElement[bool]) -> FormVersion:
        columns = _columns(evolve(version, revision=version.revision + 1))
        read = update(FormVersionRow).where(
            FormVersionRow.id == version.id, FormVersionRow.revision == version.revision, allowed
        )
        with told_as_stale("Another version of this form was published at the same time"):
            if not execute_change(self._session, read.values(columns)):
                raise Stale(_CHANGED)
        return evolve(version, revision=version.revision + 1)


def _columns(version: FormVersion) -> dict[str, Any]:
    columns = asdict(version)
    columns["written_by"] = sorted(version.written_by)
    columns["written_before"] = sorted(version.written_before)
    return columns | {name: columns[name] or None for name in _MAY_BE_EMPTY}


def _version_of(row: FormVersionRow) -> FormVersion:
    return FormVersion(
        id=row.id,
        form_id=row.form_id,
        state=row.state,
        text=row.text,
        based_on=row.based_on,
        made_by=row.made_by,
        made_by_name=row.made_by_name,
        made_at=row.made_at,
        changed_at=row.changed_at,
        text_before=row.text_before,
        note=row.note,
        wanted_at=row.wanted_at,
        submitted_by=row.submitted_by,
        submitted_by_name=row.submitted_by_name,
        submitted_at=row.submitted_at,
        approved_by=row.approved_by,
        approved_by_name=row.approved_by_name,
        rejection=row.rejection,
        version=row.version or "",
        digest=row.digest or "",
        in_force_from=row.in_force_from,
        written_by=frozenset(row.written_by or ()),
        written_before=frozenset(row.written_before or ()),
        revision=row.revision,
    )
