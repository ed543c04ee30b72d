"""What is remarked on and stops nobody: a name that is none, by the way out that the form has, and a period."""

from datetime import date
from typing import Any

import pytest

from frontdoor.forms import Fault, FormDefinition, RawAnswers, RawItem, bind, library_form
from frontdoor.forms.naming import LEAVE_BLANK, SAY_NOT_BORN, SAY_SO_BEFORE, SAY_WHAT_YOU_KNOW

CONCERN, REQUEST, ADULT = map(library_form, ("cause_for_concern", "information_request", "adult_concern"))
BORN = {"child_stage": "born", "child_name_known": "yes", "how_many_children": "several"}
NONE: dict[str, Any] = {"given": "Unknown", "family": ""}


def remarked(form: FormDefinition, raw: RawAnswers, question_id: str) -> list[Fault]:
    return [each for each in bind(form, raw, date(2026, 11, 26)).warnings if each.question_id == question_id]


@pytest.mark.parametrize(
    ("form", "raw", "remark"),
    [
        (CONCERN, {**BORN, "child_name": NONE}, Fault("child_name", "given", SAY_SO_BEFORE)),
        (CONCERN, {**BORN, "child_name": {"given": "Unborn"}}, Fault("child_name", "given", SAY_NOT_BORN)),
        (REQUEST, {"subject_is": "child", "child_name": NONE}, Fault("child_name", "given", SAY_WHAT_YOU_KNOW)),
        (REQUEST, {"subject_is": "adult", "adult_name": NONE}, Fault("adult_name", "given", SAY_WHAT_YOU_KNOW)),
        (ADULT, {"adult_name": {"given": "Ada", "family": "?"}}, Fault("adult_name", "family", SAY_WHAT_YOU_KNOW)),
    ],
)
def test_05_a_name_that_is_none_is_told_the_way_out_that_its_form_has(
    form: FormDefinition, raw: RawAnswers, remark: Fault
) -> None:
    assert remarked(form, raw, remark.question_id) == [remark]


def test_an_adult_with_the_name_unborn_is_not_taken_for_a_child() -> None:
    assert remarked(ADULT, {"adult_name": {"given": "Unborn"}}, "adult_name") == []


@pytest.mark.parametrize(
    ("name", "way"), [({"given": "Unknown"}, SAY_WHAT_YOU_KNOW), ({"given": "Unborn"}, SAY_NOT_BORN)]
)
def test_of_another_child_the_box_at_fault_is_named_though_one_before_it_was_left_blank(
    name: dict[str, str], way: str
) -> None:
    second: RawItem = {"other_child_stage": "born", "other_child_name": name}
    raw: RawAnswers = {**BORN, "other_children": ({}, second)}
    assert remarked(CONCERN, raw, "other_children") == [
        Fault("other_children", "2-other_child_name-given", f"Child 2: {way}")
    ]


def test_a_name_that_is_not_asked_is_not_remarked_on() -> None:
    raw: RawAnswers = {"child_stage": "unborn", "child_name_known": "yes", "child_name": NONE}
    assert remarked(CONCERN, raw, "child_name") == []


def test_a_name_that_may_be_left_blank_is(form_of: Any) -> None:
    form = form_of('kind = "name"\nrequired = false\n')
    assert remarked(form, {"it": NONE}, "it") == [Fault("it", "given", LEAVE_BLANK)]


EARLY, LATE = {"day": "1", "month": "9", "year": "2019"}, {"day": "31", "month": "8", "year": "2023"}
BACKWARDS = [Fault("period_to", None, "This is before the period starts. Check both dates")]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (EARLY, LATE, []),
        (EARLY, EARLY, []),
        (LATE, EARLY, BACKWARDS),
        ({"approx": "2023"}, {"approx": "2019"}, BACKWARDS),
        ({"approx": "2019"}, {"approx": "2019"}, []),
        (LATE, {"approx": "2023"}, []),
        ({"approx": "2023"}, {"approx": "about when she was 5"}, []),
    ],
)
def test_a_period_that_ends_before_it_starts_is_remarked_on(
    begins: dict[str, str], ends: dict[str, str], expected: list[Fault]
) -> None:
    raw: RawAnswers = {"own_format": "no", "period": "years", "period_from": begins, "period_to": ends}
    assert remarked(REQUEST, raw, "period_to") == expected
