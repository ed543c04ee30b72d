"""Versions of forms that administrators of this council wrote."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import Base, coded
from frontdoor_portal.use_cases.form_versions.models import FormState


class LibraryFormRow(Base):
    """What a version that ships with the portal said when it was first brought here, as a digest."""

    __tablename__ = "library_forms"

    form_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]


class FormVersionRow(Base):
    """One version. Triggers of the database keep the text of one that is scheduled or published, and its row."""

    __tablename__ = "form_versions"
    __table_args__ = (
        UniqueConstraint("form_id", "version"),
        CheckConstraint(
            "(state IN ('scheduled', 'published')) = "
            "(version IS NOT NULL AND digest IS NOT NULL AND in_force_from IS NOT NULL)",
            name="numbered_when_frozen",
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    form_id: Mapped[str]
    state: Mapped[FormState] = mapped_column(coded("state", FormState))
    text: Mapped[str]
    text_before: Mapped[str]
    based_on: Mapped[str]
    note: Mapped[str]
    made_by: Mapped[str]
    made_by_name: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    wanted_at: Mapped[datetime | None]
    submitted_by: Mapped[str]
    submitted_by_name: Mapped[str]
    submitted_at: Mapped[datetime | None]
    approved_by: Mapped[str]
    approved_by_name: Mapped[str]
    rejection: Mapped[str]
    version: Mapped[str | None]
    digest: Mapped[str | None]
    in_force_from: Mapped[datetime | None]
    revision: Mapped[int]
    written_by: Mapped[list[str] | None]
    written_before: Mapped[list[str] | None]
