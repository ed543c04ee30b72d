"""A whole form's raw answers -> typed answers and every fault at once."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from frontdoor.forms.answers import Answer, Answers, AsTyped, GroupAnswer
from frontdoor.forms.branches import InPlay, in_play
from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import Fault, FormDefinition, Question, RawAnswers
from frontdoor.forms.displaying import display
from frontdoor.forms.groups import hidden_answers, items_in_play
from frontdoor.forms.judging import judge
from frontdoor.forms.saying import values_said


@frozen
class Binding:
    """What the answers come to.

    `answers`: typed, by question id, only questions in play without fault. `faults`: all of them, in form order.
    `warnings`: remarks that never block. `dropped`: the paths (`FormDefinition.question_at`) of answered questions of
    hidden branches, kept in the draft and not submitted. `urgent` says whether the form's own rule calls the concern
    urgent; then only `urgent_faults` stop it, and `urgent_answers` is what is sent: `answers` and, where a fault
    remains, the words as typed.
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
    for question in definition.questions:
        if question.id not in playing.questions:
            continue
        judged = judge(question, raw.get(question.id), today, playing.said)
        faults += judged.faults
        warnings += judged.warnings
        if judged.answer is not None:
            answers[question.id] = judged.answer
        elif judged.as_typed is not None:
            as_typed[question.id] = judged.as_typed
        elif playing.said[question.id]:
            as_typed[question.id] = AsTyped(display(question, raw[question.id]))
    warnings += _cautions(definition, playing)
    warnings += _before_birth(definition, answers)
    minimum = {question.id for question in definition.questions if question.urgent_minimum}
    return Binding(
        answers=MappingProxyType(answers),
        faults=tuple(faults),
        warnings=tuple(warnings),
        dropped=tuple(path for question in definition.questions for path in _dropped(question, raw, playing)),
        urgent=definition.urgent_when is not None and playing.holds(definition.urgent_when),
        urgent_faults=tuple(fault for fault in faults if fault.question_id in minimum),
        urgent_answers=MappingProxyType(answers | as_typed),
    )


def check_page(definition: FormDefinition, page_id: str, raw: RawAnswers, today: date) -> tuple[Fault, ...]:
    """The faults of one page, given all answers so far. Raises KeyError for an unknown page."""
    page = definition.page(page_id)
    playing = in_play(definition, raw)
    return tuple(
        fault
        for question in page.questions
        if question.id in playing.questions
        for fault in judge(question, raw.get(question.id), today, playing.said).faults
    )


def supplied(definition: FormDefinition, answers: Answers) -> Mapping[Concept, Answer]:
    """The answers by what they mean to the domain. Answers kept as typed are left out: they have no type."""
    return {
        question.supplies: answers[question.id]
        for question in definition.questions
        if question.supplies is not None and question.id in answers and not isinstance(answers[question.id], AsTyped)
    }


def supplied_items(
    definition: FormDefinition, concept: Concept, answers: Answers
) -> tuple[Mapping[Concept, Answer], ...]:
    """The items of the group that supplies a concept, each by what its answers mean; none where nobody was added."""
    group = definition.supplier(concept)
    answer = answers.get(group.id) if group else None
    if group is None or not isinstance(answer, GroupAnswer):
        return ()
    return tuple(
        {
            member.supplies: item[member.id]
            for member in group.questions
            if member.supplies is not None and member.id in item and not isinstance(item[member.id], AsTyped)
        }
        for item in answer.items
    )


def factors(definition: FormDefinition, answers: Answers) -> tuple[str, ...]:
    """The Children in Need census factor codes the chosen options stand for, in form order, without repeats."""
    codes = (
        code
        for question in definition.questions
        for asked, answer in _plain_answers(question, answers)
        if isinstance(answer, str | tuple)
        for option in asked.options
        if (option.value == answer if isinstance(answer, str) else option.value in answer)
        for code in option.factors
    )
    return tuple(dict.fromkeys(codes))


def _plain_answers(question: Question, answers: Answers) -> tuple[tuple[Question, Answer | None], ...]:
    answer = answers.get(question.id)
    if not isinstance(answer, GroupAnswer):
        return ((question, answer),)
    return tuple((member, item.get(member.id)) for item in answer.items for member in question.questions)


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


def _before_birth(definition: FormDefinition, answers: Answers) -> list[Fault]:
    known = supplied(definition, answers)
    born, happened = known.get(Concept.DATE_OF_BIRTH), known.get(Concept.INCIDENT_DATE)
    incident = definition.supplier(Concept.INCIDENT_DATE)
    if incident is not None and isinstance(born, date) and isinstance(happened, date) and happened < born:
        return [Fault(incident.id, None, "This is before the child’s date of birth. Check both dates")]
    return []
