"""The clocks: nights when clocks change, weekends, bank holidays, opening hours and waits for an answer."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.workflow.people import ASKED, NOW, OFFICER, REFERRED, SENT, TAKEN, TEACHER

from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.triage import DetailsQuestion
from frontdoor.workflow.bank_holidays import england_and_wales
from frontdoor.workflow.deadlines import (
    LONDON,
    ClockPolicy,
    Deadlines,
    WorkingCalendar,
    after_hours,
    after_working_days,
    deadlines_of,
)

CALENDAR = england_and_wales()
PLAIN = ClockPolicy()
SKIPPING = ClockPolicy(hours_skip_days_off=True)
PAUSING = ClockPolicy(pause_while_waiting=True)


def london(text: str) -> datetime:
    """A time on the office clock, in UTC as it is stored."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def received(text: str, *waits: tuple[str, str | None], status: Status = Status.BEING_LOOKED_AT) -> Contact:
    """A contact received at a time on the office clock, with questions asked and answered at others."""
    questions = tuple(
        DetailsQuestion(
            f"q{number}",
            "Which days?",
            OFFICER.name,
            london(asked),
            *(("Monday", TEACHER.name, london(answered)) if answered else ()),
        )
        for number, (asked, answered) in enumerate(waits)
    )
    return evolve(TAKEN, received_at=london(text), questions=questions, status=status)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-06-04T10:00", "2026-06-05T10:00"),
        ("2026-10-24T12:00", "2026-10-25T11:00"),  # the night has an hour more: 24 hours end an hour earlier
        ("2027-03-27T12:00", "2027-03-28T13:00"),  # and here an hour less
        ("2026-12-24T16:00", "2026-12-25T16:00"),
    ],
    ids=["ordinary", "clocks go back", "clocks go forward", "Christmas"],
)
def test_24_hours_are_counted_as_they_are_lived(start: str, due: str) -> None:
    assert deadlines_of(received(start), PLAIN, CALENDAR).decision_due == london(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-06-04T10:00", "2026-06-05T10:00"),
        ("2026-06-05T22:00", "2026-06-08T22:00"),
        ("2026-06-06T10:00", "2026-06-09T00:00"),
        ("2026-06-07T23:59", "2026-06-09T00:00"),
        ("2026-12-24T16:00", "2026-12-29T16:00"),
        ("2026-10-23T12:00", "2026-10-26T12:00"),
        ("2027-03-25T12:00", "2027-03-30T12:00"),
    ],
    ids=["weekday", "Friday", "Saturday", "Sunday", "Christmas", "clocks go back", "Easter"],
)
def test_hours_of_days_off_do_not_count_where_the_council_says_so(start: str, due: str) -> None:
    assert deadlines_of(received(start), SKIPPING, CALENDAR).decision_due == london(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-06-04T10:15", "2026-06-05T10:15"),
        ("2026-06-04T06:00", "2026-06-05T09:00"),
        ("2026-06-04T16:59", "2026-06-05T16:59"),
        ("2026-06-04T17:00", "2026-06-08T09:00"),
        ("2026-06-05T10:15", "2026-06-08T10:15"),
        ("2026-06-05T19:30", "2026-06-09T09:00"),
        ("2026-06-06T11:00", "2026-06-09T09:00"),
        ("2026-12-24T10:15", "2026-12-29T10:15"),
        ("2026-12-26T10:15", "2026-12-30T09:00"),
        ("2027-03-26T10:15", "2027-03-31T09:00"),
        ("2026-10-23T10:15", "2026-10-26T10:15"),
        ("2027-03-25T10:15", "2027-03-30T10:15"),
    ],
    ids=[
        "weekday",
        "before opening",
        "last minute",
        "at closing",
        "Friday",
        "Friday evening",
        "Saturday",
        "Christmas Eve",
        "Boxing Day on a Saturday",
        "Good Friday",
        "clocks go back",
        "Maundy Thursday and clocks go forward",
    ],
)
def test_one_working_day_is_the_same_time_on_the_next(start: str, due: str) -> None:
    assert deadlines_of(received(start), PLAIN, CALENDAR).working_day_due == london(due)


def test_a_council_keeps_its_own_hours_and_counts() -> None:
    policy = ClockPolicy(decision_hours=48, decision_working_days=2, opens=time(8), closes=time(18))

    assert deadlines_of(received("2026-06-04T17:30"), policy, CALENDAR) == Deadlines(
        london("2026-06-06T17:30"), london("2026-06-08T17:30")
    )


def test_a_council_adds_and_removes_bank_holidays() -> None:
    added, removed = date(2026, 6, 5), date(2026, 12, 25)

    calendar = england_and_wales([added], [removed])

    assert calendar == WorkingCalendar((CALENDAR.bank_holidays | {added}) - {removed})
    assert (calendar.is_working_day(added), calendar.is_working_day(removed)) == (False, True)


def test_the_published_bank_holidays_are_those_another_package_computes() -> None:
    years = {day.year for day in CALENDAR.bank_holidays}
    assert len(years) >= 5

    computed = holidays.country_holidays("GB", subdiv="ENG", years=years)
    # One package lists a holiday that falls on a weekend and its substitute day, the other the substitute alone.
    assert {day for day in CALENDAR.bank_holidays if day.weekday() < 5} == {
        day for day in computed if day.weekday() < 5
    }


def test_a_clock_that_does_not_pause_runs_on_through_questions() -> None:
    asked = received("2026-06-04T10:00", ("2026-06-04T11:00", "2026-06-04T15:00"))

    assert deadlines_of(asked, PLAIN, CALENDAR) == deadlines_of(evolve(asked, questions=()), PLAIN, CALENDAR)


def test_a_paused_clock_has_no_due_time_and_nothing_is_overdue() -> None:
    paused = deadlines_of(ASKED, PAUSING, CALENDAR)

    assert (paused, paused.is_paused, paused.is_overdue(NOW + timedelta(days=9))) == (
        Deadlines(None, None),
        True,
        False,
    )


@pytest.mark.parametrize(
    ("waits", "hours"),
    [
        ([("11:00", "13:00")], 2),
        ([("11:00", "13:00"), ("14:00", "15:00")], 3),
        ([("11:00", "13:00"), ("12:00", "15:00")], 4),
        ([("11:00", "16:00"), ("12:00", "13:00")], 5),
        ([("11:00", "13:00"), ("11:00", "13:00")], 2),
        ([("12:00", "13:00"), ("11:00", "12:00")], 2),
        ([("11:00", "11:00")], 0),
    ],
    ids=["one", "two", "overlapping", "one within another", "the same", "one after another", "answered at once"],
)
def test_time_waited_is_added_once(waits: list[tuple[str, str]], hours: int) -> None:
    contact = received("2026-06-04T10:00", *((f"2026-06-04T{asked}", f"2026-06-04T{told}") for asked, told in waits))

    assert deadlines_of(contact, PAUSING, CALENDAR) == Deadlines(
        london("2026-06-05T10:00") + timedelta(hours=hours), london("2026-06-05T10:00") + timedelta(hours=hours)
    )


@pytest.mark.parametrize(
    ("asked", "told", "due"),
    [
        ("2026-06-05T13:00", "2026-06-08T13:00", "2026-06-09T12:00"),
        ("2026-06-06T10:00", "2026-06-07T10:00", "2026-06-08T12:00"),
        ("2026-06-07T12:00", "2026-06-08T06:00", "2026-06-08T18:00"),
    ],
    ids=["over the weekend", "within the weekend", "into Monday"],
)
def test_hours_that_are_off_and_waited_are_left_out_once(asked: str, told: str, due: str) -> None:
    policy = ClockPolicy(hours_skip_days_off=True, pause_while_waiting=True)

    contact = received("2026-06-05T12:00", (asked, told))

    assert deadlines_of(contact, policy, CALENDAR).decision_due == london(due)


def test_a_question_left_open_by_the_decision_kept_the_clock_waiting_until_then() -> None:
    contact = evolve(REFERRED, questions=ASKED.questions)
    waited = NOW - ASKED.questions[0].asked_at

    assert deadlines_of(contact, PAUSING, CALENDAR).decision_due == SENT.received_at + timedelta(hours=24) + waited


@pytest.mark.parametrize(
    ("past", "overdue"), [(timedelta(0), False), (timedelta(microseconds=1), True)], ids=["on time", "late"]
)
def test_a_decision_is_overdue_once_its_time_is_past(past: timedelta, overdue: bool) -> None:
    due = deadlines_of(SENT, PLAIN, CALENDAR)
    assert due.decision_due is not None

    assert due.is_overdue(due.decision_due + past) is overdue


moments = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
later_by = st.timedeltas(timedelta(0), timedelta(days=5))
bands = st.sampled_from([(time(9), time(17)), (time(0), time(23, 59)), (time(8, 30), time(12))])


@given(moments, later_by, st.integers(1, 72), st.booleans())
def test_a_later_start_never_gives_an_earlier_hour(
    start: datetime, by: timedelta, hours: int, skip_days_off: bool
) -> None:
    first, second = (after_hours(at, hours, CALENDAR, skip_days_off=skip_days_off) for at in (start, start + by))

    assert first <= second


@given(moments, later_by, st.integers(1, 5), bands)
def test_a_later_start_never_gives_an_earlier_working_day(
    start: datetime, by: timedelta, days: int, band: tuple[time, time]
) -> None:
    policy = ClockPolicy(opens=band[0], closes=band[1])

    first, second = (after_working_days(at, days, policy, CALENDAR) for at in (start, start + by))

    assert first <= second


@given(moments, st.integers(1, 72))
def test_a_working_day_due_is_in_office_hours(start: datetime, days: int) -> None:
    due = after_working_days(start, days, PLAIN, CALENDAR).astimezone(LONDON)

    assert CALENDAR.is_working_day(due.date())
    assert PLAIN.opens <= due.time() < PLAIN.closes


@given(moments, st.integers(1, 72), st.lists(st.tuples(moments, later_by), max_size=4))
def test_a_due_hour_never_falls_in_a_wait_and_leaves_exactly_the_hours_outside(
    start: datetime, hours: int, begun: list[tuple[datetime, timedelta]]
) -> None:
    # Brought close to the start, so that waits matter.
    waits = sorted((start + (at - start) % timedelta(days=4), lasted) for at, lasted in begun)
    spans = [(at, at + lasted) for at, lasted in waits]

    due = after_hours(start, hours, CALENDAR, skip_days_off=False, waits=spans)

    outside, at = timedelta(0), start
    for edge in sorted({start, due, *(edge for span in spans for edge in span if start < edge < due)}):
        if not any(begins <= at < ends for begins, ends in spans):
            outside += edge - at
        at = edge
    assert outside == timedelta(hours=hours)
    assert not any(begins < due < ends for begins, ends in spans)
