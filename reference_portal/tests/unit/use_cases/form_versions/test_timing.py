"""A time to publish is typed as London's, also where the clocks change."""

from datetime import UTC, datetime

import pytest

from frontdoor_portal.use_cases.form_versions.timing import NoSuchTime, moment_typed, time_typed


@pytest.mark.parametrize(
    ("date", "clock", "utc"),
    [
        (("30", "11", "2026"), "7:30am", datetime(2026, 11, 30, 7, 30, tzinfo=UTC)),
        (("30", "6", "2026"), "00:15", datetime(2026, 6, 29, 23, 15, tzinfo=UTC)),
        (("28", "3", "2027"), "2am", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (("25", "10", "2026"), "1.30 am", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (("25", "10", "2026"), "2am", datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (("1", "1", "2027"), "Midnight", datetime(2027, 1, 1, tzinfo=UTC)),
        (("1", "1", "2027"), "12pm", datetime(2027, 1, 1, 12, tzinfo=UTC)),
        (("1", "1", "2027"), "12:05am", datetime(2027, 1, 1, 0, 5, tzinfo=UTC)),
    ],
)
def test_a_date_and_a_time_are_londons(date: tuple[str, str, str], clock: str, utc: datetime) -> None:
    assert moment_typed(*date, clock) == utc


def test_an_hour_that_the_clocks_leave_out_is_told_and_not_guessed() -> None:
    with pytest.raises(NoSuchTime, match="the clocks go forward") as problem:
        moment_typed("28", "3", "2027", "1:30am")
    assert problem.value.field == "clock"


@pytest.mark.parametrize("date", [("31", "2", "2027"), ("x", "1", "2027"), ("", "", ""), ("1", "13", "2027")])
def test_a_date_that_is_none_is_told_at_the_date(date: tuple[str, str, str]) -> None:
    with pytest.raises(NoSuchTime) as problem:
        moment_typed(*date, "7am")
    assert problem.value.field == "day"


@pytest.mark.parametrize("clock", ["", "7", "25:00", "7:75", "13pm", "0am", "soon", "7:3am"])
def test_a_time_that_is_none_is_told_at_the_time(clock: str) -> None:
    with pytest.raises(NoSuchTime) as problem:
        time_typed(clock)
    assert problem.value.field == "clock"
