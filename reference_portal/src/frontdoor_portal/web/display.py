"""How times and dates are written on every page: London's clock, in GOV.UK style."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from frontdoor.workflow.deadlines import ClockPolicy

LONDON = ZoneInfo("Europe/London")


def day(value: date) -> str:
    """`4 June 2026`; the day of a moment is London's."""
    if isinstance(value, datetime):
        value = _in_london(value).date()
    return f"{value.day} {value:%B %Y}"


def clock(moment: datetime) -> str:
    """`9:32am`, `9am`, `midday`, `midnight`."""
    local = _in_london(moment)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def moment(value: datetime) -> str:
    """`4 June 2026 at 9:32am`."""
    return f"{day(value)} at {clock(value)}"


def decision_time(policy: ClockPolicy) -> str:
    """How long the team has for a decision as this council counts it: `24 hours, not counting weekends and ...`."""
    hours = f"{policy.decision_hours} hour{'' if policy.decision_hours == 1 else 's'}"
    uncounted = (
        *(["weekends and bank holidays"] if policy.hours_skip_days_off else []),
        *(["the time until you answer a question"] if policy.pause_while_waiting else []),
    )
    return f"{hours}, not counting {' or '.join(uncounted)}" if uncounted else hours


def _in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown")
    return value.astimezone(LONDON)


FILTERS: Mapping[str, Callable[..., Any]] = {"day": day, "clock": clock, "moment": moment}
"""What templates use: `{{ contact.received_at | moment }}`."""
