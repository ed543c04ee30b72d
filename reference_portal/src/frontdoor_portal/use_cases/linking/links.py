"""Links between records and what waits for a person to decide, and what keeping them needs from outside."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from frontdoor.access import RecordKey
from frontdoor.matching import Doubt, FieldEvidence, Status

EVERY_RECORD = ""
"""The id that stands for every record of a source."""


class LinkKind(StrEnum):
    BY_ITSELF = "by_itself"
    """The evidence was enough, and nobody looked."""
    SAME = "same"
    """A person decided that both records are about one child."""
    NOT_SAME = "not_same"
    """A person decided that they are not; `other` may stand for `EVERY_RECORD` of its source."""


@frozen
class RecordLink:
    """What was decided of a record of case management (`one`) and a record of another system (`other`).

    `evidence` holds levels and bits, and never a value. It stands until it is undone; a decision of a person is undone
    by a person only.
    """

    id: str
    kind: LinkKind
    one: RecordKey
    other: RecordKey
    made_at: datetime
    made_by: str
    """The id of a professional, or a word for the portal itself."""
    made_by_name: str
    reason: str
    bits: float = 0.0
    evidence: tuple[FieldEvidence, ...] = ()
    model: str = ""
    undone_at: datetime | None = None
    undone_by_name: str = ""
    undone_reason: str = ""

    @property
    def stands(self) -> bool:
        return self.undone_at is None


@frozen
class ReviewCandidate:
    """A record of the other system that may be about the same child, with the evidence field by field."""

    record_id: str
    bits: float
    evidence: tuple[FieldEvidence, ...]


@frozen
class MatchReview:
    """A record of case management of which a person must say which record of `other_source` is about the same child."""

    id: str
    one: RecordKey
    other_source: str
    status: Status
    doubts: tuple[Doubt, ...]
    candidates: tuple[ReviewCandidate, ...]
    raised_at: datetime


class LinkStore(Protocol):
    """Every link that ever was, and what waits for a person."""

    def add(self, link: RecordLink) -> None: ...

    def get(self, link_id: str) -> RecordLink | None: ...

    def undo(self, link_id: str, at: datetime, by_name: str, reason: str) -> bool:
        """Mark a link as undone; False where it already was."""
        ...

    def of(self, one: RecordKey, other_source: str) -> tuple[RecordLink, ...]:
        """What stands of one record with a system, oldest first."""
        ...

    def to(self, other: RecordKey) -> tuple[RecordLink, ...]:
        """What stands that leads to a record of the other system, oldest first."""
        ...

    def latest(self, most: int) -> tuple[RecordLink, ...]:
        """The links last made, undone ones too, newest first."""
        ...

    def put_review(self, review: MatchReview) -> None:
        """Ask a person; a review of the same record and system that waits already is replaced, and keeps its id."""

    def drop_review(self, one: RecordKey, other_source: str) -> None:
        """Nothing is to be asked of it any more."""

    def review(self, review_id: str) -> MatchReview | None: ...

    def review_of(self, one: RecordKey, other_source: str) -> MatchReview | None:
        """What waits of one record with a system."""
        ...

    def reviews(self) -> tuple[MatchReview, ...]:
        """All that waits, oldest first."""
        ...


def standing(links: Sequence[RecordLink], *kinds: LinkKind) -> frozenset[str]:
    """The ids of the other system's records that links of these kinds lead to."""
    return frozenset(each.other.record_id for each in links if each.stands and each.kind in kinds)
