"""What answers mean to the rest of the product: by concept, and by census factor."""

from collections.abc import Mapping

from frontdoor.forms.answers import Answer, Answers, AsTyped, GroupAnswer
from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import FormDefinition, Question


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
