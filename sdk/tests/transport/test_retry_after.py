"""How long to stay away is what the system says, within reason, and never a crash."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from frontdoor.transport.retry_after import LONGEST, UNSAID, seconds_to_wait


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("2", 2.0),
        (" 2 ", 2.0),
        ("0", 0.0),
        ("899", 899.0),
        ("999999999999999", LONGEST),
        ("Fri, 20 Nov 2020 09:00:00 GMT", 0.0),
        ("Fri, 20 Nov 2020 09:00:00 -0000", 0.0),
        ("Thu, 20 Nov 9999 09:00:00 GMT", LONGEST),
    ],
)
def test_what_is_said_counts_within_reason(said: str, seconds: float) -> None:
    assert seconds_to_wait(said) == seconds


@pytest.mark.parametrize(
    "said",
    [
        *("", "soon", "-3", "1.5", "²", "２"),
        "Mon, 1 Jan 99999999999999999999 00:00:00 GMT",
        "Thu, 1 Jan 2026 00:00:00 +99999999999999999999",
        "Thu, 1 Jan 2026 25:00:00 GMT",
    ],
)
def test_what_cannot_be_read_counts_as_not_said(said: str) -> None:
    assert seconds_to_wait(said) == UNSAID


def test_a_date_counts_from_now() -> None:
    in_ten_minutes = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)

    assert 500 < seconds_to_wait(in_ten_minutes) <= 600


@given(some.text(max_size=80))
def test_any_text_at_all_is_some_seconds(said: str) -> None:
    assert 0.0 <= seconds_to_wait(said) <= LONGEST
