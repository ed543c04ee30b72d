"""The versions of a form: a month or a day, and a counter where a day has several. They sort as text."""

import re
from collections.abc import Iterable
from datetime import date

VERSION = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?")
VERSION_IN_WORDS = "a month or a day like 2026-11 or 2026-11-20, and -02 and so on where a day has several"

_MOST_A_DAY = 99


def next_version(day: date, taken: Iterable[str]) -> str:
    """The first version of this day that sorts after every one of the day. Raises `ValueError` after 99 of them."""
    of_day = day.isoformat()
    counters = [1 if each == of_day else int(each[11:]) for each in taken if each[:10] == of_day]
    if not counters:
        return of_day
    if max(counters) >= _MOST_A_DAY:
        raise ValueError(f"{of_day} has {_MOST_A_DAY} versions already")
    return f"{of_day}-{max(counters) + 1:02}"
