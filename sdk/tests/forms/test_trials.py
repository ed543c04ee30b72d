"""A form's own tests: they travel with it, and one that fails says which question and why."""

import pytest
from attrs import evolve

from frontdoor.forms import ConditionTest, FormFaults, read_form, run_tests

FORM = """
id = "call"
version = "2026-11-20"
title = "Call"

[[sections]]
id = "one"
title = "One"

[[sections.pages]]
id = "worry"
title = "Your worry"

[[sections.pages.questions]]
id = "worried_about"
kind = "choices"
label = "What are you worried about?"
options = [{ value = "neglect", label = "Neglect" }, { value = "other", label = "Something else" }]

[[sections.pages.questions]]
id = "which"
kind = "text"
label = "What else?"
show_when = { question = "worried_about", includes = "other" }

[[sections.pages]]
id = "neglect"
title = "Neglect"
show_when = { question = "worried_about", includes = "neglect" }

[[sections.pages.questions]]
id = "since"
kind = "text"
label = "Since when?"
"""

TEST = """
[[tests]]
name = "Neglect is asked about"
given = { worried_about = ["neglect"] }
shows = ["since"]
hides = ["which"]
"""


def test_a_test_that_holds_is_silent() -> None:
    assert run_tests(read_form(FORM + TEST)) == ()


def test_a_test_reads_with_its_answers() -> None:
    expected = ConditionTest("Neglect is asked about", {"worried_about": ("neglect",)}, ("since",), ("which",))
    assert read_form(FORM + TEST).tests == (expected,)


def test_a_failing_test_says_which_question_and_why() -> None:
    form = read_form(FORM)
    test = ConditionTest("Wrong", {"worried_about": ("other",)}, ("since", "worried_about"), ("which", "worried_about"))
    assert [str(each) for each in run_tests(evolve(form, tests=(test,)))] == [
        "test “Wrong”: “Since when?” should show, but its page is asked only when “What are you worried about?” "
        "includes “Neglect”. Here “What are you worried about?” is answered “Something else”",
        "test “Wrong”: “What else?” should not show, but it is asked when “What are you worried about?” includes "
        "“Something else”. Here “What are you worried about?” is answered “Something else”",
        "test “Wrong”: “What are you worried about?” should not show, but it is always asked",
    ]


def test_a_test_that_names_what_is_not_there_is_a_fault_of_the_form() -> None:
    wrong = TEST.replace('"neglect"', '"neglekt"').replace('"since"', '"sinse"')
    with pytest.raises(FormFaults) as problem:
        read_form(FORM + wrong + TEST)
    assert [str(fault) for fault in problem.value.faults] == [
        "form: test “Neglect is asked about” is written 2 times",
        "test “Neglect is asked about”: no question “sinse”; did you mean “since”?",
        "test “Neglect is asked about”: “worried_about” has no option “neglekt”; did you mean “neglect”?",
    ]


def test_a_test_without_an_expectation_is_a_fault() -> None:
    with pytest.raises(FormFaults) as problem:
        read_form(FORM + '[[tests]]\nname = "Nothing"\ngiven = { which = 3 }\n')
    assert [str(fault) for fault in problem.value.faults] == [
        "form, test 1: the answer given to “which” must be text, a list of texts, or parts of text",
        "form, test 1: at least one of “shows” and “hides” is needed",
    ]
