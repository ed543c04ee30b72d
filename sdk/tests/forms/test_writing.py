"""What is written of a form reads back as the same form, whatever it holds."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.forms.made_forms import SEVERAL, forms

from frontdoor.forms import FormDefinition, library_forms, read_form, write_data, write_form


@SEVERAL
@given(forms())
def test_a_form_that_was_written_reads_back_as_it_was(form: FormDefinition) -> None:
    assert read_form(write_form(form)) == form


@pytest.mark.parametrize("form", library_forms(), ids=lambda form: f"{form.id} {form.version}")
def test_a_form_of_the_library_reads_back_as_it_was(form: FormDefinition) -> None:
    assert read_form(write_form(form)) == form


VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(-(2**60), 2**60), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["sections", "pages", "questions", "gate", "tests", "id", "options"]),
                st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=12,
)
"""Anything that somebody may have uploaded as a form."""


@given(st.dictionaries(st.sampled_from(["id", "sections", "gate", "notes", "a b", ""]), VALUES, max_size=4))
def test_data_that_is_no_sound_form_keeps_everything_too(data: dict[str, Any]) -> None:
    assert tomllib.loads(write_data(data)) == data


def test_a_text_of_several_lines_stands_as_it_reads() -> None:
    assert write_data({"notes": 'One "word".\n\nTwo.', "id": "a"}) == 'id = "a"\nnotes = """\nOne "word".\n\nTwo."""\n'


def test_a_condition_of_several_stands_one_a_line() -> None:
    condition = {"all": [{"question": "a", "equals": "yes"}, {"question": "b", "answered": True}]}
    assert write_data({"show_when": condition}).splitlines() == [
        "show_when = { all = [",
        '    { question = "a", equals = "yes" },',
        '    { question = "b", answered = true },',
        "] }",
    ]
