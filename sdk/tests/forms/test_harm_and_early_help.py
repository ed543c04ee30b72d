"""Harm and early help told in one form: a remark says that the two do not go together, and stops nobody."""

from datetime import date

import pytest

from frontdoor.forms import RawAnswers, bind, library_form

CONCERN = library_form("cause_for_concern")
DANGER = "You said that a child is in immediate danger"
URGENT = f"{DANGER}. If that is still so, call 999 and select “Today: it is urgent”"
MORE_THAN_HELP = f"{DANGER}, which is more than early help. Check which of the two you mean"
ABUSE = "You selected abuse or exploitation, which is more than early help. Check the help you are asking for"


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
    ],
)
def test_what_does_not_go_together_is_remarked_on(raw: RawAnswers, expected: dict[str, str]) -> None:
    assert remarks(raw) == expected
