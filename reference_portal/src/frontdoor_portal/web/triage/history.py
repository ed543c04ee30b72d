"""What happened to a contact, newest first, with the names and reasons that only the team reads."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from frontdoor.domain.triage import Outcome
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.web import wording


@frozen
class Entry:
    """One entry of the `timeline` macro."""

    title: str
    by: str
    at: datetime
    text: str


def history(events: Sequence[Event]) -> tuple[Entry, ...]:
    return tuple(
        Entry(wording.EVENT[event.kind].label, event.by_name, event.at, _detail(event)) for event in reversed(events)
    )


def _detail(event: Event) -> str:
    match event.kind:
        case EventKind.DECIDED | EventKind.ANSWER_PREPARED | EventKind.ANSWER_RELEASED:
            return wording.OUTCOME[Outcome(event.detail)].label
        case EventKind.EPISODE_OPENED:
            return f"Episode {event.detail}"
    return event.detail
