"""Lists of contacts: the conditions, the order, a line and a page."""

from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

from frontdoor.access import RecordKey
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome, Priority

Item = TypeVar("Item")


class ContactOrder(StrEnum):
    """The ways a list of contacts can be sorted."""

    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"
    OLDEST = "oldest"
    ASKED_FIRST = "asked_first"
    """Those with a question that waits for the sender, then the newest."""
    SECOND_LOOK = "second_look"
    """By when a second look is answered."""


class GroupKey(StrEnum):
    """What contacts can be counted by."""

    REFERRAL_SOURCE = "referral_source"
    OUTCOME = "outcome"
    AGENCY = "agency"


@frozen
class ContactFilter:
    """A condition on contacts; every part that is given must hold. Figures and the lists behind them share it.

    `overdue_at` lets through undecided contacts whose decision was due before that time.
    """

    statuses: frozenset[Status] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    delivery_states: frozenset[DeliveryState] = frozenset()
    kinds: frozenset[ContactKind] = frozenset()
    referral_source: str = ""
    category: str = ""
    agency_id: str = ""
    sender_id: str = ""
    holder_id: str = ""
    unheld: bool = False
    answer_waits: bool = False
    """An answer was prepared and waits for somebody to release it."""
    unread: bool = False
    """The sender added or answered something that no officer has read."""
    second_look: bool = False
    """Somebody asked for a second look, and waits for its answer."""
    second_look_due_before: datetime | None = None
    """The same, where the answer was due before that time."""
    overdue_at: datetime | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    about: frozenset[RecordKey] = frozenset()
    """Records of one child: as the front door chose one or the episode made it, or, where no record was chosen, as the
    sender had found it."""
    without: frozenset[Reference] = frozenset()
    """Contacts that the reader must not know of."""


@frozen
class ContactLine:
    """One line of a list of contacts: initials and reference, never a full name.

    The initials are those of whom it is about, the date of birth a child's alone.
    """

    reference: Reference
    status: Status
    priority: Priority
    category: str
    child_initials: str
    child_birth_date: date | None
    sender_name: str
    agency_name: str
    referral_source: str
    received_at: datetime
    decision_due: datetime | None
    holder_id: str
    holder_name: str
    outcome: Outcome | None
    delivery_state: DeliveryState
    open_questions: int
    kind: ContactKind = ContactKind.CAUSE_FOR_CONCERN
    answer_waits_since: datetime | None = None
    unread_information: int = 0
    second_look_due: datetime | None = None


@frozen
class SentTogether:
    """Who sent a form, and the contacts that were made of it, one for each child."""

    sender_id: str
    contacts: tuple[Reference, ...]


@frozen
class Page(Generic[Item]):
    """Part of a list: `number` counts from 1, `total` counts every item of the whole list."""

    items: tuple[Item, ...]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))
