"""A privacy officer's look at somebody's look: by when, by whom, and with which outcome."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import evolve, frozen

from frontdoor.access.relationships import RecordKey
from frontdoor.access.review_rules import ReviewRule


class ReviewOutcome(StrEnum):
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"
    TRAINING = "training"
    """Meant well, and not what this is for."""


URGENT = frozenset({ReviewRule.BREAK_GLASS, ReviewRule.CANARY, ReviewRule.UNSEEN_RECORD, ReviewRule.UNSEALED})
REVIEW_WITHIN = timedelta(days=5)
URGENT_WITHIN = timedelta(days=1)
LEAST_NOTE = 10


class ReviewRefused(ValueError):
    """The review was not decided. `fault` is `outcome`, `note` or empty, and the message says what to do."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@frozen
class Review:
    """One thing to review. `about` is what it is about, once for each rule: an audit row, a claim, a broken glass, or
    a contact's reference and its record.

    `detail` holds codes, never names. Times are UTC.
    """

    id: str
    rule: ReviewRule
    viewer_id: str
    record: RecordKey
    about: str
    happened_at: datetime
    due_at: datetime
    detail: str = ""
    outcome: ReviewOutcome | None = None
    note: str = ""
    reviewer_id: str = ""
    reviewed_at: datetime | None = None
    escalated_at: datetime | None = None


def due_at(rule: ReviewRule, happened_at: datetime) -> datetime:
    """By when it is to be decided: a day for what cannot wait (`URGENT`), five for everything else."""
    return happened_at + (URGENT_WITHIN if rule in URGENT else REVIEW_WITHIN)


def is_overdue(review: Review, now: datetime) -> bool:
    return review.outcome is None and now >= review.due_at


def decide_review(review: Review, reviewer_id: str, outcome: str, note: str, now: datetime) -> Review:
    """The review with its outcome. Raises `ReviewRefused`: nobody reviews themselves, and nothing is decided twice."""
    if reviewer_id == review.viewer_id:
        raise ReviewRefused("", "You cannot review what you looked at yourself")
    if review.outcome is not None:
        raise ReviewRefused("", "This has been reviewed already")
    if outcome not in set(ReviewOutcome):
        raise ReviewRefused("outcome", "Select an outcome")
    said = note.strip()
    if len(said) < LEAST_NOTE:
        raise ReviewRefused("note", "Say how you came to this outcome")
    return evolve(review, outcome=ReviewOutcome(outcome), note=said, reviewer_id=reviewer_id, reviewed_at=now)
