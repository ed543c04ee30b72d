"""Two versions compared: one sentence a change, in words that whoever approves it can read."""

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.forms.made_forms import SEVERAL, forms
from sdk.tests.forms.test_trials import FORM, TEST

from frontdoor.forms import ChangeKind, FormDefinition, Gate, diff_forms, library_forms, read_form

SINCE = """
[[sections.pages.questions]]
id = "since"
kind = "text"
label = "Since when?"
"""


def told(old: str, new: str) -> list[str]:
    return [change.sentence for change in diff_forms(read_form(old), read_form(new))]


@SEVERAL
@given(forms())
def test_a_form_is_not_different_from_itself_under_another_version(form: FormDefinition) -> None:
    assert diff_forms(form, evolve(form, version="2027-01")) == ()


@SEVERAL
@given(forms(), forms())
def test_whatever_is_different_is_told_in_sentences_of_one_line(old: FormDefinition, new: FormDefinition) -> None:
    changes = diff_forms(old, new)
    same = evolve(old, id=new.id, version=new.version) == new
    assert (bool(changes), all(change.sentence.strip() for change in changes)) == (not same, True)


def test_a_new_gate_before_a_page_that_is_not_there_is_told_all_the_same() -> None:
    """While a form is being changed: what is wrong with it is told beside what changes."""
    old = evolve(read_form(FORM), gate=None)
    new = evolve(old, gate=Gate("no_such_page", "Call 999 first", "Before anything else."))
    [change] = diff_forms(old, new)
    assert change.after == "Call 999 first\nBefore anything else.\nIt comes before page no_such_page"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            'label = "Since when?"',
            'label = "For how long?"',
            ["Question “Since when?” was reworded to “For how long?”"],
        ),
        (
            'label = "Since when?"',
            'label = "Since when?"\nrequired = false',
            ["Question “Since when?” is now optional"],
        ),
        (
            'label = "Since when?"',
            'label = "Since when?"\nhint = "Roughly."',
            ["The hint of question “Since when?” was added"],
        ),
        (
            'label = "Since when?"',
            'label = "Since when?"\nmax_length = 20',
            ["Question “Since when?” now takes 20 characters at most; it took 200"],
        ),
        (
            '{ value = "other", label = "Something else" }]',
            '{ value = "other", label = "Other" }, { value = "hunger", label = "Hunger" }]',
            [
                "Question “What are you worried about?” now offers “Hunger”",
                "Option “Something else” of question “What are you worried about?” was reworded to “Other”",
            ],
        ),
        (
            'show_when = { question = "worried_about", includes = "other" }',
            'show_when = { not = { question = "worried_about", includes = "neglect" } }',
            [
                "Question “What else?” is asked when “What are you worried about?” does not include “Neglect”; before, "
                "when “What are you worried about?” includes “Something else”"
            ],
        ),
        (
            'show_when = { question = "worried_about", includes = "neglect" }',
            "",
            ["Page “Neglect” is asked always; before, when “What are you worried about?” includes “Neglect”"],
        ),
        (
            'title = "Neglect"',
            'title = "Neglect"\nguidance = "Say much."',
            ["The guidance of page “Neglect” was added"],
        ),
        (
            SINCE,
            SINCE + SINCE.replace("since", "until").replace("Since", "Until"),
            ["Question “Until when?” was added to page “Neglect”. It takes a line of text and must be answered"],
        ),
        (
            SINCE,
            SINCE.replace("text", "date"),
            ["Question “Since when?” now takes a date; it took a line of text"],
        ),
        (
            SINCE,
            SINCE.replace(
                '"text"', '"choice"\noptions = [{ value = "a", label = "May" }, { value = "b", label = "June" }]'
            ),
            [
                "Question “Since when?” now takes one choice; it took a line of text",
                "Question “Since when?” now offers “May” and “June”",
            ],
        ),
    ],
)
def test_each_change_has_its_sentence(before: str, after: str, sentences: Sequence[str]) -> None:
    assert told(FORM, FORM.replace(before, after)) == sentences


def test_a_page_that_is_new_is_told_with_its_words_and_an_option_with_what_it_means() -> None:
    added = """
[[sections.pages]]
id = "before"
title = "Before you send"
guidance = "Phone 01632 960101."
show_when = { question = "worried_about", includes = "neglect" }

[[sections.pages.questions]]
id = "who"
kind = "choice"
label = "Who may be causing harm?"
hint = "As far as you know."
called = "who may be causing harm"
urgent_minimum = true
options = [
    { value = "worker", label = "A worker", tells_of_worker = true, factors = ["1A"] },
    { value = "nobody", label = "Nobody", hint = "That you know of" },
]
"""
    assert [str(change) for change in diff_forms(read_form(FORM), read_form(FORM + added))] == [
        "Page “Before you send” was added to section “One”\n"
        "    now: It is asked when “What are you worried about?” includes “Neglect”\n"
        "        Guidance: Phone 01632 960101.",
        "Question “Who may be causing harm?” was added to page “Before you send”. "
        "It takes one choice and must be answered\n"
        "    now: Hint: As far as you know.\n"
        "        Faults call it: who may be causing harm\n"
        "        It must be answered even when a concern is urgent\n"
        "        Option “A worker”\n"
        "          What is sent with it is kept from the lead of its sender’s agency\n"
        "          It stands for these factors of the census: 1A\n"
        "        Option “Nobody”\n"
        "          Hint: That you know of",
    ]


def test_an_option_that_is_new_is_told_with_what_it_means() -> None:
    more = FORM.replace(
        'label = "Something else" }]',
        'label = "Something else" }, { value = "w", label = "A worker", tells_of_worker = true }]',
    )
    assert [str(change) for change in diff_forms(read_form(FORM), read_form(more))] == [
        "Question “What are you worried about?” now offers “A worker”\n"
        "    now: Option “A worker”\n"
        "          What is sent with it is kept from the lead of its sender’s agency"
    ]


def test_what_was_there_and_is_gone_is_told_the_other_way_round() -> None:
    more = FORM + SINCE.replace("since", "until").replace("Since", "Until") + TEST
    assert told(more, FORM) == [
        "Question “Until when?” was removed",
        "Test “Neglect is asked about” was removed",
    ]


def test_a_question_that_moved_to_another_page_is_told_once() -> None:
    form = read_form(FORM + SINCE.replace("since", "until").replace("Since", "Until"))
    [section] = form.sections
    worry, neglect = section.pages
    since, until = neglect.questions
    pages = (evolve(worry, questions=(*worry.questions, until)), evolve(neglect, questions=(since,)))
    moved = evolve(form, sections=(evolve(section, pages=pages),))
    assert [(change.kind, change.sentence) for change in diff_forms(form, moved)] == [
        (ChangeKind.MOVED, "Question “Until when?” was moved to page “Your worry”")
    ]


@given(st.permutations(range(5)))
def test_a_new_order_is_told_by_what_moved_and_not_by_what_stayed(order: list[int]) -> None:
    form = library_forms()[0]
    section = max(form.sections, key=lambda each: len(each.pages))
    page = max(section.pages, key=lambda each: len(each.questions))
    made = [evolve(page.questions[0], id=f"q{number}", label=str(number), show_when=None) for number in range(5)]

    def with_order(numbers: Sequence[int]) -> FormDefinition:
        pages = (evolve(page, questions=tuple(made[number] for number in numbers), show_when=None),)
        return evolve(
            form, sections=(evolve(section, pages=pages),), cautions=(), urgent_when=None, gate=None, tests=()
        )

    changes = diff_forms(with_order(range(5)), with_order(order))
    stayed = [number for number in order if f"q{number}" not in {change.part for change in changes}]
    assert ({change.kind for change in changes} <= {ChangeKind.MOVED}, stayed) == (True, sorted(stayed))


def test_words_that_changed_are_shown_before_and_after() -> None:
    old = read_form(FORM.replace('title = "Neglect"', 'title = "Neglect"\nguidance = "Say much."'))
    new = read_form(FORM.replace('title = "Neglect"', 'title = "Neglect"\nguidance = "Say little."'))
    assert str(diff_forms(old, new)[0]) == (
        "The guidance of page “Neglect” was reworded\n    before: Say much.\n    now: Say little."
    )
