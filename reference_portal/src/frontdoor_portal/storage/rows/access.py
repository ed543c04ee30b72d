"""Who may see whom: relationships, levels of records, glasses that were broken, and what is reviewed of all that."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.access import BreakGlassReason, RelationshipKind, ReviewOutcome, ReviewRule, Sensitivity
from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, coded


class RelationshipRow(Base):
    """`professional_id` is empty where everybody of the agency has it. Nothing is removed: it ends."""

    __tablename__ = "access_relationships"
    __table_args__ = (Index("ix_access_relationships_record", "source", "record_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(index=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    kind: Mapped[RelationshipKind] = mapped_column(coded("kind", RelationshipKind))
    source: Mapped[str]
    record_id: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    evidence: Mapped[str]
    granted_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str]


class LevelRow(Base):
    """The level of a record or, under the source `front_door`, of a contact; one without a row is normal."""

    __tablename__ = "access_levels"

    source: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[Sensitivity] = mapped_column(coded("level", Sensitivity))
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


class BreakGlassRow(Base):
    __tablename__ = "access_break_glass"

    id: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    agency_id: Mapped[str]
    source: Mapped[str]
    record_id: Mapped[str]
    reason: Mapped[BreakGlassReason] = mapped_column(coded("reason", BreakGlassReason))
    explanation: Mapped[str]
    from_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ReviewRow(Base):
    """One look to review, once for each rule and thing it is about."""

    __tablename__ = "access_reviews"
    __table_args__ = (UniqueConstraint("rule", "about"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[ReviewRule] = mapped_column(coded("rule", ReviewRule))
    viewer_id: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    record_id: Mapped[str]
    about: Mapped[str]
    happened_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    detail: Mapped[str]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(coded("outcome", ReviewOutcome))
    note: Mapped[str]
    reviewer_id: Mapped[str]
    reviewed_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]


class SubjectRow(Base):
    """Which records a draft or a contact is about, as far as somebody said so: `subject` is its id or reference."""

    __tablename__ = "access_subjects"
    __table_args__ = (Index("ix_access_subjects_record", "source", "record_id"),)

    subject: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)


class CanaryRow(Base):
    """A made-up record that nobody has work with: whoever opens it is asked why."""

    __tablename__ = "access_canaries"

    source: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)


class OwnPostcodeRow(Base):
    """Where a person who uses the portal lives, entered by the operator, so that a neighbour's record is noticed."""

    __tablename__ = "access_own_postcodes"

    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), primary_key=True)
    postcode: Mapped[str] = mapped_column(primary_key=True)


class ReviewScanRow(Base):
    """How far the audit was read for looks to review, and the key that draws the sample. One row: `sealed_looks`.

    `read_to` is the number of a seal, not of an entry: what is committed late is sealed late, and so is read.
    """

    __tablename__ = "access_review_scans"

    name: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    read_to: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[bytes] = mapped_column(LargeBinary)
