"""How long a system asks us to stay away: the header Retry-After (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

UNSAID = 5.0
"""Seconds to wait where the system does not say for how long, or says nothing that can be read."""

LONGEST = 900.0
"""Seconds. What asks for more waits no longer: an urgent referral must not stand still for a wrong number."""

_SECONDS = re.compile(r"[0-9]{1,15}")


def seconds_to_wait(retry_after: str) -> float:
    """The seconds that a Retry-After says, itself or as a date, from now on; `UNSAID` for an empty or a strange one."""
    said = retry_after.strip()
    return min(float(said) if _SECONDS.fullmatch(said) else _until(said), LONGEST)


def _until(date: str) -> float:
    try:
        until = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return UNSAID
    # A date without a zone is one in UTC (RFC 9110, section 5.6.7).
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
