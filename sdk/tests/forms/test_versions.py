"""The versions of one day count up, and sort as they came."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.forms.test_trials import FORM

from frontdoor.forms import FormFaults, next_version, read_form

DAY = date(2026, 11, 20)


def test_the_first_of_a_day_is_the_day_and_later_ones_are_counted() -> None:
    first = next_version(DAY, ["2026-11", "2026-11-19"])
    second = next_version(DAY, [first])
    assert (first, second, next_version(DAY, [second, first])) == ("2026-11-20", "2026-11-20-02", "2026-11-20-03")


def test_a_day_has_ninety_nine_at_most() -> None:
    with pytest.raises(ValueError, match="has 99 versions already"):
        next_version(DAY, ["2026-11-20-99"])


@given(st.lists(st.integers(0, 3), max_size=30).map(sorted))
def test_versions_sort_as_text_in_the_order_they_were_made(days: list[int]) -> None:
    made: list[str] = ["2026-11"]
    for days_later in days:
        made.append(next_version(DAY + timedelta(days=days_later), made))
    assert made == sorted(set(made))


@given(st.integers(0, 200))
def test_every_version_made_is_one_that_a_form_may_have(already: int) -> None:
    taken = ["2026-11-20", *(f"2026-11-20-{number:02}" for number in range(2, min(already, 98) + 1))]
    version = next_version(DAY, taken)
    assert read_form(FORM.replace("2026-11-20", version)).version == version


def test_another_shape_is_a_fault() -> None:
    with pytest.raises(FormFaults, match="must be a month or a day like 2026-11 or 2026-11-20"):
        read_form(FORM.replace("2026-11-20", "2026-11-20-2"))
