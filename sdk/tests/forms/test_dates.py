"""Dates as people type them (bad-input list 19-27, 31, 32)."""

from collections.abc import Callable
from datetime import date

import pytest

from frontdoor.forms import ApproximateDate, Fault, FormDefinition, bind

FormOf = Callable[[str], FormDefinition]
PLAIN = 'kind = "date"\n'
BIRTH = 'kind = "date"\nsupplies = "date_of_birth"\napproximate = true\ndated = "past"\nif_future = "Not born yet?"\n'


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("4", "3", "2015"),
        ("04", "03", "2015"),
        (" 4. ", "/3", "2015 "),
        ("4", "March", "2015"),
        ("4", "mar", "2015"),
        ("4", "Mar.", "2015"),
        ("4", "mawrth", "2015"),
        ("4", "MAW", "2015"),
        ("４", "３", "２０１５"),
    ],
)
def test_26_27_and_32_a_date_is_read_as_typed(form_of: FormOf, today: date, day: str, month: str, year: str) -> None:
    found = bind(form_of(PLAIN), {"it": {"day": day, "month": month, "year": year}}, today)
    assert (dict(found.answers), found.faults) == ({"it": date(2015, 3, 4)}, ())


@pytest.mark.parametrize(
    ("number", "english", "welsh"),
    [
        (1, "January", "Ionawr"),
        (2, "February", "Chwefror"),
        (3, "March", "Mawrth"),
        (4, "April", "Ebrill"),
        (5, "May", "Mai"),
        (6, "June", "Mehefin"),
        (7, "July", "Gorffennaf"),
        (8, "August", "Awst"),
        (9, "September", "Medi"),
        (10, "October", "Hydref"),
        (11, "November", "Tachwedd"),
        (12, "December", "Rhagfyr"),
    ],
)
def test_every_month_is_known_in_english_and_welsh(
    form_of: FormOf, today: date, number: int, english: str, welsh: str
) -> None:
    form = form_of(PLAIN)
    read = [
        bind(form, {"it": {"day": "1", "month": word, "year": "2015"}}, today).answers["it"]
        for word in (english, english[:3], welsh, welsh[:3])
    ]
    assert read == [date(2015, number, 1)] * 4


@pytest.mark.parametrize(
    ("day", "month", "year", "part", "message"),
    [
        ("31", "02", "2015", None, "It must be a real date"),
        ("29", "2", "2015", None, "It must be a real date"),
        ("2", "13", "2015", "month", "It must be a real date: the month must be between 1 and 12"),
        ("2", "ma", "2015", "month", "It must be a real date: the month must be between 1 and 12"),
        ("0", "1", "2015", "day", "It must be a real date: the day must be between 1 and 31"),
        ("first", "1", "2015", "day", "It must be a real date: the day must be between 1 and 31"),
        ("4", "3", "15", "year", "Year must include 4 numbers"),
        ("4", "3", "1815", "year", "Year must be 1900 or later"),
        ("2015-03-04T00:00:00Z", "3", "2015", "day", "It must have the day, month and year each in its own box"),
        ("2015-03-04", "", "", "month", "It must include a month and a year"),
        ("4", "", "2015", "month", "It must include a month"),
        ("", "3", "", "day", "It must include a day and a year"),
        ("4", "3", "２０", "year", "Year must include 4 numbers"),
    ],
)
def test_19_to_24_and_31_a_date_that_cannot_be_read_says_which_box_to_mend(
    form_of: FormOf, today: date, day: str, month: str, year: str, part: str | None, message: str
) -> None:
    found = bind(form_of(PLAIN), {"it": {"day": day, "month": month, "year": year}}, today)
    assert (dict(found.answers), found.faults) == ({}, (Fault("it", part, message),))


def test_25_an_unknown_date_may_be_given_roughly(form_of: FormOf, today: date) -> None:
    found = bind(form_of(BIRTH), {"it": {"day": "", "month": "", "year": "", "approx": "about 5"}}, today)
    assert (dict(found.answers), found.faults) == ({"it": ApproximateDate("about 5")}, ())


def test_a_date_and_an_estimate_together_are_asked_about(form_of: FormOf, today: date) -> None:
    found = bind(form_of(BIRTH), {"it": {"day": "4", "approx": "about 5"}}, today)
    assert found.faults == (Fault("it", "approx", "Enter it as a date or as an estimate, not both"),)


def test_22_a_date_of_birth_to_come_asks_whether_the_child_is_born(form_of: FormOf, today: date) -> None:
    found = bind(form_of(BIRTH), {"it": {"day": "15", "month": "11", "year": "2026"}}, today)
    assert found.faults == (Fault("it", None, "Not born yet?"),)


def test_today_is_not_in_the_future(form_of: FormOf, today: date) -> None:
    found = bind(form_of(BIRTH), {"it": {"day": "14", "month": "11", "year": "2026"}}, today)
    assert (dict(found.answers), found.faults) == ({"it": today}, ())


@pytest.mark.parametrize(
    ("born", "remarks"),
    [
        (("15", "11", "2008"), ()),
        (("14", "11", "2008"), ("This date makes the person 18 today. Check that it is right",)),
        (("1", "1", "1980"), ("This date makes the person 46 today. Check that it is right",)),
    ],
)
def test_18_an_adult_named_as_the_child_is_questioned_and_not_refused(
    form_of: FormOf, today: date, born: tuple[str, str, str], remarks: tuple[str, ...]
) -> None:
    found = bind(form_of(BIRTH), {"it": dict(zip(("day", "month", "year"), born, strict=True))}, today)
    assert found.faults == ()
    assert found.warnings == tuple(Fault("it", None, remark) for remark in remarks)


def test_a_date_that_must_lie_ahead(form_of: FormOf, today: date) -> None:
    found = bind(form_of(PLAIN + 'dated = "future"'), {"it": {"day": "13", "month": "11", "year": "2026"}}, today)
    assert found.faults == (Fault("it", None, "It must be today or in the future"),)
