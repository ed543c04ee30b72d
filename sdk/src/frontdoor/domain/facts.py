"""What a source says, and whether it answered at all: the words of the single view's honesty."""

from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

Value = TypeVar("Value")


class SourceState(StrEnum):
    """How a source answered. `NONE_FOUND` may be said only when the source itself said so."""

    FOUND = "found"
    NONE_FOUND = "none_found"
    DID_NOT_ANSWER = "did_not_answer"
    NOT_ALLOWED = "not_allowed"
    SWITCHED_OFF = "switched_off"


@frozen
class SourceAnswer(Generic[Value]):
    """One source's answer to one question.

    `source` is the name a reader knows (`Framework-i`); `as_at` is the UTC time the facts were true in it, which
    for a file feed is long before `asked_at`. `explanation` is a sentence for the screen where there is no answer, or
    only part of one.
    """

    source: str
    state: SourceState
    asked_at: datetime
    items: tuple[Value, ...] = ()
    as_at: datetime | None = None
    explanation: str = ""

    def __attrs_post_init__(self) -> None:
        if bool(self.items) != (self.state is SourceState.FOUND):
            raise ValueError("A source has items exactly when it found something")
