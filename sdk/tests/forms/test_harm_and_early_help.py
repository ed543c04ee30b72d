"""Harm and early help told in one form: a remark says that the two do not go together, and stops nobody."""

from datetime import date

import pytest

from frontdoor.forms import Concept, RawAnswers, bind, library_form
from frontdoor.forms.conditions import Includes, plain_conditions

CONCERN = library_form("cause_for_concern")
DANGER = "You said that a child is in immediate danger"
URGENT = f"{DANGER}. If that is still so, call 999 and select “Today: it is urgent”"
MORE_THAN_HELP = f"{DANGER}, which is more than early help. Check which of the two you mean"
ABUSE = "You selected abuse or exploitation, which is more than early help. Check the help you are asking for"

SELF_HARM = "Self-harm or thoughts of suicide may need more than early help. Phone us if the child is not safe tonight"
ALONE = (
    "A child alone in this country needs somewhere safe to live, which is more than early help. "
    "Check the help you are asking for"
)
TELLS_OF_NO_HARM = {
    *("family_support", "practical_need", "school", "behaviour", "disability_or_illness", "young_carer"),
    "something_else",
}


def harms(question_id: str) -> set[tuple[str, str]]:
    """The options that bring a question into play where early help is asked for, each with its question."""
    shown = CONCERN.question(question_id).show_when or CONCERN.page_of(question_id).show_when
    return {(each.question, each.value) for each in plain_conditions(shown) if isinstance(each, Includes)}


def remarks(raw: RawAnswers) -> dict[str, str]:
    return {each.question_id: each.message for each in bind(CONCERN, raw, date(2026, 11, 25)).warnings}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            {"immediate_danger": "yes", "help_wanted": "child_protection", "level_of_need": "4", "urgency": "standard"},
            {"urgency": URGENT},
        ),
        ({"immediate_danger": "yes", "help_wanted": "child_protection", "urgency": "urgent"}, {}),
        ({"immediate_danger": "no", "help_wanted": "child_protection", "urgency": "standard"}, {}),
        ({"immediate_danger": "yes", "help_wanted": "early_help"}, {"help_wanted": MORE_THAN_HELP}),
        ({"help_wanted": "early_help", "category": ("family_support", "sexual_abuse")}, {"category": ABUSE}),
        ({"help_wanted": "early_help", "category": ("physical_abuse",)}, {"category": ABUSE}),
        ({"help_wanted": "early_help", "category": ("family_support", "neglect")}, {}),
        ({"help_wanted": "child_protection", "category": ("sexual_abuse",)}, {}),
        ({"help_wanted": "early_help", "category": ("unaccompanied",)}, {"category": ALONE}),
        (
            {
                "help_wanted": "early_help",
                "category": ("mental_health",),
                "mental_health_whose": ("child_self_harm", "parent"),
            },
            {"mental_health_whose": SELF_HARM},
        ),
        ({"help_wanted": "early_help", "category": ("mental_health",), "mental_health_whose": ("child",)}, {}),
    ],
)
def test_what_does_not_go_together_is_remarked_on(raw: RawAnswers, expected: dict[str, str]) -> None:
    assert remarks(raw) == expected


def test_early_help_skips_the_child_s_safety_for_worries_that_tell_of_no_harm_alone() -> None:
    category = CONCERN.supplier(Concept.CATEGORY)
    assert category is not None
    listed = {option.value for option in category.options} - TELLS_OF_NO_HARM
    assert harms("where_now") == {("category", value) for value in listed}


@pytest.mark.parametrize("question_id", ["harmer_known", "protection_needed", "harmer_contact"])
def test_what_is_asked_later_knows_of_mental_health_whether_it_is_self_harm(question_id: str) -> None:
    sharper = {("category", "mental_health")}, {("mental_health_whose", "child_self_harm")}
    assert harms(question_id) == (harms("where_now") - sharper[0]) | sharper[1]
