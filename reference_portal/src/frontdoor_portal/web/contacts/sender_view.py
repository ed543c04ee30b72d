"""A contact as its sender sees it: the status in words, the timeline by role, and no officer's name."""

from datetime import datetime

from attrs import evolve, frozen

from frontdoor.domain.after_sending import Addition
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.triage import DetailsQuestion
from frontdoor.forms import Concept
from frontdoor.workflow.carrying_out.second_looks import may_ask_until
from frontdoor.workflow.commands import AddInformation, AnswerDetails, AskSecondLook
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.sides import speaks_for_sender
from frontdoor.workflow.transitions import NotAllowed, cell_of
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of
from frontdoor_portal.use_cases.sent_questions import SentQuestion
from frontdoor_portal.use_cases.view_contact import ContactView
from frontdoor_portal.web.contacts.by_when import ByWhen, by_when, team_by_when, word_by_when
from frontdoor_portal.web.kind_words import KIND_WORDS, outcome_word_of, status_word_of
from frontdoor_portal.web.wording import ADDITION, EVENT, Word

BEFORE_AN_ANSWER = frozenset({EventKind.ANSWER_PREPARED, EventKind.ANSWER_SENT_BACK})
"""How an answer went to and fro before it went out: for those alone who work on it.

How often, and when, could tell that there was something to think about.
"""

INSIDE = BEFORE_AN_ANSWER | frozenset(
    {
        EventKind.EPISODE_OPENED,
        EventKind.EPISODE_QUEUED,
        EventKind.DELIVERY_NEEDS_A_PERSON,
        EventKind.DELIVERY_TRIED_AGAIN,
        EventKind.DELIVERY_DOUBTED,
        EventKind.RECORD_CHOSEN,
    }
)
"""What the portal and the team do to hand a decision over, or before an answer goes: no business of the sender's."""

BY_SENDER = frozenset({EventKind.SENT, EventKind.DETAILS_ANSWERED, EventKind.WITHDRAWN, EventKind.INFORMATION_ADDED})


@frozen
class TimelineEntry:
    """One line of the timeline: what, by which role, when."""

    title: str
    by: str
    at: datetime
    text: str = ""


@frozen
class AskedQuestion:
    """A question of the team. `about` is the question of the form that it is about, if any."""

    number: int
    question: DetailsQuestion
    about: SentQuestion | None


@frozen
class Added:
    """Something that was added. `about` is the question of the form whose answer it corrects, if any."""

    addition: Addition
    reason: Word
    about: SentQuestion | None


def status_word(contact: Contact) -> Word:
    """The word on the contact's tag: its status, and once decided its outcome."""
    if contact.decision is not None:
        return outcome_word_of(contact.kind, contact.decision.outcome)
    return status_word_of(contact.kind, contact.status)


def word_on_page(office: Office, view: ContactView, reader: Professional) -> Word:
    """The same where there is room to explain it: who took it back, and nothing of an answer that they cannot read."""
    contact = view.contact
    word = status_word(contact)
    if contact.status in UNDECIDED:
        return word_by_when(word, decided_by_when(office, view), is_asked=bool(contact.open_questions))
    if contact.answer is not None and contact.answer.released_at is not None and not view.may_read_answer:
        return evolve(word, meaning="", expected="")
    if contact.status is not Status.WITHDRAWN:
        return word
    is_sender = reader.id == contact.sender.professional_id
    by = "You" if is_sender else contact.sender.name
    if view.withdrawn_by_lead:
        by = f"The lead of {contact.sender.agency_name}"
        asked = f"Talk to the lead if the team should work on it. {KIND_WORDS[contact.kind].again}"
        word = evolve(word, expected=f"{asked} You do not need their agreement." if is_sender else word.expected)
    return evolve(word, meaning=f"{by} took it back. The team does not work on it any more. It is kept on record.")


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
    undecided = contact.status in UNDECIDED and not contact.earlier_decisions
    return undecided and speaks_for_sender(contact, reader)


def takes_answers(contact: Contact) -> bool:
    """Whether an answer to the team's questions can still be taken: deciding and withdrawing leave them open."""
    return not isinstance(cell_of(contact, AnswerDetails), NotAllowed)


def may_add(contact: Contact, reader: Professional) -> bool:
    """Whether to offer the sender's side to add something."""
    is_open = not isinstance(cell_of(contact, AddInformation), NotAllowed)
    return is_open and speaks_for_sender(contact, reader)


def second_look_ends(office: Office, contact: Contact) -> datetime | None:
    """Until when the sender's side may ask for a second look; None where they may not, or no more."""
    until = may_ask_until(contact, office.rules)
    return until if until is not None and office.now() <= until else None


def may_ask_second_look(office: Office, contact: Contact, reader: Professional) -> bool:
    """Whether to offer a second look: to the sender's side in its time, to an officer while none is asked for."""
    if isinstance(cell_of(contact, AskSecondLook), NotAllowed) or contact.open_second_look is not None:
        return False
    if speaks_for_sender(contact, reader):
        return second_look_ends(office, contact) is not None
    return may(reader, Permission.TRIAGE)


def decided_by_when(office: Office, view: ContactView) -> ByWhen:
    """By when the team decides or answers."""
    return team_by_when(view.contact.kind, view.deadlines.decision_due, office.now())


def second_look_by_when(office: Office, contact: Contact) -> ByWhen | None:
    """By when the second look is answered that is open, if one is."""
    look = contact.open_second_look
    return by_when("A manager who did not decide answers", look.due_at, office.now()) if look else None


def asked_questions(view: ContactView) -> tuple[AskedQuestion, ...]:
    """The team's questions, oldest first, each with the question of the form that it is about and its answer then."""
    return tuple(
        AskedQuestion(number, question, view.questions.get(question.about))
        for number, question in enumerate(view.contact.questions, start=1)
    )


def added(view: ContactView) -> tuple[Added, ...]:
    """What was added, in order, each with the question of the form that it corrects."""
    return tuple(
        Added(addition, ADDITION[addition.reason], view.questions.get(addition.question_id))
        for addition in view.contact.additions
    )


def _asked_by_senders_side(event: Event, contact: Contact) -> bool:
    """Whether it is a second look that the sender's side asked for: an officer may ask as well."""
    asked = {(look.asked_by_id, look.asked_at) for look in contact.second_looks if not look.by_team}
    return event.kind is EventKind.SECOND_LOOK_ASKED and (event.by_id, event.at) in asked


def _by(event: Event, contact: Contact, reader: Professional) -> str:
    if not event.by_id:
        return "the portal"
    if event.by_id == reader.id:
        return "you"
    if event.kind in BY_SENDER or _asked_by_senders_side(event, contact):
        agency = contact.sender.agency_name
        return agency if event.by_id == contact.sender.professional_id else f"the lead of {agency}"
    return "the front door team"
