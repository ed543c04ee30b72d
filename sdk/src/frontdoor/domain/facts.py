"""What a source says, and whether it answered at all: the words of the single view's honesty."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import evolve, frozen

Value = TypeVar("Value")


class SourceState(StrEnum):
    """How a source answered. `NONE_FOUND` may be said only when the source itself said so, and of now.

    `STALE_COPY` is an answer, with records or none, of a copy that is too old to say how it is now.
    """

    FOUND = "found"
    NONE_FOUND = "none_found"
    STALE_COPY = "stale_copy"
    DID_NOT_ANSWER = "did_not_answer"
    NOT_ALLOWED = "not_allowed"
    SWITCHED_OFF = "switched_off"


@frozen
class Unanswered:
    """A question that a source gave no answer to: the state, and the sentence for the screen."""

    state: SourceState
    explanation: str = ""


@frozen
class SourceAnswer(Generic[Value]):
    """One source's answer to one question.

    `source` is the name a reader knows (`Framework-i`); `as_at` is the UTC time the facts were true in it, which
    for a file feed is long before `asked_at`. `explanation` is a sentence for the screen where there is no answer, or
    only part of one. `unanswered` is, beside items, the question of several that the source did not answer: where none
    of the items may be shown, that is all it said.
    """

    source: str
    state: SourceState
    asked_at: datetime
    items: tuple[Value, ...] = ()
    as_at: datetime | None = None
    explanation: str = ""
    unanswered: Unanswered | None = None

    def __attrs_post_init__(self) -> None:
        if self.state is not SourceState.STALE_COPY and bool(self.items) != (self.state is SourceState.FOUND):
            raise ValueError("A source has items exactly when it found something")
        if self.unanswered is not None and not self.items:
            raise ValueError("A source that gave nothing says so as its state")

    @property
    def has_answered(self) -> bool:
        """Whether the source said what it has, however old that is."""
        return self.state in {SourceState.FOUND, SourceState.NONE_FOUND, SourceState.STALE_COPY}

    def with_items(self, items: tuple[Value, ...]) -> "SourceAnswer[Value]":
        """The answer with some of its items: where none is left, as if none of them had ever been found."""
        if items or not self.items:
            return evolve(self, items=items)
        if self.unanswered is not None:
            lost = self.unanswered
            return SourceAnswer(self.source, lost.state, self.asked_at, explanation=lost.explanation)
        stale = self.state is SourceState.STALE_COPY
        return evolve(self, items=(), state=self.state if stale else SourceState.NONE_FOUND)


def state_of(items: Collection[object], as_at: datetime | None, stale_before: datetime) -> SourceState:
    """The state of an answer: one that was true before `stale_before` cannot say "none"."""
    if as_at is not None and as_at < stale_before:
        return SourceState.STALE_COPY
    return SourceState.FOUND if items else SourceState.NONE_FOUND
