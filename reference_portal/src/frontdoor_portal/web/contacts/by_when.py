"""By when the team does something, as its sender reads it: what is late says so, and never reads as a promise."""

from datetime import datetime

from attrs import evolve, frozen

from frontdoor.domain.contact import ContactKind
from frontdoor_portal.web.display import moment
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.wording import Word


@frozen
class ByWhen:
    """A sentence. Where `is_late`, the page adds whom to call; where `is_stopped`, no clock runs."""

    text: str
    is_late: bool = False
    is_stopped: bool = False


def by_when(whoever_does_it: str, due: datetime, now: datetime) -> ByWhen:
    """`whoever_does_it` completes "... by 5 June", such as `The team decides`."""
    if now > due:
        return ByWhen(f"This is late: it was due by {moment(due)}.", is_late=True)
    return ByWhen(f"{whoever_does_it} by {moment(due)}.")


def team_by_when(kind: ContactKind, due: datetime | None, now: datetime) -> ByWhen:
    """By when the team decides or answers; without `due` its clock is stopped."""
    if due is None:
        return ByWhen("The clock is stopped until you answer.", is_stopped=True)
    return by_when(f"The team {KIND_WORDS[kind].verb}", due, now)


def word_by_when(word: Word, team: ByWhen, *, is_asked: bool) -> Word:
    """A word before the decision: where the team is late, nobody is told to wait who is not asked anything."""
    return evolve(word, expected="") if team.is_late and not is_asked else word
