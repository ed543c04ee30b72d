"""What is to be told to other systems: by the worker, or by a person's hand."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, WriteOrder, coded
from frontdoor_portal.use_cases.models import HandOffKind


class MessageState(StrEnum):
    """`SENDING` says that the outside world may have been asked; `ASIDE` waits for a person."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    ASIDE = "aside"


class OutboxMessageRow(Base):
    """Times are seconds since 1970 by the database's own clock, the only one that all workers share.

    `fence` counts claims. `leased_until` is empty while nobody holds the message. `topic` has no CHECK, as the list
    grows with the portal.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[WriteOrder]
    key: Mapped[str] = mapped_column(unique=True)
    topic: Mapped[str] = mapped_column(String(CODE_LENGTH))
    payload: Mapped[dict[str, Any]]
    urgent: Mapped[bool]
    state: Mapped[MessageState] = mapped_column(coded("state", MessageState))
    outcome_unknown: Mapped[bool]
    attempts: Mapped[int]
    fence: Mapped[int]
    leased_by: Mapped[str | None]
    leased_until: Mapped[float | None]
    queued_at: Mapped[float]
    due_at: Mapped[float]
    changed_at: Mapped[float]
    reason: Mapped[str]


class HandOffRow(Base):
    __tablename__ = "hand_offs"

    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), index=True)
    kind: Mapped[HandOffKind] = mapped_column(coded("kind", HandOffKind))
    target: Mapped[str]
    created_at: Mapped[datetime]
    done_by: Mapped[str]
    done_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    part: Mapped[str | None]
