"""Ages, names and addresses as people give them."""

from datetime import date

import pytest

from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, Child, PersonName


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2014, 5, 17), date(2026, 5, 16), 11),
        (date(2014, 5, 17), date(2026, 5, 17), 12),
        (date(2014, 5, 17), date(2014, 5, 17), 0),
        (date(2014, 5, 17), date(2014, 5, 16), None),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
    ],
)
def test_age_is_whole_years_lived(born: date, day: date, age: int | None) -> None:
    assert BirthDate(born).age_on(day) == age


def test_an_estimated_date_gives_an_age_all_the_same() -> None:
    assert BirthDate(date(2018, 1, 1), BirthDateKind.ESTIMATED).age_on(date(2026, 11, 22)) == 8


@pytest.mark.parametrize("day", [date(2027, 2, 18), date(2027, 2, 19), date(2028, 1, 1)])
def test_an_unborn_child_has_no_age_even_after_the_due_date(day: date) -> None:
    assert BirthDate(date(2027, 2, 19), BirthDateKind.EXPECTED).age_on(day) is None


@pytest.mark.parametrize(
    ("name", "text", "initials"),
    [
        (PersonName("Zaynab", ""), "Zaynab", "Z."),
        (PersonName("", "Null"), "Null", "N."),
        (PersonName("小明", "李"), "小明 李", "小.李."),
        (PersonName(), "", ""),
    ],
)
def test_a_name_may_have_one_part_or_none(name: PersonName, text: str, initials: str) -> None:
    assert (str(name), name.initials) == (text, initials)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (Address(("4 Heol y Bryn", "Bewdley"), Postcode("WR83 1CD")), "4 Heol y Bryn, Bewdley, WR83 1CD"),
        (Address(note="No fixed address"), "No fixed address"),
        (Address(), ""),
    ],
)
def test_an_address_is_written_on_one_line(address: Address, text: str) -> None:
    assert str(address) == text


def test_a_child_is_unborn_only_with_a_due_date() -> None:
    due = BirthDate(date(2027, 2, 19), BirthDateKind.EXPECTED)

    assert [Child().is_unborn, Child(birth_date=BirthDate(date(2027, 2, 19))).is_unborn] == [False, False]
    assert Child(birth_date=due).is_unborn
