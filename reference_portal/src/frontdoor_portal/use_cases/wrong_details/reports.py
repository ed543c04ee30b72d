"""What somebody says of a worker's details, and what keeping it needs from outside. Nothing of a child is in it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import frozen


class WrongWhy(StrEnum):
    NOT_IN_USE = "not_in_use"
    SOMEBODY_ELSE = "somebody_else"
    HAS_LEFT = "has_left"


@frozen
class WrongDetail:
    """One report. `shown` is the number or address as its source gave it; `right` is what it should be, if known."""

    id: str
    source: str
    """The system that holds it, as readers call it."""
    worker: str
    role: str
    shown: str
    why: WrongWhy
    right: str
    reported_by: str
    reported_by_name: str
    reported_at: datetime
    done_by: str = ""
    done_at: datetime | None = None


class WrongDetailStore(Protocol):
    """Reports, and the tick that says that the source was told."""

    def add(self, report: WrongDetail) -> None: ...

    def waiting(self) -> tuple[WrongDetail, ...]:
        """Everything not ticked off, oldest first."""
        ...

    def tick(self, report_id: str, by: str, at: datetime) -> bool:
        """Mark as done; False where it already was, or there is none."""
        ...
