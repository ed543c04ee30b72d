"""Rows of files: added under a draft that is held still, sent with it, and checked by one worker at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.storage.rows import AttachmentRow, DraftRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, told_as_stale
from frontdoor_portal.use_cases.attachments.models import Attachment, Content, FileCounts, FileState, Removed

_OPEN = (FileState.CHECKING, FileState.UNCHECKED, FileState.UNREADABLE)


@frozen
class SqlAttachments:
    """`use_cases.attachments.ports.AttachmentStore` in SQL."""

    _session: Session

    def hold_draft(self, draft_id: str) -> bool:
        # A change of nothing locks the row until this transaction ends; its version stays, so no page goes stale by it.
        held = update(DraftRow).where(DraftRow.id == draft_id).values(version=DraftRow.version)
        return execute_change(self._session, held)

    def add(self, attachment: Attachment) -> None:
        with told_as_stale("This draft has the same file"):
            add_rows(self._session, AttachmentRow, _columns(attachment))

    def of_draft(self, draft_id: str) -> tuple[Attachment, ...]:
        return self._all(
            select(AttachmentRow).where(AttachmentRow.draft_id == draft_id, AttachmentRow.reference.is_(None))
        )

    def of_contact(self, reference: Reference) -> tuple[Attachment, ...]:
        return self._all(select(AttachmentRow).where(AttachmentRow.reference == str(reference)))

    def get(self, attachment_id: str) -> Attachment | None:
        row = self._session.scalar(select(AttachmentRow).where(AttachmentRow.id == attachment_id))
        return _attachment_of(row) if row else None

    def size_in_drafts(self, professional_id: str) -> int:
        total = select(func.sum(AttachmentRow.original_size)).where(
            AttachmentRow.added_by == professional_id, AttachmentRow.reference.is_(None)
        )
        return int(self._session.scalar(total) or 0)

    def remove(self, attachment_id: str, draft_id: str) -> bool:
        return execute_change(
            self._session,
            delete(AttachmentRow).where(
                AttachmentRow.id == attachment_id,
                AttachmentRow.draft_id == draft_id,
                AttachmentRow.reference.is_(None),
            ),
        )

    def send(self, draft_id: str, reference: Reference) -> None:
        execute_change(
            self._session,
            update(AttachmentRow)
            .where(AttachmentRow.draft_id == draft_id, AttachmentRow.reference.is_(None))
            .values(reference=str(reference)),
        )

    def drop_of_draft(self, draft_id: str) -> None:
        execute_change(
            self._session,
            delete(AttachmentRow).where(AttachmentRow.draft_id == draft_id, AttachmentRow.reference.is_(None)),
        )

    def due(self, now: datetime, states: Sequence[FileState], limit: int) -> tuple[Attachment, ...]:
        rows = self._session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.state.in_(states), AttachmentRow.next_check_at <= now)
            .order_by(AttachmentRow.next_check_at, AttachmentRow.number)
            .limit(limit)
        )
        return tuple(_attachment_of(row) for row in rows)

    def claim(self, attachment: Attachment, until: datetime) -> Attachment | None:
        claimed = (
            update(AttachmentRow)
            .where(
                AttachmentRow.id == attachment.id,
                AttachmentRow.state == attachment.state,
                AttachmentRow.checks == attachment.checks,
            )
            .values(next_check_at=until, checks=attachment.checks + 1)
        )
        if not execute_change(self._session, claimed):
            return None
        return evolve(attachment, next_check_at=until, checks=attachment.checks + 1)

    def put_off(self, attachment: Attachment, until: datetime) -> None:
        execute_change(
            self._session,
            update(AttachmentRow)
            .where(AttachmentRow.id == attachment.id, AttachmentRow.checks == attachment.checks)
            .values(next_check_at=until),
        )

    def settle(self, attachment: Attachment, state: FileState, finding: str, at: datetime) -> bool:
        # Whatever another worker found first stays: what is infected is never made clean by one that was late.
        settled = (
            update(AttachmentRow)
            .where(AttachmentRow.id == attachment.id, AttachmentRow.state.in_(_OPEN))
            .values(state=state, finding=finding, checked_at=at)
        )
        return execute_change(self._session, settled)

    def keys(self) -> frozenset[str]:
        rows = self._session.execute(select(AttachmentRow.original_key, AttachmentRow.copy_key))
        return frozenset(key for row in rows for key in row if key)

    def counts(self) -> FileCounts:
        by_state = dict.fromkeys(FileState, 0)
        for state, count in self._session.execute(
            select(AttachmentRow.state, func.count()).group_by(AttachmentRow.state)
        ):
            by_state[state] = count
        oldest = select(AttachmentRow.added_at).where(AttachmentRow.state == FileState.CHECKING)
        return FileCounts(by_state, self._session.scalar(oldest.order_by(AttachmentRow.added_at).limit(1)))

    def _all(self, statement: Select[AttachmentRow]) -> tuple[Attachment, ...]:
        return tuple(_attachment_of(row) for row in self._session.scalars(statement.order_by(AttachmentRow.number)))


def _columns(attachment: Attachment) -> Mapping[str, Any]:
    copy = attachment.copy
    return {
        "id": attachment.id,
        "draft_id": attachment.draft_id,
        "reference": str(attachment.reference) if attachment.reference else None,
        "name": attachment.name,
        "kind": attachment.kind,
        "original_key": attachment.original.key,
        "original_size": attachment.original.size,
        "original_sha256": attachment.original.sha256,
        "copy_key": copy.key if copy else None,
        "copy_size": copy.size if copy else None,
        "copy_sha256": copy.sha256 if copy else None,
        "copy_kind": attachment.copy_kind,
        "about": list(attachment.about),
        "removed": sorted(each.value for each in attachment.removed),
        "added_by": attachment.added_by,
        "added_at": attachment.added_at,
        "state": attachment.state,
        "finding": attachment.finding,
        "checks": attachment.checks,
        "next_check_at": attachment.next_check_at,
        "checked_at": attachment.checked_at,
    }


def _attachment_of(row: AttachmentRow) -> Attachment:
    copy = None
    if row.copy_key is not None and row.copy_size is not None and row.copy_sha256 is not None:
        copy = Content(row.copy_key, row.copy_size, row.copy_sha256)
    return Attachment(
        id=row.id,
        draft_id=row.draft_id,
        name=row.name,
        kind=row.kind,
        original=Content(row.original_key, row.original_size, row.original_sha256),
        added_by=row.added_by,
        added_at=row.added_at,
        state=row.state,
        next_check_at=row.next_check_at,
        copy=copy,
        copy_kind=row.copy_kind,
        about=tuple(row.about),
        removed=frozenset(map(Removed, row.removed)),
        reference=Reference(row.reference) if row.reference else None,
        checks=row.checks,
        finding=row.finding,
        checked_at=row.checked_at,
    )
