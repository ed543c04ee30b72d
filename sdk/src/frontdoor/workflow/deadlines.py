"""The two clocks of a contact: so many hours from receipt, and so many working days.

A request for information has clocks of its own, by its urgency.

24 hours is the case study's target for a decision; one working day is national guidance (Working Together to
Safeguard Children). Times are kept in UTC; days and office hours are those of Europe/London.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.kinds import KINDS, KindClock
from frontdoor.domain.triage import DetailsQuestion, Priority

LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5


@frozen
class ClockPolicy:
    """How a council counts. With `pause_while_waiting`, time between a question and its answer does not count.

    With `hours_skip_days_off`, the hours of weekends and bank holidays do not count either.
    """

    decision_hours: int = 24
    decision_working_days: int = 1
    hours_skip_days_off: bool = False
    pause_while_waiting: bool = False
    opens: time = time(9)
    closes: time = time(17)
    answer_hours: int = 24
    """For an urgent request for information, which is due by the end of the same working day as well."""
    answer_working_days: int = 10
    """For any other request."""


@frozen
class WorkingCalendar:
    """Which days are worked: Monday to Friday, but for the bank holidays given."""

    bank_holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.bank_holidays

    def next_working_day(self, after: date) -> date:
        day = after + timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day


@frozen
class Deadlines:
    """When a decision is due by each clock (UTC). Both are None while a pause is on."""

    decision_due: datetime | None
    working_day_due: datetime | None

    @property
    def is_paused(self) -> bool:
        return self.decision_due is None

    def is_overdue(self, now: datetime) -> bool:
        return self.decision_due is not None and now > self.decision_due


def after_hours(
    start: datetime,
    hours: int,
    calendar: WorkingCalendar,
    *,
    skip_days_off: bool,
    waits: Sequence[tuple[datetime, datetime]] = (),
) -> datetime:
    """`start` plus so many hours that count; elapsed time, so a night when clocks change is counted as it is lived.

    Time within any of the `waits` (from, until) does not count; waits may overlap each other and days off.
    """
    left, at = timedelta(hours=hours), start
    while True:
        if resumes := [ends for begins, ends in waits if begins <= at < ends]:
            at = max(resumes)
            continue
        day = at.astimezone(LONDON).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)
        until = min([midnight, *(begins for begins, _ in waits if begins > at)])
        if not skip_days_off or calendar.is_working_day(day):
            if left <= until - at:
                return at + left
            left -= until - at
        at = until


def after_working_days(start: datetime, days: int, policy: ClockPolicy, calendar: WorkingCalendar) -> datetime:
    """The same time of day, so many working days on.

    What comes outside office hours counts as come at the next opening: on Friday evening, that is Monday morning.
    """
    local = start.astimezone(LONDON)
    day, at = local.date(), local.time()
    if not calendar.is_working_day(day) or at >= policy.closes:
        day, at = calendar.next_working_day(day), policy.opens
    at = max(at, policy.opens)
    for _ in range(days):
        day = calendar.next_working_day(day)
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def end_of_working_day(start: datetime, policy: ClockPolicy, calendar: WorkingCalendar) -> datetime:
    """When the office closes on the day in which something came; what comes after that, on the next working day."""
    local = start.astimezone(LONDON)
    day = local.date()
    if not calendar.is_working_day(day) or local.time() >= policy.closes:
        day = calendar.next_working_day(day)
    return datetime.combine(day, policy.closes, LONDON).astimezone(UTC)


def deadlines_of(
    contact: Contact, policy: ClockPolicy, calendar: WorkingCalendar, *, waits_end: datetime | None = None
) -> Deadlines:
    """Both clocks of a contact as it stands; a draft's count from the time it would be received.

    A question that is never answered stops waiting at `waits_end`, by default when the contact was decided. Where a
    second look asked for another decision, both begin afresh, and questions left over from before stop neither: that
    decision was made without their answers.
    """
    began = contact.clock_began
    asked = [question for question in contact.questions if question.asked_at >= began]
    waits: list[tuple[datetime, datetime]] = []
    if policy.pause_while_waiting:
        if contact.status is Status.MORE_INFORMATION_ASKED and any(question.is_open for question in asked):
            return Deadlines(None, None)
        waits = _waits(asked, waits_end or (contact.decision.decided_at if contact.decision else None))
    start = began + _total(waits)
    is_answer = KINDS[contact.kind].clock is KindClock.ANSWER
    if is_answer and contact.priority is not Priority.URGENT:
        due = after_working_days(start, policy.answer_working_days, policy, calendar)
        return Deadlines(due, due)
    hours = policy.answer_hours if is_answer else policy.decision_hours
    hours_due = after_hours(began, hours, calendar, skip_days_off=policy.hours_skip_days_off, waits=waits)
    if is_answer:
        return Deadlines(hours_due, end_of_working_day(start, policy, calendar))
    return Deadlines(hours_due, after_working_days(start, policy.decision_working_days, policy, calendar))


def _waits(questions: Iterable[DetailsQuestion], end: datetime | None) -> list[tuple[datetime, datetime]]:
    ends = ((question.asked_at, question.answered_at or end) for question in questions)
    return sorted((asked, answered) for asked, answered in ends if answered is not None)


def _total(waits: Iterable[tuple[datetime, datetime]]) -> timedelta:
    # Two questions open at once stop the clock once, so overlapping waits are joined before they are added up.
    total, covered_until = timedelta(), None
    for asked, answered in waits:
        begins = asked if covered_until is None else max(asked, covered_until)
        if answered > begins:
            total += answered - begins
            covered_until = answered
    return total
