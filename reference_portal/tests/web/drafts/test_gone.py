"""Answers whose form version is gone: by the newest version's questions, and never less than what was written."""

import pytest
from reference_portal.tests.web.filling_in import FORM

from frontdoor.forms import RawAnswers
from frontdoor_portal.use_cases.reading_submission import NOT_INSTALLED
from frontdoor_portal.web.drafts.gone import BY_THE_NEWEST, written_in


def shown(answers: RawAnswers) -> list[tuple[str, str, str]]:
    return [
        (section.title, each.question, each.answer)
        for section in written_in(FORM, answers)
        for each in section.questions
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"child_stage": "born"}, (BY_THE_NEWEST, "Is the child born yet?", "Yes")),
        ({"child_stage": "renamed_since"}, (BY_THE_NEWEST, "Is the child born yet?", "renamed_since")),
        ({"gone_since": "Words"}, (NOT_INSTALLED, "gone_since", "Words")),
        ({"child_stage": ({"gone": "Words"},)}, (NOT_INSTALLED, "child_stage", "1\ngone: Words")),
        ({"other_children": "Words"}, (NOT_INSTALLED, "other_children", "Words")),
        ({"other_children": ({"gone": "Words"},)}, (NOT_INSTALLED, "other_children", "1\ngone: Words")),
        (
            {"other_children": ({"other_child_name": {"given": "Ada", "family": "Sample"}},)},
            (BY_THE_NEWEST, FORM.question("other_children").label, "Child 1\nName: Ada Sample"),
        ),
    ],
)
def test_an_answer_is_put_by_its_question_or_stands_as_stored(
    answers: RawAnswers, expected: tuple[str, str, str]
) -> None:
    assert shown(answers) == [expected]


def test_without_any_version_everything_stands_as_stored() -> None:
    (section,) = written_in(None, {"child_stage": "born"})
    assert (section.title, [(each.question, each.answer) for each in section.questions]) == (
        NOT_INSTALLED,
        [("child_stage", "born")],
    )
