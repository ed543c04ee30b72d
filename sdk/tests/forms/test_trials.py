"""A form's own tests: they travel with it, and one that fails says which question and why."""

import pytest
from attrs import evolve

from frontdoor.forms import ConditionTest, FormFaults, RawAnswers, read_form, run_tests

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
        "form, test 1: the answer given to “which” must be text, texts, parts of text, or items",
        "form, test 1: at least one of “shows” and “hides” is needed",
    ]


FRIENDS = """
[[sections.pages]]
id = "around"
title = "Around the child"

[[sections.pages.questions]]
id = "friends"
kind = "group"
label = "Who are the child’s friends?"
item = "friend"
show_when = { question = "worried_about", answered = true }

[[sections.pages.questions.questions]]
id = "lives"
kind = "choice"
label = "Where do they live?"
options = [{ value = "near", label = "Near" }, { value = "far", label = "Far" }]

[[sections.pages.questions.questions]]
id = "town"
kind = "text"
label = "In which town?"
show_when = { question = "lives", equals = "far" }
"""
WITH_FRIENDS = read_form(FORM + FRIENDS)
WORRIED = {"worried_about": ("neglect",)}
NEAR_AND_FAR = WORRIED | {"friends": ({"lives": "near"}, {"lives": "far"})}


def run_one(given: RawAnswers, shows: tuple[str, ...] = (), hides: tuple[str, ...] = ()) -> list[str]:
    test = ConditionTest("Friends", given, shows, hides)
    return [each.message for each in run_tests(evolve(WITH_FRIENDS, tests=(test,)))]


def test_a_test_speaks_of_one_item_of_a_group_by_its_path() -> None:
    assert run_one(NEAR_AND_FAR, ("friends-2-town", "friends-1-lives"), ("friends-1-town",)) == []


def test_or_of_every_item_by_the_members_id() -> None:
    far = WORRIED | {"friends": ({"lives": "far"}, {"lives": "far"})}
    assert run_one(far, ("town", "lives")) == []
    assert run_one(NEAR_AND_FAR, ("town",), ("town",)) == [
        "“In which town?” of friend 1 should show, but it is asked only when “Where do they live?” is “Far”. "
        "Here “Where do they live?” is answered “Near”",
        "“In which town?” of friend 2 should not show, but it is asked when “What are you worried about?” is answered "
        "and when “Where do they live?” is “Far”. Here “What are you worried about?” is answered “Neglect” and "
        "“Where do they live?” is answered “Far”",
    ]


def test_without_items_it_speaks_of_the_blank_one() -> None:
    assert run_one(WORRIED, ("lives",), ("town",)) == []


def test_a_member_of_a_hidden_group_does_not_show() -> None:
    assert run_one({}, ("lives",)) == [
        "“Where do they live?” of friend 1 should show, but its group is asked only when "
        "“What are you worried about?” is answered. Here “What are you worried about?” is not answered"
    ]


def test_what_a_test_says_of_a_group_must_be_there() -> None:
    wrong = """
[[tests]]
name = "Wrong"
given = { town = "Ross", friends = [{ lives = "afar", twon = "Ross" }] }
shows = ["friends-2-town", "friends-1-twon", "friends-one-town", "friends-0-town"]

[[tests]]
name = "Text"
given = { friends = ["Ann"] }
hides = ["town"]
"""
    with pytest.raises(FormFaults) as problem:
        read_form(FORM + FRIENDS + wrong)
    assert [str(fault) for fault in problem.value.faults] == [
        "test “Wrong”: “town” is asked in each item of “friends”; give items of that group",
        "test “Wrong”: “friends-2-town” is no item of “friends” that is given",
        "test “Wrong”: no question “friends-1-twon”; did you mean “friends”?",
        "test “Wrong”: no question “friends-one-town”; did you mean “friends”?",
        "test “Wrong”: “friends-0-town” is no item of “friends” that is given",
        "test “Wrong”: “lives” has no option “afar”; did you mean “far”?",
        "test “Wrong”: “friends” has no question “twon”; did you mean “town”?",
        "test “Text”: the answer given to “friends” must be a list of items",
    ]
