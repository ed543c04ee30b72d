"""What becomes of a referral in the case system: before a decision what will happen, after it where each part is."""

from attrs import frozen

from frontdoor.connectors.capabilities import Level
from frontdoor_portal.use_cases.filing import FilingState, FilingView
from frontdoor_portal.use_cases.models import HandOff, HandOffKind
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web import wording
from frontdoor_portal.web.display import moment
from frontdoor_portal.web.navigation import HAND_OFFS
from frontdoor_portal.web.wording import Word

_NOTE, _FILE, _ADDED = HandOffKind.CASE_NOTE, HandOffKind.DOCUMENT, HandOffKind.ADDED_INFORMATION
DO_IT = {_NOTE: "Copy the case note", _FILE: "Attach the file", _ADDED: "Copy what was added"}
SEE_IT = {_NOTE: "See the case note", _FILE: "See the file", _ADDED: "See what was added"}
NOT_YET = {_NOTE: "Not copied yet", _FILE: "Not attached yet", _ADDED: "Not copied yet"}
DONE = {_NOTE: "Copied", _FILE: "Attached", _ADDED: "Copied"}


@frozen
class Step:
    """One part of a referral and what happens to it."""

    title: str
    text: str


@frozen
class Followed:
    """Where one part is. `tag` is left out where the text says it all; `href` is where an officer does it by hand."""

    title: str
    text: str
    tag: Word | None = None
    href: str = ""
    link: str = ""


def steps(office: Office) -> tuple[Step, ...]:
    """What happens to the episode, the case note and the concern once a referral is decided."""
    system = office.episodes.description
    return tuple(
        Step(title, wording.what_happens(operation, system.capabilities.level(operation), system.title))
        for operation, title in wording.FOLLOWS.items()
    )


def followed(filings: tuple[FilingView, ...], system: str) -> tuple[Followed, ...]:
    """The case note and the concern of one referral, for the system that readers call `system`."""
    return tuple(_followed(each, system) for each in filings)


def _followed(view: FilingView, system: str) -> Followed:
    kind = view.filing.kind
    called = wording.HAND_OFF[kind].label if kind is _ADDED else wording.FOLLOWS[view.filing.operation]
    title = f"{called} for {system}"
    operation, word = view.filing.operation, wording.FILING.get(view.state)
    if view.hand_off is not None:
        return _by_hand(title, kind, view.hand_off)
    if view.state is FilingState.NOT_PROMISED:
        return Followed(title, wording.what_happens(operation, Level.NONE, system), word)
    if word is not None:
        return Followed(title, word.meaning, word)
    return Followed(title, wording.what_happens(operation, view.level, system))


def _by_hand(title: str, kind: HandOffKind, hand_off: HandOff) -> Followed:
    href = f"{HAND_OFFS}/{hand_off.id}"
    if hand_off.done_at is None:
        return Followed(title, NOT_YET[kind], href=href, link=DO_IT[kind])
    done = f"{DONE[kind]} by {hand_off.done_by} on {moment(hand_off.done_at)}"
    return Followed(title, done, href=href, link=SEE_IT[kind])
