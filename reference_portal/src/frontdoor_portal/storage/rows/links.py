"""Links between records, and what waits for a person to compare: ids, codes and bits, and no word about a child."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.matching import Status
from frontdoor_portal.storage.rows.base import Base, coded
from frontdoor_portal.use_cases.linking.links import LinkKind


class RecordLinkRow(Base):
    """`evidence` has field, level and bits of each field. A row is written once, but for being undone."""

    __tablename__ = "record_links"
    __table_args__ = (Index(None, "source", "record_id"), Index(None, "other_source", "other_record_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[LinkKind] = mapped_column(coded("kind", LinkKind))
    source: Mapped[str]
    record_id: Mapped[str]
    other_source: Mapped[str]
    other_record_id: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[str]
    made_by_name: Mapped[str]
    reason: Mapped[str]
    bits: Mapped[float]
    evidence: Mapped[list[Any]]
    model: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str]
    undone_reason: Mapped[str]


class MatchReviewRow(Base):
    """One record of case management and one other system; `candidates` are record ids with their evidence."""

    __tablename__ = "match_reviews"
    __table_args__ = (UniqueConstraint("source", "record_id", "other_source"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    record_id: Mapped[str]
    other_source: Mapped[str]
    status: Mapped[Status] = mapped_column(coded("status", Status))
    doubts: Mapped[list[str]]
    candidates: Mapped[list[Any]]
    raised_at: Mapped[datetime] = mapped_column(index=True)
