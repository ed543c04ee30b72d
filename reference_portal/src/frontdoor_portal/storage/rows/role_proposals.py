"""Roles that somebody is to be given, until a second administrator decides."""

from datetime import datetime

from sqlalchemy import Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base

_UNDECIDED = text("decided_at IS NULL")


class RoleProposalRow(Base):
    """One proposal; of one person only one waits at a time."""

    __tablename__ = "role_proposals"
    __table_args__ = (
        Index(
            "ix_role_proposals_waiting",
            "professional_id",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str]
    agency_id: Mapped[str]
    wanted: Mapped[list[str]]
    seen: Mapped[list[str]]
    why: Mapped[str] = mapped_column(String(CODE_LENGTH))
    proposed_by: Mapped[str]
    proposed_by_name: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool] = mapped_column(server_default=false())
