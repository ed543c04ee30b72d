"""How long until a decision is due, or since when it is late, in words that need no arithmetic."""

from datetime import date, datetime, timedelta

from frontdoor.workflow.deadlines import LONDON

_HOURS_UNTIL_DAYS = 48


def due_in_words(due: datetime, now: datetime) -> str:
    """`due in 3 hours`, `due in less than a minute`, `overdue by 2 days`; whole units, rounded down."""
    return f"overdue by {span(now - due)}" if now > due else f"due in {span(due - now)}"


def span(time: timedelta) -> str:
    """A length of time in its largest useful unit: minutes, then hours, then (from 48 hours) days."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return _many(minutes, "minute")
    hours = minutes // 60
    return _many(hours, "hour") if hours < _HOURS_UNTIL_DAYS else _many(hours // 24, "day")


def age_in_words(birth_date: date | None, now: datetime) -> str:
    """A child's age in London today: `7`, `under 1`, `not born yet`, or `age not known`."""
    if birth_date is None:
        return "age not known"
    today = now.astimezone(LONDON).date()
    if today < birth_date:
        return "not born yet"
    years = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    return str(years) if years else "under 1"


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")
