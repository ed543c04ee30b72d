"""How times and dates are written, on screens and in what other systems are sent: London's clock, in GOV.UK style."""

from datetime import date, datetime

from frontdoor.workflow.deadlines import LONDON


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


def _in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown")
    return value.astimezone(LONDON)
