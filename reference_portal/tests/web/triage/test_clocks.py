"""Times and ages as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from frontdoor_portal.web.triage.clocks import age_in_words, due_in_words

NOW = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(), "due in less than a minute"),
        (timedelta(seconds=59), "due in less than a minute"),
        (timedelta(minutes=1), "due in 1 minute"),
        (timedelta(minutes=59, seconds=59), "due in 59 minutes"),
        (timedelta(hours=1), "due in 1 hour"),
        (timedelta(hours=3, minutes=59), "due in 3 hours"),
        (timedelta(hours=47, minutes=59), "due in 47 hours"),
        (timedelta(hours=48), "due in 2 days"),
        (timedelta(microseconds=-1), "overdue by less than a minute"),
        (timedelta(hours=-2), "overdue by 2 hours"),
        (timedelta(days=-9), "overdue by 9 days"),
    ],
)
def test_how_long_is_left(left: timedelta, words: str) -> None:
    assert due_in_words(NOW + left, NOW) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (None, "age not known"),
        (date(2026, 6, 5), "not born yet"),
        (date(2026, 6, 4), "under 1"),
        (date(2025, 6, 5), "under 1"),
        (date(2025, 6, 4), "1"),
        (date(2016, 2, 29), "10"),
    ],
)
def test_how_old_a_child_is(born: date | None, words: str) -> None:
    assert age_in_words(born, NOW) == words


def test_a_birthday_begins_in_london() -> None:
    assert age_in_words(date(2016, 6, 5), datetime(2026, 6, 4, 23, 0, tzinfo=UTC)) == "10"
