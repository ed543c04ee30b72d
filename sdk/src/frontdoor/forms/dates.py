"""Reading a date from three boxes, as people fill them: digits of any width, months in English or Welsh words."""

import re
from datetime import date

from attrs import frozen

from frontdoor.forms.cleaning import plain_digits

EARLIEST_YEAR = 1900

# fmt: off
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
"""The English names of the months; not taken from the machine's language settings."""

_WELSH_NAMES = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)
# fmt: on
_MONTHS = tuple(
    (name.casefold(), number) for names in (MONTH_NAMES, _WELSH_NAMES) for number, name in enumerate(names, start=1)
)
_PARTS = ("day", "month", "year")
_EDGES = " .,/-\u00a0"


@frozen
class UnreadDate:
    """Why no date could be read: `part` is the box to mend, None when it is the date as a whole.

    `message` is a sentence; `{Name}` in it stands for what the question is called, with a capital.
    """

    part: str | None
    message: str


def read_date(day: str, month: str, year: str) -> date | UnreadDate:
    """The date in three boxes, or the one thing to put right first.

    Nothing is guessed: 2/13/2015 is no date here, and a year of two digits is asked for in full
    (GOV.UK Design System, date input).
    """
    boxes = {name: plain_digits(text).strip(_EDGES) for name, text in zip(_PARTS, (day, month, year), strict=True)}
    empty = [name for name in _PARTS if not boxes[name]]
    if empty:
        return UnreadDate(empty[0], f"{{Name}} must include a {' and a '.join(empty)}")
    for name in _PARTS:
        if re.search(r"\d.*[-/.:T ].*\d", boxes[name]):
            return UnreadDate(name, "{Name} must have the day, month and year each in its own box")
    month_number = _month(boxes["month"])
    if not re.fullmatch(r"[0-9]{1,2}", boxes["day"]) or not 1 <= int(boxes["day"]) <= 31:
        return UnreadDate("day", "{Name} must be a real date: the day must be between 1 and 31")
    if month_number is None:
        return UnreadDate("month", "{Name} must be a real date: the month must be between 1 and 12")
    if not re.fullmatch(r"[0-9]{4}", boxes["year"]):
        return UnreadDate("year", "Year must include 4 numbers")
    try:
        found = date(int(boxes["year"]), month_number, int(boxes["day"]))
    except ValueError:
        return UnreadDate(None, "{Name} must be a real date")
    if found.year < EARLIEST_YEAR:
        return UnreadDate("year", f"Year must be {EARLIEST_YEAR} or later")
    return found


def _month(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    word = text.casefold()
    if len(word) < 3:
        return None
    # "sept" is no month's opening letters in Welsh and "maw" none in English, so three letters settle it.
    found = {number for name, number in _MONTHS if name.startswith(word)}
    return found.pop() if len(found) == 1 else None
