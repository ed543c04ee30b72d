"""Times and dates for templates, written as `use_cases.telling_time` writes them, and how long a decision may take."""

from collections.abc import Callable, Mapping
from typing import Any

from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor_portal.use_cases.telling_time import clock, day, moment

__all__ = ["FILTERS", "clock", "day", "decision_time", "moment"]


def decision_time(policy: ClockPolicy) -> str:
    """How long the team has for a decision as this council counts it: `24 hours, not counting weekends and ...`."""
    hours = f"{policy.decision_hours} hour{'' if policy.decision_hours == 1 else 's'}"
    uncounted = (
        *(["weekends and bank holidays"] if policy.hours_skip_days_off else []),
        *(["the time until you answer a question"] if policy.pause_while_waiting else []),
    )
    return f"{hours}, not counting {' or '.join(uncounted)}" if uncounted else hours


FILTERS: Mapping[str, Callable[..., Any]] = {"day": day, "clock": clock, "moment": moment}
"""What templates use: `{{ contact.received_at | moment }}`."""
