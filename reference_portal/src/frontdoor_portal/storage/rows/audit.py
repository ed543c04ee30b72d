"""The audit: rows that triggers of the migrations keep from being changed or removed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, WriteOrder


class AuditEntryRow(Base):
    """`action` has no CHECK: the list grows with the portal, and a new action must never wait for a migration."""

    __tablename__ = "audit_entries"

    id: Mapped[WriteOrder]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(CODE_LENGTH))
    subject: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    detail: Mapped[str]
