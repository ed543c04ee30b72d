"""A contact: whatever reaches the front door about a child, from receipt to decision."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from frontdoor.domain.consent import Consent
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child
from frontdoor.domain.triage import Decision, DetailsQuestion, Holder, Priority, PriorityChange


class ContactKind(StrEnum):
    CAUSE_FOR_CONCERN = "cause_for_concern"
    INFORMATION_REQUEST = "information_request"


class Channel(StrEnum):
    """The way a contact came in."""

    FORM = "form"
    PHONE = "phone"
    EMAIL = "email"
    POST = "post"
    API = "api"
    IMPORT = "import"


class Status(StrEnum):
    """The status vocabulary, one list for screens, email and API."""

    DRAFT = "draft"
    SENT = "sent"
    BEING_LOOKED_AT = "being_looked_at"
    MORE_INFORMATION_ASKED = "more_information_asked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class DeliveryState(StrEnum):
    """Where the decision is on its way to the case-management system."""

    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    DELIVERED = "delivered"
    NEEDS_A_PERSON = "needs_a_person"


@frozen
class Delivery:
    """The state of a decision's delivery; `episode_id` is the case-management system's own once delivered."""

    state: DeliveryState = DeliveryState.NOT_NEEDED
    episode_id: str = ""
    team: str = ""
    reason: str = ""
    """Why a person is needed, in words for the screen."""


@frozen
class Submission:
    """Exactly what was sent: the form, its version and the typed answers as plain data, for ever as asked."""

    form_id: str
    form_version: str
    answers: Mapping[str, Any]
    dropped: tuple[str, ...] = ()
    urgent_and_incomplete: bool = False


@frozen
class Sender:
    """Who sent a contact, as they stood when they sent it."""

    professional_id: str
    name: str
    job_title: str
    agency_id: str
    agency_name: str
    phone: str
    referral_source: str


@frozen
class Contact:
    """One contact with everything that was decided about it.

    Times are UTC. `version` counts changes: whoever writes must have read the latest.
    """

    reference: Reference
    kind: ContactKind
    channel: Channel
    status: Status
    sender: Sender
    child: Child
    category: str
    summary: str
    consent: Consent
    submission: Submission
    sender_priority: Priority
    received_at: datetime
    factors: tuple[str, ...] = ()
    """Census assessment factors that the sender's answers point to (`cin_assessment_factors`)."""
    priority_changes: tuple[PriorityChange, ...] = ()
    holder: Holder | None = None
    questions: tuple[DetailsQuestion, ...] = ()
    decision: Decision | None = None
    withdrawn_reason: str = ""
    delivery: Delivery = field(factory=Delivery)
    version: int = 1

    @property
    def priority(self) -> Priority:
        """The priority in force: triage's latest, or the sender's."""
        return self.priority_changes[-1].to if self.priority_changes else self.sender_priority

    @property
    def open_questions(self) -> tuple[DetailsQuestion, ...]:
        return tuple(question for question in self.questions if question.is_open)
