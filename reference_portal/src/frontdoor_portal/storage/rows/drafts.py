"""What one person is busy with: forms being filled in, and records seen in a search."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, false
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
    changed_by: Mapped[str | None]
    holder_id: Mapped[str | None] = mapped_column(index=True)
    taken_over_at: Mapped[datetime | None]
    taken_over_why: Mapped[str | None]
    kept_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    left_behind: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    holds_record: Mapped[bool] = mapped_column(server_default=false())


class DraftShareRow(Base):
    """A colleague who works on somebody's draft as well."""

    __tablename__ = "draft_shares"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), primary_key=True, index=True)
    shared_by: Mapped[str]
    shared_at: Mapped[datetime]


class DraftVersionRow(Base):
    """What somebody typed on a page that was changed meanwhile: it waits for a choice."""

    __tablename__ = "draft_versions"

    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), index=True)
    page_id: Mapped[str]
    answers: Mapped[dict[str, Any]]
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class FormInForceRow(Base):
    """Since when the library has brought a version of a form, one for each form. Published ones say so themselves."""

    __tablename__ = "forms_in_force"

    form_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class KeptFormRow(Base):
    """A page that arrived when its writer's sign-in was over. `sealed` opens for nobody else, and for an hour."""

    __tablename__ = "kept_forms"

    id: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    page: Mapped[str]
    sealed: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(index=True)


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
