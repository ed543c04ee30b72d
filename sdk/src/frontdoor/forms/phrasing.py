"""Conditions in plain words: "when “What are you worried about?” includes “Neglect”"."""

from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf
from frontdoor.forms.definition import FormDefinition, Question


def called(definition: FormDefinition, question_id: str) -> str:
    """A question by its label in quotation marks, or by its id where the form has no such question."""
    question = _found(definition, question_id)
    return f"“{question.label if question else question_id}”"


def _found(definition: FormDefinition, question_id: str) -> Question | None:
    return definition.question_or_member(question_id) if _has(definition, question_id) else None


def _has(definition: FormDefinition, question_id: str) -> bool:
    return definition.has_question(question_id) or definition.member(question_id) is not None


def asked_when(definition: FormDefinition, condition: Condition | None) -> str:
    """When something is asked: "always", or "when" and the condition."""
    return "always" if condition is None else f"when {in_words(definition, condition)}"


def in_words(definition: FormDefinition, condition: Condition) -> str:
    """The condition as part of a sentence, with the labels of its questions and options."""
    match condition:
        case Equals(question, value):
            return f"{called(definition, question)} is {_option(definition, question, value)}"
        case OneOf(question, values):
            return f"{called(definition, question)} is {_listed(definition, question, values, 'or')}"
        case Includes(question, value):
            return f"{called(definition, question)} includes {_option(definition, question, value)}"
        case Answered(question):
            return f"{called(definition, question)} is answered"
        case AllOf(conditions):
            return " and ".join(_within(definition, each) for each in conditions)
        case AnyOf(conditions):
            return " or ".join(_within(definition, each) for each in conditions)
        case Not(inner):
            return _denied(definition, inner)


def _denied(definition: FormDefinition, condition: Condition) -> str:
    match condition:
        case Equals(question, value):
            return f"{called(definition, question)} is not {_option(definition, question, value)}"
        case OneOf(question, values):
            return f"{called(definition, question)} is neither {_listed(definition, question, values, 'nor')}"
        case Includes(question, value):
            return f"{called(definition, question)} does not include {_option(definition, question, value)}"
        case Answered(question):
            return f"{called(definition, question)} is not answered"
        case Not(inner):
            return in_words(definition, inner)
        case AllOf(conditions):
            return f"not all of these hold: {_series(definition, conditions)}"
        case AnyOf(conditions):
            return f"none of these holds: {_series(definition, conditions)}"


def _series(definition: FormDefinition, conditions: tuple[Condition, ...]) -> str:
    return "; ".join(in_words(definition, each) for each in conditions)


def _within(definition: FormDefinition, condition: Condition) -> str:
    words = in_words(definition, condition)
    is_plain = isinstance(condition, Equals | OneOf | Includes | Answered)
    is_denied = isinstance(condition, Not) and isinstance(condition.condition, Equals | OneOf | Includes | Answered)
    return words if is_plain or is_denied else f"({words})"


def _option(definition: FormDefinition, question_id: str, value: str) -> str:
    question = _found(definition, question_id)
    option = question.option(value) if question else None
    return f"“{option.label if option else value}”"


def _listed(definition: FormDefinition, question_id: str, values: tuple[str, ...], between: str) -> str:
    return f" {between} ".join(_option(definition, question_id, value) for value in values)
