"""A contact as its sender sees it: the status in words, the timeline by role, and no officer's name."""

from datetime import datetime

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Status
from frontdoor.forms import Concept
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.sides import speaks_for_sender
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of
from frontdoor_portal.use_cases.view_contact import ContactView
from frontdoor_portal.web.kind_words import KIND_WORDS, outcome_word_of, status_word_of
from frontdoor_portal.web.wording import EVENT, Word

INSIDE = frozenset(
    {
        EventKind.EPISODE_OPENED,
        EventKind.DELIVERY_NEEDS_A_PERSON,
        EventKind.DELIVERY_TRIED_AGAIN,
        EventKind.ANSWER_PREPARED,
        EventKind.ANSWER_SENT_BACK,
    }
)
"""What the portal and the team do to hand a decision over, or before an answer goes: no business of the sender's.

How often an answer went to and fro, and when, could tell that there was something to think about.
"""

BY_SENDER = frozenset({EventKind.SENT, EventKind.DETAILS_ANSWERED, EventKind.WITHDRAWN})


@frozen
class TimelineEntry:
    """One line of the timeline: what, by which role, when."""

    title: str
    by: str
    at: datetime
    text: str = ""


def status_word(contact: Contact) -> Word:
    """The word on the contact's tag: its status, and once decided its outcome."""
    if contact.decision is not None:
        return outcome_word_of(contact.kind, contact.decision.outcome)
    return status_word_of(contact.kind, contact.status)


def timeline_for_sender(view: ContactView, reader: Professional) -> tuple[TimelineEntry, ...]:
    """What happened, newest first, by role alone."""
    shown = [event for event in view.timeline if event.kind not in INSIDE]
    return tuple(
        TimelineEntry(_title(event, view.contact), _by(event, view.contact, reader), event.at)
        for event in reversed(shown)
    )


def _title(event: Event, contact: Contact) -> str:
    return KIND_WORDS[contact.kind].sent if event.kind is EventKind.SENT else EVENT[event.kind].label


def level_in_words(office: Office, contact: Contact) -> str:
    """The level of need that was decided, where this council's scheme still knows it."""
    scheme = office.rules.need_scheme
    decision = contact.decision
    if decision is None or not decision.level_of_need or decision.need_scheme != f"{scheme.id}/{scheme.version}":
        return ""
    level = scheme.level(decision.level_of_need)
    return f"Level {level.code}, {level.title}: {level.meaning}"


def has_children_in_household(office: Office, contact: Contact) -> bool:
    """Whether a concern about an adult tells of children, about whom a concern of their own is needed."""
    form = form_of(office, contact)
    question = form.supplier(Concept.CHILDREN_IN_HOUSEHOLD) if form else None
    return question is not None and contact.submission.answers.get(question.id) == "yes"


def may_withdraw(contact: Contact, reader: Professional) -> bool:
    """Whether to offer the sender's side to take the contact back; the use case judges again."""
    undecided = contact.status not in {Status.DECIDED, Status.WITHDRAWN}
    return undecided and speaks_for_sender(contact, reader)


def _by(event: Event, contact: Contact, reader: Professional) -> str:
    if not event.by_id:
        return "the portal"
    if event.by_id == reader.id:
        return "you"
    if event.kind in BY_SENDER:
        return contact.sender.agency_name
    return "the front door team"
