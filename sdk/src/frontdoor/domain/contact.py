"""A contact: whatever reaches the front door about somebody, from receipt to decision."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from frontdoor.domain.after_sending import Addition, SecondLook, SecondLookAnswer, WithdrawalReason
from frontdoor.domain.answering import InformationAnswer
from frontdoor.domain.consent import Consent
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Adult, Child, PersonName
from frontdoor.domain.triage import (
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    OfferedRecord,
    Priority,
    PriorityChange,
    RecordChoice,
)


class ContactKind(StrEnum):
    CAUSE_FOR_CONCERN = "cause_for_concern"
    INFORMATION_REQUEST = "information_request"
    ADULT_CONCERN = "adult_concern"


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
    """Where the decision is on its way to the case-management system.

    `QUEUED`: a file or message waits for the system to take it in. `BY_HAND`: an officer opens the episode.
    """

    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    QUEUED = "queued"
    BY_HAND = "by_hand"
    DELIVERED = "delivered"
    NEEDS_A_PERSON = "needs_a_person"


@frozen
class Delivery:
    """The state of a decision's delivery; `episode_id` is the case-management system's own once delivered.

    `ticket` names the file or message that was queued, for as long as there is no episode. `person_id` is the record
    that the system made with the episode, where the child had none. `offered` are records among which an officer must
    choose before anything is made. `system` is the name of the connector whose system has the episode.
    """

    state: DeliveryState = DeliveryState.NOT_NEEDED
    episode_id: str = ""
    team: str = ""
    reason: str = ""
    """Why a person is needed, in words for the screen."""
    ticket: str = ""
    person_id: str = ""
    offered: tuple[OfferedRecord, ...] = ()
    system: str = ""


@frozen
class Submission:
    """Exactly what was sent: the form, its version and the typed answers as plain data, for ever as asked.

    A form about several children becomes a contact for each: `child_number` says which of its children this one is
    about, 0 for the one it began with, and `together` names the other contacts.
    """

    form_id: str
    form_version: str
    answers: Mapping[str, Any]
    dropped: tuple[str, ...] = ()
    urgent_and_incomplete: bool = False
    child_number: int = 0
    together: tuple[Reference, ...] = ()

    @property
    def child_of_several(self) -> str:
        """“child 2 of 3”, the one that the form began with being the first; empty where the form has one child."""
        return f"child {self.child_number + 1} of {len(self.together) + 1}" if self.together else ""


@frozen
class PassedOn:
    """That an officer passed a contact on to another service: when, and the reference it was given there."""

    reference: str
    on: date
    by: str
    at: datetime


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
    reply_address: str = ""
    preferred_times: str = ""


@frozen
class Contact:
    """One contact with everything that was decided about it.

    Times are UTC. `version` counts changes: whoever writes must have read the latest. Where it is about an adult,
    `adult` says whom and `child` is empty, so that nobody is ever looked for among children who is none.
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
    record_choice: RecordChoice | None = None
    withdrawn_reason: str = ""
    """What the sender wrote of the reason. A withdrawal from before reasons had codes has nothing else."""
    delivery: Delivery = field(factory=Delivery)
    adult: Adult | None = None
    answer: InformationAnswer | None = None
    """The answer to a request for information, once an officer prepared one."""
    passed_on: PassedOn | None = None
    version: int = 1
    withdrawn_as: WithdrawalReason | None = None
    additions: tuple[Addition, ...] = ()
    second_looks: tuple[SecondLook, ...] = ()
    earlier_decisions: tuple[Decision, ...] = ()
    """Decisions that a second look changed, oldest first: they stay on record."""
    kept_from_lead: bool = False
    """Whether the lead of the sender's agency does not see it: it tells of a worker, who may be the lead."""

    @property
    def about(self) -> PersonName:
        """The name of whom it is about, child or adult."""
        return self.adult.name if self.adult is not None else self.child.name

    @property
    def priority(self) -> Priority:
        """The priority in force: triage's latest, or the sender's."""
        return self.priority_changes[-1].to if self.priority_changes else self.sender_priority

    @property
    def record(self) -> ChosenRecord | None:
        """Whose record it is: as an officer chose last, or as it was decided. None where no episode opens.

        A decision that a second look changed counts on where it had opened an episode: that is still there.
        """
        if self.record_choice is not None:
            return self.record_choice.record
        if self.decision is not None and self.decision.record is not None:
            return self.decision.record
        opened = self.delivery.state is DeliveryState.DELIVERED
        records = (each.record for each in reversed(self.earlier_decisions) if each.record is not None)
        return next(records, None) if opened else None

    @property
    def latest_decision(self) -> Decision | None:
        """The decision in force, or while the contact is being decided again the one before."""
        return self.decision or (self.earlier_decisions[-1] if self.earlier_decisions else None)

    @property
    def officer_id(self) -> str:
        """Whoever decided it, or holds it until it is decided; empty where nobody does, or the id was not kept."""
        if self.decision is not None:
            return self.decision.decider_id
        return self.holder.officer_id if self.holder is not None else ""

    @property
    def open_second_look(self) -> SecondLook | None:
        return next((look for look in self.second_looks if look.is_open), None)

    @property
    def clock_began(self) -> datetime:
        """From when a decision is due: receipt, or the moment at which a second look asked for another."""
        changed = (look.answered_at for look in self.second_looks if look.answer is SecondLookAnswer.CHANGED)
        return max((at for at in changed if at is not None), default=self.received_at)

    @property
    def unread(self) -> tuple[str, ...]:
        """Ids of what the sender's side added or answered and no officer has read."""
        return (
            *(each.id for each in self.additions if each.is_unread),
            *(each.id for each in self.questions if each.is_unread),
        )

    @property
    def person_id(self) -> str:
        """The child's record in the system that has the episode, as far as it is known: chosen, or made with it.

        What was chosen in another system than has the episode is left out: its number may be somebody else's there.
        """
        chosen, system = self.record, self.delivery.system
        if chosen is None or not chosen.person_id or (system and chosen.system not in {"", system}):
            return self.delivery.person_id
        return chosen.person_id

    @property
    def open_questions(self) -> tuple[DetailsQuestion, ...]:
        return tuple(question for question in self.questions if question.is_open)
