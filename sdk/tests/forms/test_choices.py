"""Choosing from options (bad-input list 51, 52), and answers of the wrong shape."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.forms import Answer, Fault, FormDefinition, bind, display, library_form, progress

FormOf = Callable[[str], FormDefinition]
ONE = 'kind = "choice"\noptions = [{ value = "red", label = "Red" }, { value = "blue", label = "Blue" }]\n'
MANY = (
    'kind = "choices"\noptions = [{ value = "red", label = "Red" }, { value = "blue", label = "Blue" }, '
    '{ value = "none", label = "None of these", exclusive = true }]\n'
)


@pytest.mark.parametrize(
    ("keys", "raw", "answer"),
    [
        (ONE, "red", "red"),
        (ONE, " red ", "red"),
        (ONE, ("red",), "red"),
        (ONE, ("red", "red"), "red"),
        (MANY, ("blue", "red"), ("red", "blue")),
        (MANY, ["blue"], ("blue",)),
        (MANY, "blue", ("blue",)),
        (MANY, ("none",), ("none",)),
        ('kind = "yes_no_unknown"\n', "unknown", "unknown"),
        ('kind = "text"\n', ("once",), "once"),
    ],
)
def test_a_choice_is_taken(form_of: FormOf, today: date, keys: str, raw: Any, answer: Answer) -> None:
    found = bind(form_of(keys), {"it": raw}, today)
    assert (dict(found.answers), found.faults) == ({"it": answer}, ())


@pytest.mark.parametrize(
    ("keys", "raw", "message"),
    [
        (ONE, "", "Select it"),
        (ONE, (), "Select it"),
        (ONE, "mauve", "Select it from the list"),
        (ONE, ("red", "blue"), "Select one option only"),
        (ONE, {"red": "on"}, "Select it"),
        (MANY, ("red", "mauve"), "Select it from the list"),
        (MANY, ("red", "none"), "Select “None of these” alone, or take it away"),
        ('kind = "yes_no_unknown"\n', "maybe", "Select it from the list"),
        ('kind = "text"\n', ("one", "two"), "Enter it"),
        ('kind = "text"\n', {"it": "one"}, "Enter it"),
        ('kind = "date"\n', "4 March 2015", "Enter it"),
        ('kind = "name"\n', ("Ann", "Ag Nol"), "Enter it"),
        ('kind = "text"\n', "half \ud83d", "It has a character that cannot be read. Type it again"),
    ],
)
def test_51_and_52_a_choice_that_cannot_be_taken_is_a_fault(
    form_of: FormOf, today: date, keys: str, raw: Any, message: str
) -> None:
    found = bind(form_of(keys), {"it": raw}, today)
    assert (dict(found.answers), found.faults) == ({}, (Fault("it", None, message),))


def test_a_question_without_a_short_name_is_called_by_its_label() -> None:
    question = library_form("cause_for_concern").question("what_happened")
    assert question.missing == "Enter what happened"
    assert type(question)(id="q", kind=question.kind, label="What?").missing == "Enter an answer to “What?”"


IDS = st.sampled_from([question.id for question in library_form("cause_for_concern").questions])
PARTS = st.sampled_from(["day", "given", "x"])
HOSTILE = st.recursive(
    st.sampled_from([None, True, 4, -1.5, "", "yes", "\x00", "\ud800", "٣", "4" * 400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PARTS, inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(IDS, HOSTILE, max_size=12))
def test_no_raw_answer_makes_the_engine_raise(raw: dict[str, Any]) -> None:
    form = library_form("cause_for_concern")
    binding = bind(form, raw, date(2026, 11, 14))
    assert set(binding.answers) <= set(raw)
    assert set(progress(form, raw, date(2026, 11, 14))) == {section.id for section in form.sections}
    assert all(isinstance(display(form.question(each), value), str) for each, value in raw.items())
