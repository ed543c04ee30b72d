"""By when the team does something, as its sender reads it: what is late says so, and never reads as a promise."""

from datetime import datetime

from attrs import frozen

from frontdoor_portal.web.display import moment


@frozen
class ByWhen:
    """A sentence; where `is_late`, the page adds whom to call."""

    text: str
    is_late: bool = False


def by_when(whoever_does_it: str, due: datetime, now: datetime) -> ByWhen:
    """`whoever_does_it` completes "... by 5 June", such as `The team decides`."""
    if now > due:
        return ByWhen(f"This is late: it was due by {moment(due)}.", is_late=True)
    return ByWhen(f"{whoever_does_it} by {moment(due)}.")
