"""The audit and its seals: rows that triggers of the migrations keep from being changed or removed."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, WriteOrder


class AuditEntryRow(Base):
    """`action` has no CHECK: the list grows with the portal, and a new action must never wait for a migration."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "action", "subject"),)

    id: Mapped[WriteOrder]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(CODE_LENGTH))
    subject: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    detail: Mapped[str]


class AuditChainRow(Base):
    """One row, made with the table: which deployment's chain this is. A sealer locks it while it numbers."""

    __tablename__ = "audit_chain"

    deployment: Mapped[str] = mapped_column(primary_key=True)


class AuditSealRow(Base):
    """`entry_id` is no foreign key: a seal stays as a witness when somebody removes its entry."""

    __tablename__ = "audit_seals"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    hash: Mapped[str] = mapped_column(String(64))
