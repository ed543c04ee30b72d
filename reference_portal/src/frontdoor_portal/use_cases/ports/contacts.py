"""What a sender and an officer work on: contacts, work by hand, and records found in a search."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event
from frontdoor_portal.use_cases.models import (
    ContactFilter,
    ContactLine,
    ContactOrder,
    GroupKey,
    HandOff,
    Page,
    SentTogether,
    Sighting,
)


class ContactStore(Protocol):
    """Contacts with their timelines. Every change keeps the deadlines beside the contact, for sorting and counting."""

    def add(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event], submission_key: str) -> None:
        """Store a new contact. `submission_key` is unique: the draft it was sent from."""

    def get(self, reference: Reference) -> Contact | None: ...

    def hold(self, references: Collection[Reference]) -> None:
        """Let nobody else change these contacts until this transaction ends."""

    def save(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event]) -> Contact:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def sent_from(self, submission_key: str) -> Reference | None:
        """The contact that was sent from a draft, so that sending twice gives the same receipt."""
        ...

    def submission_key(self, reference: Reference) -> str:
        """Under which key it was sent; empty where there is no such contact."""
        ...

    def sent_together(self, references: Sequence[Reference]) -> tuple[SentTogether, ...]:
        """The forms that contacts were sent in, each with every contact that was made of it; for many at once."""
        ...

    def kept_from_lead(self, agency_id: str) -> tuple[SentTogether, ...]:
        """What an agency's people sent that its lead does not see, each contact by itself."""
        ...

    def held_by(self, professional_id: str) -> tuple[Reference, ...]:
        """The undecided contacts that somebody holds, oldest first."""
        ...

    def holders(self) -> tuple[str, ...]:
        """Everybody who holds an undecided contact."""
        ...

    def timeline(self, reference: Reference) -> tuple[Event, ...]:
        """Everything that happened, oldest first."""
        ...

    def page(self, wanted: ContactFilter, order: ContactOrder, number: int, size: int) -> Page[ContactLine]:
        """One page (numbered from 1) of the contacts that a filter lets through."""
        ...

    def count(self, wanted: ContactFilter) -> int:
        """How many contacts a filter lets through: the same condition as `page`."""
        ...

    def count_by(self, wanted: ContactFilter, key: GroupKey) -> Mapping[str, int]:
        """How many per value of a column, largest first: the same condition as `page`."""
        ...


class HandOffStore(Protocol):
    """Work that a person does by hand in another system and ticks off here."""

    def add(self, hand_off: HandOff) -> None: ...

    def of_contact(self, reference: Reference) -> tuple[HandOff, ...]: ...

    def get(self, hand_off_id: str) -> HandOff | None: ...

    def tick(self, hand_off_id: str, by: str, at: datetime) -> bool:
        """Mark as done; False where it already was."""
        ...

    def waiting(self) -> tuple[HandOff, ...]:
        """Everything not ticked off, oldest first."""
        ...


class SightingStore(Protocol):
    """Records somebody saw in a search, by random token: an address never carries a child's number."""

    def add(self, sightings: Sequence[Sighting]) -> None: ...

    def get(self, token: str, professional_id: str) -> Sighting | None:
        """A sighting, only for the person who made it and only until it expires."""
        ...
