"""Files that go with a draft, and then with the contact it became. Their bytes are elsewhere, under random keys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import Base, WriteOrder, coded
from frontdoor_portal.use_cases.attachments.models import FileKind, FileState


class AttachmentRow(Base):
    """`draft_id` outlives its draft: it stays with the row as the draft becomes a contact.

    Where a draft becomes several contacts, each has a row, and all share the bytes.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        # The same content is kept once in a draft, whoever adds it at the same moment.
        Index(
            "uq_attachments_draft_id_original_sha256",
            "draft_id",
            "original_sha256",
            unique=True,
            sqlite_where=text("reference IS NULL"),
            postgresql_where=text("reference IS NULL"),
        ),
        Index("ix_attachments_state_next_check_at", "state", "next_check_at"),
    )

    number: Mapped[WriteOrder]
    id: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[str]
    reference: Mapped[str | None] = mapped_column(ForeignKey("contacts.reference"), index=True)
    name: Mapped[str]
    kind: Mapped[FileKind] = mapped_column(coded("kind", FileKind))
    original_key: Mapped[str]
    original_size: Mapped[int] = mapped_column(BigInteger)
    original_sha256: Mapped[str]
    copy_key: Mapped[str | None]
    copy_size: Mapped[int | None] = mapped_column(BigInteger)
    copy_sha256: Mapped[str | None]
    copy_kind: Mapped[FileKind | None] = mapped_column(coded("copy_kind", FileKind))
    about: Mapped[list[str]]
    removed: Mapped[list[str]]
    added_by: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    added_at: Mapped[datetime]
    state: Mapped[FileState] = mapped_column(coded("state", FileState))
    finding: Mapped[str]
    checks: Mapped[int]
    next_check_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
