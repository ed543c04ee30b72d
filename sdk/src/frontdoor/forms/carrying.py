"""Moving a draft from one version of a form to the next without losing or twisting an answer."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.forms.branches import in_play, values_said
from frontdoor.forms.definition import FormDefinition, Question, RawAnswer, RawAnswers
from frontdoor.forms.kinds import WITH_OPTIONS


@frozen
class CarriedOver:
    """A draft under the new version. `answers` go on as they are; `ask_again` are questions whose kind, options
    or boxes changed so that the old answer no longer fits, and those new to the sender; `gone` are answered
    questions that the new version does not have.
    """

    answers: RawAnswers
    ask_again: tuple[str, ...]
    gone: tuple[str, ...]


def carry_over(old: FormDefinition, new: FormDefinition, raw: RawAnswers) -> CarriedOver:
    """Carry a draft's raw answers from `old` to `new` by question id."""
    kept: dict[str, RawAnswer] = {}
    misfits: set[str] = set()
    for question_id, answer in raw.items():
        if not new.has_question(question_id) or not old.has_question(question_id):
            continue
        if _fits(old.question(question_id), new.question(question_id), answer):
            kept[question_id] = answer
        elif values_said(old.question(question_id), answer):
            misfits.add(question_id)
    shown = in_play(new, kept).questions
    return CarriedOver(
        answers=kept,
        ask_again=tuple(
            question.id
            for question in new.questions
            if question.id in misfits or (question.id in shown and not old.has_question(question.id))
        ),
        gone=tuple(
            question.id
            for question in old.questions
            if not new.has_question(question.id) and values_said(question, raw.get(question.id))
        ),
    )


def _fits(old: Question, new: Question, answer: RawAnswer) -> bool:
    if old.kind is not new.kind:
        return False
    if isinstance(answer, Mapping):
        return all(part in new.parts for part in answer)
    if new.kind in WITH_OPTIONS:
        return all(new.option(value) is not None for value in values_said(new, answer))
    return True
