"""What is kept of who may see whom."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from attrs import frozen

from frontdoor.access import BreakGlass, Look, RecordKey, Review, Sensitivity, TheirRelationship
from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Postcode

FRONT_DOOR = "front_door"
"""The source of a `RecordKey` whose record is a contact, by its reference."""


@frozen
class Level:
    """A record's level, by whom and why, and since when; a record that nobody gave one is normal.

    What is sealed again was sealed since the first time: what was written since then left out what tells of it.
    """

    record: RecordKey
    level: Sensitivity
    reason: str
    set_by: str
    set_at: datetime


@frozen
class ReviewScan:
    """How far the audit was read for looks to review, by the number of a row's seal; `key` draws the sample."""

    read_to: int
    key: bytes


class AccessStore(Protocol):
    """Relationships, levels and broken glasses. None of these is removed: what is over has ended."""

    def relate(self, relationship: TheirRelationship) -> None: ...

    def relationship(self, relationship_id: str) -> TheirRelationship | None: ...

    def end_relationship(self, relationship: TheirRelationship) -> None:
        """Store when and by whom it was ended."""

    def relationships_of(
        self, professional_id: str, agency_id: str, records: Collection[RecordKey]
    ) -> tuple[TheirRelationship, ...]:
        """A person's own and their agency's with the children of these records, in force or not."""
        ...

    def relationships_with(self, record: RecordKey) -> tuple[TheirRelationship, ...]:
        """Everybody's with the child of a record, newest first."""
        ...

    def relationships_held_by(self, professional_id: str) -> tuple[TheirRelationship, ...]:
        """A person's own, newest first."""
        ...

    def levels_of(self, records: Collection[RecordKey]) -> Mapping[RecordKey, Level]:
        """The levels of these records, by record: each one's own, or that of a record linked with it if it is closer.

        Whoever links two records, or lets the portal, says that they are one child's, who is kept as closely in both.
        """
        ...

    def set_level(self, level: Level) -> None: ...

    def sealed_contacts(self) -> tuple[RecordKey, ...]:
        """Every contact that is sealed."""
        ...

    def add_glass(self, glass: BreakGlass) -> None: ...

    def end_glass(self, glass: BreakGlass) -> None: ...

    def glass(self, glass_id: str) -> BreakGlass | None: ...

    def glasses_broken_by(self, professional_id: str) -> tuple[BreakGlass, ...]:
        """A person's, newest first."""
        ...

    def tie(self, subject: str, record: RecordKey) -> None:
        """Say that a draft or contact is about a record; told twice, it is kept once."""

    def untie(self, subject: str) -> None:
        """Forget what a draft was about, once it is gone."""

    def records_of(self, subject: str) -> tuple[RecordKey, ...]: ...

    def subjects_of(self, records: Collection[RecordKey]) -> tuple[str, ...]:
        """Every draft and contact that is about one of these records."""
        ...


class ReviewStore(Protocol):
    """Reviews, what they are drawn from, and who is asked for them."""

    def add_review(self, review: Review) -> bool:
        """Queue a review; False where there is one already by the same rule about the same thing."""
        ...

    def review(self, review_id: str) -> Review | None: ...

    def decide_review(self, review: Review) -> bool:
        """Store an outcome; False where somebody was quicker."""
        ...

    def mark_escalated(self, review_id: str, at: datetime) -> None: ...

    def undecided_reviews(self) -> tuple[Review, ...]:
        """Those that wait for an outcome, first due first."""
        ...

    def reviews_of(self, viewer_id: str) -> tuple[Review, ...]:
        """What a person did that was to be reviewed, newest first."""
        ...

    def add_canary(self, record: RecordKey) -> None: ...

    def remove_canary(self, record: RecordKey) -> None: ...

    def canaries(self) -> frozenset[RecordKey]: ...

    def scan(self) -> ReviewScan | None: ...

    def save_scan(self, scan: ReviewScan) -> None: ...

    def looks_after(self, seal: int, most: int) -> tuple[tuple[int, Look], ...]:
        """Views of records in the audit, tries, and the signs noted at them, each with the number of its seal.

        Those after a seal, in the order in which they were sealed.
        """
        ...

    def looks_lately(self, viewer_id: str, since: datetime, before: int) -> tuple[Look, ...]:
        """The same of one person since a time, of what was sealed before a seal."""
        ...

    def people_with_role(self, role: Role) -> tuple[str, ...]:
        """The ids of everybody who has a role and whose account is open."""
        ...

    def names_at(self, agency_id: str) -> tuple[str, ...]:
        """The names of everybody registered with an agency."""
        ...

    def own_postcodes(self, professional_id: str) -> tuple[Postcode, ...]:
        """Where a person lives themselves, as far as the operator entered it."""
        ...

    def set_own_postcodes(self, professional_id: str, postcodes: Collection[Postcode]) -> None: ...

    def names_of(self, professional_ids: Collection[str]) -> Mapping[str, str]: ...
