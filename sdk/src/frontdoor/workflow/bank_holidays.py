"""Bank holidays of England and Wales, from the table inside the govuk-bank-holidays package: no network."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from frontdoor.workflow.deadlines import WorkingCalendar


@cache
def _published() -> frozenset[date]:
    table = BankHolidays(use_cached_holidays=True)
    return frozenset(day["date"] for day in table.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def england_and_wales(added: Iterable[date] = (), removed: Iterable[date] = ()) -> WorkingCalendar:
    """The working calendar, with days a council adds or removes (a holiday is sometimes moved at short notice)."""
    return WorkingCalendar((_published() | frozenset(added)) - frozenset(removed))
