"""What one person is busy with: forms being filled in, and records seen in a search."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import Base


class DraftRow(Base):
    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    form_id: Mapped[str]
    form_version: Mapped[str]
    answers: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    send_attempted: Mapped[bool]
    version: Mapped[int]


class SightingRow(Base):
    __tablename__ = "sightings"

    token: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"))
    source: Mapped[str]
    record_id: Mapped[str]
    is_case_management: Mapped[bool]
    identity: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    typed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
