"""What screens say of each kind of contact: its own words for what is sent, and what is expected of its sender."""

from collections.abc import Mapping

from attrs import evolve, frozen

from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.kinds import kind_of_form
from frontdoor.domain.triage import Outcome
from frontdoor_portal.web.wording import OUTCOME, STATUS, Word


@frozen
class KindWords:
    """`one` completes "your ...", `verb` "The team ... by Friday"; `whom` is what a column calls whom it is about.

    `again` says what to do where nothing more can be done with this one.
    """

    one: str
    start: str
    sent: str
    received: str
    whom: str
    verb: str
    what_it_is: str
    meanwhile: str
    cannot_wait: str
    in_danger: str
    again: str


KIND_WORDS: Mapping[ContactKind, KindWords] = {
    ContactKind.CAUSE_FOR_CONCERN: KindWords(
        one="concern",
        start="Send a cause for concern",
        sent="Concern sent",
        received="The front door has your concern",
        whom="Child",
        verb="decides",
        what_it_is="This is a contact, and not yet a referral.",
        meanwhile="Keep doing what you do to keep the child safe until you hear.",
        cannot_wait="If the child cannot wait",
        in_danger="If the child is in danger now",
        again="If you are worried, send a new concern.",
    ),
    ContactKind.INFORMATION_REQUEST: KindWords(
        one="request",
        start="Ask for information",
        sent="Request sent",
        received="The front door has your request",
        whom="Who it is about",
        verb="answers",
        what_it_is="This is a request for information. It tells nobody that a child is at risk.",
        meanwhile="The answer comes here in the portal. Do not ask for it by email.",
        cannot_wait="If a child may be at risk",
        in_danger="If a child is in danger now",
        again="If you still need the information, send a new request.",
    ),
    ContactKind.ADULT_CONCERN: KindWords(
        one="concern",
        start="Tell us about an adult at risk",
        sent="Concern about an adult sent",
        received="The front door has your concern about an adult",
        whom="Adult",
        verb="decides",
        what_it_is="This is a contact. The team decides whether it goes to adult social care.",
        meanwhile="Keep doing what you do to keep the adult safe until you hear.",
        cannot_wait="If the adult cannot wait",
        in_danger="If the adult is in danger now",
        again="If you are worried, send a new concern.",
    ),
}

_OF_REQUEST: Mapping[Status, Word] = {
    **STATUS,
    Status.DRAFT: evolve(STATUS[Status.DRAFT], expected="Finish it and send it."),
    Status.SENT: evolve(
        STATUS[Status.SENT], expected="Nothing. The team emails you when an answer is here to be read."
    ),
    Status.BEING_LOOKED_AT: evolve(
        STATUS[Status.BEING_LOOKED_AT], expected="Nothing. Call the team if you need it sooner."
    ),
    Status.MORE_INFORMATION_ASKED: evolve(
        STATUS[Status.MORE_INFORMATION_ASKED],
        meaning="The team cannot answer yet: it has asked the sender a question.",
    ),
    Status.DECIDED: evolve(STATUS[Status.DECIDED], meaning="The team has answered.", expected="Read the answer."),
    Status.WITHDRAWN: evolve(
        STATUS[Status.WITHDRAWN],
        meaning="Whoever sent it, or the lead of their agency, took it back before an answer. It is kept on record.",
        expected="Nothing. If you still need the information, send a new request.",
    ),
}
_OF_ADULT: Mapping[Status, Word] = {
    **STATUS,
    Status.DRAFT: evolve(
        STATUS[Status.DRAFT], expected="Finish it and send it. If the adult is in immediate danger, call 999 now."
    ),
    Status.BEING_LOOKED_AT: evolve(
        STATUS[Status.BEING_LOOKED_AT], expected="Nothing. Call the team if the adult’s situation changes."
    ),
}
_STATUS_OF = {ContactKind.INFORMATION_REQUEST: _OF_REQUEST, ContactKind.ADULT_CONCERN: _OF_ADULT}

_OUTCOME_OF_ADULT: Mapping[Outcome, Word] = {
    **OUTCOME,
    Outcome.NO_FURTHER_ACTION: evolve(
        OUTCOME[Outcome.NO_FURTHER_ACTION], meaning="No service needs to act now, for the reason given."
    ),
    Outcome.ADVICE: evolve(
        OUTCOME[Outcome.ADVICE],
        meaning="The team gives advice; no service takes the adult on.",
        expected="Follow the advice. If things get worse, tell us again.",
    ),
    Outcome.OTHER_COUNCIL: evolve(
        OUTCOME[Outcome.OTHER_COUNCIL],
        meaning="The adult lives in another council’s area, and that council now has it.",
    ),
}


def kind_of(form_id: str) -> ContactKind:
    """The kind whose words a form has; a concern about a child for one that belongs to no kind."""
    return kind_of_form(form_id) or ContactKind.CAUSE_FOR_CONCERN


def words_of_form(form_id: str) -> KindWords:
    return KIND_WORDS[kind_of(form_id)]


def status_word_of(kind: ContactKind, status: Status) -> Word:
    """A status as the sender of this kind reads it."""
    return _STATUS_OF.get(kind, STATUS)[status]


def outcome_word_of(kind: ContactKind, outcome: Outcome) -> Word:
    """An outcome as the sender of this kind reads it."""
    return _OUTCOME_OF_ADULT[outcome] if kind is ContactKind.ADULT_CONCERN else OUTCOME[outcome]
