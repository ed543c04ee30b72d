"""A whole form's raw answers -> typed answers and every fault at once."""

from datetime import date
from types import MappingProxyType

from attrs import frozen

from frontdoor.forms.across import clashes, remarks, without_clashes
from frontdoor.forms.answers import Answer, Answers, AsTyped
from frontdoor.forms.branches import InPlay, in_play
from frontdoor.forms.definition import Fault, FormDefinition, Question, RawAnswers
from frontdoor.forms.displaying import display
from frontdoor.forms.groups import hidden_answers, items_in_play
from frontdoor.forms.judging import judge
from frontdoor.forms.naming import remarks_on_names
from frontdoor.forms.saying import values_said


@frozen
class Binding:
    """What the answers come to.

    `answers`: typed, by question id, only questions in play without fault. `faults`: all of them, in form order.
    `warnings`: remarks that never block. `dropped`: the paths (`FormDefinition.question_at`) of answered questions of
    hidden branches, kept in the draft and not submitted. `urgent` says whether the form's own rule calls the concern
    urgent; then only `urgent_faults` stop it, and `urgent_answers` is what is sent: `answers` and, where a fault
    remains, the words as typed. A number given for several children stands as typed for each of them.
    """

    answers: Answers
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    dropped: tuple[str, ...]
    urgent: bool
    urgent_faults: tuple[Fault, ...]
    urgent_answers: Answers

    @property
    def complete(self) -> bool:
        """Whether the form may be sent as it is."""
        return not self.faults

    @property
    def may_be_sent_incomplete(self) -> bool:
        """Whether it is urgent and has what even an urgent concern needs."""
        return self.urgent and not self.urgent_faults


def bind(definition: FormDefinition, raw: RawAnswers, today: date) -> Binding:
    """Judge every question in play. Raises nothing, whatever the raw answers hold."""
    playing = in_play(definition, raw)
    answers: dict[str, Answer] = {}
    as_typed: dict[str, Answer] = {}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    clashing = clashes(definition, raw, playing)
    for question in definition.questions:
        if question.id not in playing.questions:
            continue
        judged = judge(question, raw.get(question.id), today, playing.said)
        shared = tuple(fault for fault in clashing if fault.question_id == question.id)
        faults += [*judged.faults, *shared]
        warnings += judged.warnings
        if judged.answer is not None and not shared:
            answers[question.id] = judged.answer
        elif judged.answer is not None:
            as_typed[question.id] = judged.answer
        elif judged.as_typed is not None:
            as_typed[question.id] = judged.as_typed
        elif playing.said[question.id] and not question.is_group:
            # Of a group `judge` says what goes as typed: its raw items hold hidden members too.
            as_typed[question.id] = AsTyped(display(question, raw[question.id]))
    warnings += remarks_on_names(definition, raw, playing)
    warnings += _cautions(definition, playing)
    warnings += remarks(definition, answers)
    minimum = {question.id for question in definition.questions if question.urgent_minimum}
    return Binding(
        answers=MappingProxyType(answers),
        faults=tuple(faults),
        warnings=tuple(warnings),
        dropped=tuple(path for question in definition.questions for path in _dropped(question, raw, playing)),
        urgent=definition.urgent_when is not None and playing.holds(definition.urgent_when),
        urgent_faults=tuple(fault for fault in faults if fault.question_id in minimum),
        urgent_answers=MappingProxyType(without_clashes(definition, answers | as_typed, clashing)),
    )


def check_page(definition: FormDefinition, page_id: str, raw: RawAnswers, today: date) -> tuple[Fault, ...]:
    """The faults of one page, given all answers so far. Raises KeyError for an unknown page."""
    page = definition.page(page_id)
    playing = in_play(definition, raw)
    clashing = clashes(definition, raw, playing)
    return tuple(
        fault
        for question in page.questions
        if question.id in playing.questions
        for fault in (
            *judge(question, raw.get(question.id), today, playing.said).faults,
            *(each for each in clashing if each.question_id == question.id),
        )
    )


def _dropped(question: Question, raw: RawAnswers, playing: InPlay) -> tuple[str, ...]:
    if question.id not in playing.questions:
        return (question.id,) if values_said(question, raw.get(question.id)) else ()
    if not question.is_group:
        return ()
    return hidden_answers(question, items_in_play(question, raw.get(question.id), playing.said))


def _cautions(definition: FormDefinition, playing: InPlay) -> list[Fault]:
    return [
        Fault(caution.question_id, None, caution.message)
        for caution in definition.cautions
        if caution.question_id in playing.questions and playing.holds(caution.when)
    ]
