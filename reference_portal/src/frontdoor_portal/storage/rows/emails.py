"""Emails to people with an account: what they want to be told, what was sent, and who could not be reached."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, WriteOrder, coded
from frontdoor_portal.use_cases.emails.models import TroubleKind


class NoticePreferencesRow(Base):
    """What one person set; whoever set nothing has no row. `off` are codes of optional notices."""

    __tablename__ = "notice_preferences"

    professional_id: Mapped[str] = mapped_column(primary_key=True)
    off: Mapped[list[str]]
    daily: Mapped[bool]
    changed_at: Mapped[datetime]


class SentEmailRow(Base):
    """An email that a mail server took, for as long as a bounce may come. The address is kept as a digest alone."""

    __tablename__ = "sent_emails"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str]
    kind: Mapped[str] = mapped_column(String(CODE_LENGTH))
    reference: Mapped[str]
    address_digest: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(index=True)
    failed_at: Mapped[datetime | None]
    status: Mapped[str]


class EmailTroubleRow(Base):
    """The latest trouble with one person's address."""

    __tablename__ = "email_troubles"

    professional_id: Mapped[str] = mapped_column(primary_key=True)
    address_digest: Mapped[str]
    kind: Mapped[TroubleKind] = mapped_column(coded("kind", TroubleKind))
    status: Mapped[str]
    reference: Mapped[str]
    since: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    check_hash: Mapped[str]
    check_expires_at: Mapped[datetime | None]


class HeldNoticeRow(Base):
    """A notice that waits for its reader's one email a day."""

    __tablename__ = "held_notices"

    id: Mapped[WriteOrder]
    professional_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(CODE_LENGTH))
    reference: Mapped[str]
    held_at: Mapped[datetime]
