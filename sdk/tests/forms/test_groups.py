"""Groups: how a form asks the same questions of several people, and how their answers are judged, shown and carried."""

from collections.abc import Callable
from datetime import date

import pytest
from sdk.tests.forms.conftest import ONE_QUESTION

from frontdoor.forms import (
    ApproximateDate,
    AsTyped,
    Fault,
    FormDefinition,
    FormFaults,
    GroupAnswer,
    PersonNameAnswer,
    RawAnswers,
    RawItem,
    UnknownAnswers,
    UnreadableAnswers,
    bind,
    carry_over,
    display,
    from_json,
    read_form,
    supplied_items,
    tidy,
    to_json,
)
from frontdoor.forms.concepts import Concept

GROUP = """
kind = "group"
item = "person"
most = 3
[[sections.pages.questions.questions]]
id = "who"
kind = "name"
label = "Name"
called = "the name"
[[sections.pages.questions.questions]]
id = "age_known"
kind = "yes_no_unknown"
label = "Do you know how old they are?"
called = "whether you know how old they are"
required = false
[[sections.pages.questions.questions]]
id = "born"
kind = "date"
label = "Born"
called = "when they were born"
approximate = true
show_when = { question = "age_known", equals = "yes" }
"""
ZOE: RawItem = {"who": {"given": "Zoë", "family": "O’Brien-Ní Dhómhnaill"}}
DOES_NOT_KNOW: RawItem = {**ZOE, "age_known": "no"}


@pytest.fixture
def household(form_of: Callable[[str], FormDefinition]) -> FormDefinition:
    return form_of(GROUP)


def test_each_item_is_judged_by_itself_and_its_faults_name_it(household: FormDefinition, today: date) -> None:
    nameless: RawItem = {"age_known": "yes", "born": {"day": "31", "month": "2", "year": "2015"}}
    raw: RawAnswers = {"it": (ZOE, nameless)}
    assert bind(household, raw, today).faults == (
        Fault("it", "2-who", "Person 2: Enter the name"),
        Fault("it", "2-born", "Person 2: When they were born must be a real date"),
    )


def test_items_without_fault_become_one_answer(household: FormDefinition, today: date) -> None:
    raw: RawAnswers = {
        "it": ({**ZOE, "age_known": "yes", "born": {"approx": "about 40"}}, {"who": {"given": "O", "family": ""}})
    }
    assert bind(household, raw, today).answers == {
        "it": GroupAnswer(
            (
                {
                    "who": PersonNameAnswer("Zoë", "O’Brien-Ní Dhómhnaill"),
                    "age_known": "yes",
                    "born": ApproximateDate("about 40"),
                },
                {"who": PersonNameAnswer("O", "")},
            )
        )
    }


def test_53_an_answer_hidden_in_its_item_is_dropped_and_not_sent(household: FormDefinition, today: date) -> None:
    raw: RawAnswers = {"it": ({**ZOE, "age_known": "no", "born": {"approx": "about 40"}},)}
    binding = bind(household, raw, today)
    assert (dict(binding.answers), binding.dropped) == (
        {"it": GroupAnswer(({"who": PersonNameAnswer("Zoë", "O’Brien-Ní Dhómhnaill"), "age_known": "no"},))},
        ("it-1-born",),
    )


def test_a_dropped_path_leads_to_its_question(household: FormDefinition) -> None:
    assert [household.question_at(path).label for path in ("it", "it-1-born")] == ["What is it?", "Born"]
    for path in ("them", "it-1-them", "it-1"):
        with pytest.raises(KeyError):
            household.question_at(path)


def test_a_required_group_wants_one_item(household: FormDefinition, today: date) -> None:
    assert bind(household, {"it": ({"who": {"given": " "}},)}, today).faults == (Fault("it", None, "Add it"),)


def test_more_items_than_the_most_are_a_fault_and_none_is_cut(household: FormDefinition, today: date) -> None:
    binding = bind(household, {"it": ({}, ZOE, ZOE, ZOE, {"age_known": "no"})}, today)
    assert (dict(binding.answers), binding.faults) == (
        {},
        (
            Fault("it", None, "It: you can add 3 at most. You have 4"),
            Fault("it", "5-who", "Person 5: Enter the name"),
        ),
    )


def test_too_many_items_of_an_urgent_concern_go_each_by_itself_without_what_is_hidden(today: date) -> None:
    children = GROUP.replace("most = 3", 'most = 1\nsupplies = "other_children"').replace(
        'kind = "name"', 'kind = "name"\nsupplies = "child_name"'
    )
    form = read_form('urgent_when = { question = "it", answered = true }\n' + ONE_QUESTION + children)
    hidden: RawItem = {**DOES_NOT_KNOW, "born": {"approx": "about 40"}}
    binding = bind(form, {"it": (hidden, ZOE)}, today)
    zoe = PersonNameAnswer("Zoë", "O’Brien-Ní Dhómhnaill")
    assert dict(binding.urgent_answers) == {"it": GroupAnswer(({"who": zoe, "age_known": "no"}, {"who": zoe}))}
    assert binding.dropped == ("it-1-born",)
    assert supplied_items(form, Concept.OTHER_CHILDREN, binding.urgent_answers) == ({Concept.CHILD_NAME: zoe},) * 2


def test_what_cannot_be_read_in_an_item_goes_as_typed_when_urgent(today: date) -> None:
    form = read_form('urgent_when = { question = "it", answered = true }\n' + ONE_QUESTION + GROUP)
    raw: RawAnswers = {"it": ({**ZOE, "age_known": "yes", "born": {"day": "31", "month": "2", "year": "2015"}},)}
    assert bind(form, raw, today).urgent_answers == {
        "it": GroupAnswer(
            (
                {
                    "who": PersonNameAnswer("Zoë", "O’Brien-Ní Dhómhnaill"),
                    "age_known": "yes",
                    "born": AsTyped("31 2 2015"),
                },
            )
        )
    }


def test_blank_items_are_left_out_of_a_draft(household: FormDefinition) -> None:
    typed = {"it": [{"who": {"given": " ", "family": ""}}, ZOE, {"born": {"approx": "\u200b"}}]}
    assert tidy(typed, household) == {"it": (ZOE,)}


def test_members_that_a_group_does_not_have_are_refused(household: FormDefinition) -> None:
    with pytest.raises(UnknownAnswers) as refused:
        tidy({"it": [{"shoe_size": "3", "who": {"middle": "x"}}]}, household)
    assert refused.value.ids == ("it.shoe_size", "who.middle")


@pytest.mark.parametrize("answer", ["text", ["text"], [{"who": "text"}], {"who": "text"}, [[]]])
def test_an_answer_that_is_no_list_of_items_is_refused(household: FormDefinition, answer: object) -> None:
    with pytest.raises(UnreadableAnswers):
        tidy({"it": answer}, household)


def test_a_group_survives_json(household: FormDefinition, today: date) -> None:
    answers = bind(household, {"it": (DOES_NOT_KNOW,)}, today).answers
    data = to_json(answers)
    assert (data, from_json(household, data)) == (
        {"it": [{"who": {"given": "Zoë", "family": "O’Brien-Ní Dhómhnaill"}, "age_known": "no"}]},
        dict(answers),
    )


def test_a_group_is_shown_item_by_item(household: FormDefinition) -> None:
    raw = (DOES_NOT_KNOW, {"who": {"given": "O", "family": ""}})
    assert display(household.question("it"), raw) == (
        "Person 1\nName: Zoë O’Brien-Ní Dhómhnaill\nDo you know how old they are? No\n\nPerson 2\nName: O"
    )


def test_items_go_on_to_a_new_version_and_what_no_longer_fits_is_asked_again(
    household: FormDefinition, form_of: Callable[[str], FormDefinition]
) -> None:
    without_age = form_of(GROUP[: GROUP.index('[[sections.pages.questions.questions]]\nid = "age_known"')])
    knows: RawItem = {**ZOE, "age_known": "yes"}
    raw: RawAnswers = {"it": (ZOE, knows)}
    carried = carry_over(household, without_age, raw)
    assert (carried.answers, carried.ask_again, carried.gone) == ({"it": (ZOE, ZOE)}, (), ("it-2-age_known",))
    assert (carried.misfits, carried.left) == ((), {"it": ({}, knows)})
    back = carry_over(without_age, household, {"it": (ZOE,)})
    assert (back.answers, back.ask_again, back.gone) == ({"it": (ZOE,)}, ("it",), ())


def test_members_supply_concepts_item_by_item(today: date) -> None:
    keys = GROUP.replace('kind = "group"', 'kind = "group"\nsupplies = "other_children"').replace(
        'kind = "name"', 'kind = "name"\nsupplies = "child_name"'
    )
    form = read_form(ONE_QUESTION + keys)
    answers = bind(form, {"it": (ZOE,)}, today).answers
    assert supplied_items(form, Concept.OTHER_CHILDREN, answers) == (
        {Concept.CHILD_NAME: PersonNameAnswer("Zoë", "O’Brien-Ní Dhómhnaill")},
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('item = "person"\n', ""), "“item” is missing"),
        (('kind = "group"', 'kind = "text"'), "“questions” is for a group only"),
        (('kind = "name"', 'kind = "group"'), "a group cannot stand inside another"),
        (('kind = "name"', 'kind = "name"\nurgent_minimum = true'), "“urgent_minimum” is for the group as a whole"),
        (('id = "born"', 'id = "it"'), "question id “it” is used 2 times"),
        (('question = "age_known"', 'question = "born"'), "circular"),
        (('equals = "yes"', 'equals = "perhaps"'), "“age_known” has no option “perhaps”"),
    ],
)
def test_a_faulty_group_says_what_is_wrong(change: tuple[str, str], fault: str) -> None:
    with pytest.raises(FormFaults) as refused:
        read_form(ONE_QUESTION + GROUP.replace(*change, 1))
    assert fault in str(refused.value)


def test_nothing_outside_a_group_looks_into_it() -> None:
    with pytest.raises(FormFaults) as refused:
        read_form(
            ONE_QUESTION
            + GROUP
            + '[[sections.pages.questions]]\nid = "after"\nkind = "text"\nlabel = "After"\n'
            + 'show_when = { question = "age_known", equals = "yes" }\n'
        )
    assert [fault.message for fault in refused.value.faults] == [
        "“age_known” is asked in each item of “it”; only that group may look at it"
    ]
