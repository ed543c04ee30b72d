"""What answers mean to the rest of the product: by concept, and by census factor."""

from collections.abc import Mapping
from typing import Any

from frontdoor.forms.answers import Answer, Answers, AsTyped, GroupAnswer
from frontdoor.forms.concepts import Concept
from frontdoor.forms.conditions import AllOf, AnyOf, Condition, Equals, Includes, OneOf
from frontdoor.forms.definition import FormDefinition, Question
from frontdoor.forms.groups import raw_items
from frontdoor.forms.saying import values_said


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


def tells_of_worker(definition: FormDefinition, raw: Mapping[str, Any]) -> bool:
    """Whether an answer tells of somebody who works with those at risk, by an option that the form marks as such.

    Raw answers are looked at, or those of JSON, and hidden ones too: nobody knows yet what of a draft will be sent. So
    what was answered only because of such an option, such as who it is, goes on telling when the option is taken back.
    """
    return any(
        _is_asked_of_worker(definition, question)
        or ((option := question.option(value)) is not None and option.tells_of_worker)
        for question in definition.questions_and_members
        for each in _raw_answers(definition, question, raw)
        for value in values_said(question, each)
    )


def _is_asked_of_worker(definition: FormDefinition, question: Question) -> bool:
    """Whether a question, or its page, is asked of nobody who did not choose an option that tells of a worker."""
    conditions = (question.show_when, definition.page_of(question.id).show_when)
    return any(_needs_telling(definition, each) for each in conditions if each is not None)


def _needs_telling(definition: FormDefinition, condition: Condition) -> bool:
    def tells(question_id: str, *values: str) -> bool:
        question = definition.question_or_member(question_id)
        return all((option := question.option(each)) is not None and option.tells_of_worker for each in values)

    match condition:
        case AllOf(conditions):
            return any(_needs_telling(definition, each) for each in conditions)
        case AnyOf(conditions):
            return all(_needs_telling(definition, each) for each in conditions)
        case Equals(question, value) | Includes(question, value):
            return tells(question, value)
        case OneOf(question, values):
            return tells(question, *values)
        case _:
            return False


def _raw_answers(definition: FormDefinition, question: Question, raw: Mapping[str, Any]) -> tuple[Any, ...]:
    """What was said to a question, or to a member of a group in each of its items."""
    group = definition.group_of(question.id)
    if group is None:
        return (raw.get(question.id),)
    return tuple(item.get(question.id) for item in raw_items(raw.get(group.id)))


def _plain_answers(question: Question, answers: Answers) -> tuple[tuple[Question, Answer | None], ...]:
    answer = answers.get(question.id)
    if not isinstance(answer, GroupAnswer):
        return ((question, answer),)
    return tuple((member, item.get(member.id)) for item in answer.items for member in question.questions)
