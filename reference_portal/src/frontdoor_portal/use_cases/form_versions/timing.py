"""When a version is to come into force, typed in London's time and kept in UTC."""

import re
from datetime import UTC, date, datetime, time

from frontdoor.workflow.deadlines import LONDON

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_WORDS = {"midday": time(12), "noon": time(12), "midnight": time(0)}


class NoSuchTime(ValueError):
    """A date or time that cannot be read, or that the clocks leave out. The message is for the field named `field`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def moment_typed(day: str, month: str, year: str, clock: str) -> datetime:
    """The instant in UTC that a date and a time mean in London. Raises `NoSuchTime`.

    In the hour that comes twice when the clocks go back, the first is meant: what is published then is not late.
    """
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise NoSuchTime("day", "Enter a real date, like 30 11 2026") from None
    local = datetime.combine(on, time_typed(clock), LONDON)
    instant = local.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(
            "clock", "There is no such time on that day, because the clocks go forward. Enter a later time"
        )
    return instant


def time_typed(clock: str) -> time:
    """A time of the day as people write it: `7:30am`, `19:30`, `7pm`, `midday`. Raises `NoSuchTime`."""
    text = clock.strip().lower()
    if text in _WORDS:
        return _WORDS[text]
    found = _TIME.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        raise NoSuchTime("clock", "Enter a time, like 7:30am or 19:30")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise NoSuchTime("clock", "Enter a time, like 7:30am or 19:30")
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise NoSuchTime("clock", "Enter a time, like 7:30am or 19:30") from None
