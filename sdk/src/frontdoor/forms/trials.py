"""Tests of a form's conditions, kept in the form itself: given these answers, these questions show and those do not."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor.forms.branches import InPlay, in_play
from frontdoor.forms.conditions import questions_of
from frontdoor.forms.definition import ConditionTest, FormDefinition
from frontdoor.forms.displaying import display
from frontdoor.forms.phrasing import asked_when, called


@frozen
class FailedTest:
    """One question that a test found shown or hidden against its word, and why, in a sentence."""

    test: str
    question_id: str
    message: str

    def __str__(self) -> str:
        return f"test “{self.test}”: {self.message}"


def run_tests(definition: FormDefinition) -> tuple[FailedTest, ...]:
    """Every test of the form that fails, in the order of the form."""
    return tuple(failed for test in definition.tests for failed in _failures(definition, test))


def _failures(definition: FormDefinition, test: ConditionTest) -> Iterator[FailedTest]:
    playing = in_play(definition, test.given)
    for question_id in test.shows:
        if question_id not in playing.questions:
            why = _why_hidden(definition, question_id, test.given, playing)
            yield FailedTest(test.name, question_id, f"{called(definition, question_id)} should show, but {why}")
    for question_id in test.hides:
        if question_id in playing.questions:
            why = _why_shown(definition, question_id, test.given)
            yield FailedTest(test.name, question_id, f"{called(definition, question_id)} should not show, but {why}")


def _why_hidden(definition: FormDefinition, question_id: str, given: Mapping[str, object], playing: InPlay) -> str:
    page, question = definition.page_of(question_id), definition.question(question_id)
    unmet = page.show_when if not playing.holds(page.show_when) else question.show_when
    what = "its page is asked" if unmet is page.show_when else "it is asked"
    return f"{what} only {asked_when(definition, unmet)}. {_answers(definition, questions_of(unmet), given)}"


def _why_shown(definition: FormDefinition, question_id: str, given: Mapping[str, object]) -> str:
    page, question = definition.page_of(question_id), definition.question(question_id)
    looked_at = questions_of(page.show_when) | questions_of(question.show_when)
    if not looked_at:
        return "it is always asked"
    conditions = [asked_when(definition, each) for each in (page.show_when, question.show_when) if each is not None]
    return f"it is asked {' and '.join(conditions)}. {_answers(definition, looked_at, given)}"


def _answers(definition: FormDefinition, question_ids: frozenset[str], given: Mapping[str, object]) -> str:
    """What the test answered to the questions that decide."""
    said = [
        f"{called(definition, question.id)} is answered “{answer}”"
        if answer
        else f"{called(definition, question.id)} is not answered"
        for question in definition.questions
        if question.id in question_ids
        for answer in [", ".join(display(question, given.get(question.id)).splitlines())]
    ]
    return f"Here {' and '.join(said)}"
