"""What is kept of emails: preferences, what was sent, who could not be reached, and what waits for a day."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import (
    Base,
    EmailTroubleRow,
    HeldNoticeRow,
    NoticePreferencesRow,
    ProfessionalRow,
    SentEmailRow,
)
from frontdoor_portal.storage.stores.changes import add_rows, change_row, execute_change, rows_changed, told_as_stale
from frontdoor_portal.use_cases.emails.models import EmailTrouble, HeldNotice, NoticePreferences, SentEmail
from frontdoor_portal.use_cases.models import NoticeKind


@frozen
class SqlEmails:
    """`use_cases.emails.models.EmailStore` in SQL."""

    _session: Session

    def preferences(self, professional_id: str) -> NoticePreferences:
        row = self._session.scalar(
            select(NoticePreferencesRow).where(NoticePreferencesRow.professional_id == professional_id)
        )
        if row is None:
            return NoticePreferences(professional_id)
        # A notice that a later version dropped is nobody's to turn off any more.
        known = {kind.value for kind in NoticeKind}
        off = frozenset(NoticeKind(each) for each in row.off if each in known)
        return NoticePreferences(professional_id, off, row.daily)

    def set_preferences(self, preferences: NoticePreferences, at: datetime) -> None:
        off = sorted(kind.value for kind in preferences.off)
        columns = {"off": off, "daily": preferences.daily, "changed_at": at}
        self._put(NoticePreferencesRow, {"professional_id": preferences.professional_id}, columns)

    def note_sent(self, email: SentEmail) -> None:
        self._put(SentEmailRow, {"message_id": email.message_id}, asdict(email) | {"kind": email.kind.value})

    def sent(self, message_id: str) -> SentEmail | None:
        row = self._session.scalar(select(SentEmailRow).where(SentEmailRow.message_id == message_id))
        if row is None:
            return None
        return SentEmail(
            row.message_id,
            row.professional_id,
            NoticeKind(row.kind),
            row.reference,
            row.address_digest,
            row.sent_at,
            row.failed_at,
            row.status,
        )

    def fail(self, message_id: str, at: datetime, status: str) -> bool:
        return execute_change(
            self._session,
            update(SentEmailRow)
            .where(SentEmailRow.message_id == message_id, SentEmailRow.failed_at.is_(None))
            .values(failed_at=at, status=status),
        )

    def remove_sent(self, before: datetime) -> int:
        return rows_changed(self._session, delete(SentEmailRow).where(SentEmailRow.sent_at < before))

    def trouble(self, professional_id: str) -> EmailTrouble | None:
        row = self._session.scalar(select(EmailTroubleRow).where(EmailTroubleRow.professional_id == professional_id))
        return _trouble_of(row) if row else None

    def troubles(self, professional_ids: Collection[str]) -> tuple[EmailTrouble, ...]:
        rows = self._session.scalars(
            select(EmailTroubleRow)
            .where(EmailTroubleRow.professional_id.in_(sorted(professional_ids)))
            .order_by(EmailTroubleRow.since, EmailTroubleRow.professional_id)
        )
        return tuple(_trouble_of(row) for row in rows)

    def save_trouble(self, trouble: EmailTrouble) -> None:
        self._put(EmailTroubleRow, {"professional_id": trouble.professional_id}, asdict(trouble))

    def hold(self, notice: HeldNotice) -> None:
        add_rows(self._session, HeldNoticeRow, asdict(notice) | {"kind": notice.kind.value})

    def held(self) -> tuple[HeldNotice, ...]:
        rows = self._session.scalars(select(HeldNoticeRow).order_by(HeldNoticeRow.id))
        return tuple(_held_of(row) for row in rows)

    def held_for(self, professional_id: str) -> tuple[HeldNotice, ...]:
        theirs = select(HeldNoticeRow).where(HeldNoticeRow.professional_id == professional_id)
        return tuple(_held_of(row) for row in self._session.scalars(theirs.order_by(HeldNoticeRow.id)))

    def let_go(self, professional_id: str, until: datetime) -> None:
        self._session.execute(
            delete(HeldNoticeRow).where(
                HeldNoticeRow.professional_id == professional_id, HeldNoticeRow.held_at <= until
            )
        )

    def people_of(self, agency_id: str) -> tuple[str, ...]:
        theirs = select(ProfessionalRow.id).where(
            ProfessionalRow.agency_id == agency_id, ProfessionalRow.disabled.is_(False)
        )
        return tuple(self._session.scalars(theirs.order_by(ProfessionalRow.id)))

    def _put(self, kind: type[Base], found_by: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
        if not change_row(self._session, kind, found_by, columns):
            with told_as_stale("Somebody else stored this at the same moment"):
                add_rows(self._session, kind, {**columns, **found_by})


def _trouble_of(row: EmailTroubleRow) -> EmailTrouble:
    return EmailTrouble(
        professional_id=row.professional_id,
        address_digest=row.address_digest,
        kind=row.kind,
        status=row.status,
        reference=row.reference,
        since=row.since,
        accepted_at=row.accepted_at,
        settled_at=row.settled_at,
        check_hash=row.check_hash,
        check_expires_at=row.check_expires_at,
    )


def _held_of(row: HeldNoticeRow) -> HeldNotice:
    return HeldNotice(row.professional_id, NoticeKind(row.kind), row.reference, row.held_at)
