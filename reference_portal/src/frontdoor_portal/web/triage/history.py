"""What happened to a contact, newest first, with the names and reasons that only the team reads."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from frontdoor.domain.after_sending import AdditionReason, SecondLookReason, WithdrawalReason
from frontdoor.domain.contact import ContactKind
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.web import wording
from frontdoor_portal.web.kind_words import KIND_WORDS


@frozen
class Entry:
    """One entry of the `timeline` macro."""

    title: str
    by: str
    at: datetime
    text: str


def history(events: Sequence[Event], kind: ContactKind = ContactKind.CAUSE_FOR_CONCERN) -> tuple[Entry, ...]:
    labels = {each: word.label for each, word in wording.EVENT.items()} | {EventKind.SENT: KIND_WORDS[kind].sent}
    return tuple(Entry(labels[event.kind], event.by_name, event.at, _detail(event)) for event in reversed(events))


def _detail(event: Event) -> str:
    match event.kind:
        case EventKind.DECIDED | EventKind.ANSWER_PREPARED | EventKind.ANSWER_RELEASED:
            return wording.OUTCOME[Outcome(event.detail)].label
        case EventKind.EPISODE_OPENED:
            return f"Episode {event.detail}"
        case EventKind.INFORMATION_ADDED:
            return wording.ADDITION[AdditionReason(event.detail)].label
        case EventKind.SECOND_LOOK_ASKED:
            return wording.SECOND_LOOK_REASON[SecondLookReason(event.detail)].label
        case EventKind.WITHDRAWN:
            # Before reasons had codes, what was written was all there was.
            code, _, details = event.detail.partition(": ")
            if code in set(WithdrawalReason):
                return ": ".join(filter(None, (wording.WITHDRAWAL[WithdrawalReason(code)].label, details)))
    return event.detail
