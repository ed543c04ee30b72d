"""Typed answers, and their JSON form, in which a sent contact keeps them for ever."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from attrs import asdict, frozen

from frontdoor.forms.definition import FormDefinition, Question
from frontdoor.forms.kinds import WITH_OPTIONS, QuestionKind


@frozen
class PersonNameAnswer:
    """A name as it was given. Either part may be empty, never both."""

    given: str
    family: str


@frozen
class AddressAnswer:
    """An address as far as it is known. `postcode` is in its usual form when it is a UK postcode."""

    line_1: str
    line_2: str
    town: str
    postcode: str


@frozen
class ApproximateDate:
    """A date known only roughly, in the sender's words ("about 5 years old")."""

    text: str


@frozen
class IdentifierAnswer:
    """An NHS number or UPN, closed up. `verified` says that its check digit or letter is right."""

    text: str
    verified: bool


@frozen
class AsTyped:
    """What was typed where no answer could be read from it: an urgent concern is sent with it all the same."""

    text: str


@frozen
class GroupAnswer:
    """The people or things of a group, each with its typed answers by member id: only members in play."""

    items: tuple[Mapping[str, "Answer"], ...]


Answer: TypeAlias = (
    str
    | tuple[str, ...]
    | date
    | ApproximateDate
    | PersonNameAnswer
    | AddressAnswer
    | IdentifierAnswer
    | AsTyped
    | GroupAnswer
)
"""Text kinds and single choices give `str`; choices a tuple of option values; the rest their own class."""

Answers: TypeAlias = Mapping[str, Answer]
"""Typed answers by question id: only those in play."""


class AnswersDoNotFit(ValueError):
    """Stored answers that the form version they name cannot have produced. `ids` are the questions concerned."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(f"stored answers do not fit the form: {', '.join(ids)}")
        self.ids = ids


def to_json(answers: Answers) -> dict[str, object]:
    """The answers as JSON values, by question id. `from_json` with the same form version reverses it."""
    return {question_id: _answer_to_json(answer) for question_id, answer in answers.items()}


def _answer_to_json(answer: Answer) -> object:
    match answer:
        case str():
            return answer
        case tuple():
            return list(answer)
        case date():
            return {"date": answer.isoformat()}
        case ApproximateDate(text):
            return {"approximate": text}
        case AsTyped(text):
            return {"as_typed": text}
        case GroupAnswer(items):
            return [to_json(item) for item in items]
        case _:
            return asdict(answer)


def from_json(definition: FormDefinition, data: Mapping[str, object]) -> dict[str, Answer]:
    """The typed answers behind `to_json`. Raises `AnswersDoNotFit` naming every question that does not fit."""
    answers: dict[str, Answer] = {}
    misfits: list[str] = []
    for question_id, value in data.items():
        answer = None
        if definition.has_question(question_id):
            answer = _answer_from_json(definition.question(question_id), value)
        if answer is None:
            misfits.append(question_id)
        else:
            answers[question_id] = answer
    if misfits:
        raise AnswersDoNotFit(tuple(misfits))
    return answers


def _answer_from_json(question: Question, value: object) -> Answer | None:
    match value:
        case {"as_typed": str(text), **rest} if not rest:
            return AsTyped(text)
        case str() if question.kind in _KEPT_AS_TEXT:
            return value if question.kind not in WITH_OPTIONS or question.option(value) else None
        case list() if question.is_group:
            return _group_from_json(question, value)
        case list() if question.kind is QuestionKind.CHOICES:
            known = [each for each in value if isinstance(each, str) and question.option(each)]
            return tuple(known) if len(known) == len(value) else None
        case Mapping():
            return _parts_from_json(question.kind, value)
        case _:
            return None


def _group_from_json(group: Question, items: list[object]) -> GroupAnswer | None:
    found: list[Mapping[str, Answer]] = []
    for item in items:
        if not isinstance(item, Mapping):
            return None
        answers: dict[str, Answer] = {}
        for member_id, value in item.items():
            member = group.member(member_id)
            answer = _answer_from_json(member, value) if member else None
            if answer is None:
                return None
            answers[member_id] = answer
        found.append(answers)
    return GroupAnswer(tuple(found))


_KEPT_AS_TEXT = frozenset(
    {
        QuestionKind.TEXT,
        QuestionKind.LONG_TEXT,
        QuestionKind.PHONE,
        QuestionKind.EMAIL,
        QuestionKind.CHOICE,
        QuestionKind.YES_NO_UNKNOWN,
    }
)


def _parts_from_json(kind: QuestionKind, value: Mapping[object, object]) -> Answer | None:
    match kind, dict(value):
        case QuestionKind.DATE, {"date": str(text), **rest} if not rest:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case QuestionKind.DATE, {"approximate": str(text), **rest} if not rest:
            return ApproximateDate(text)
        case QuestionKind.NAME, {"given": str(given), "family": str(family), **rest} if not rest:
            return PersonNameAnswer(given, family)
        case QuestionKind.ADDRESS, {
            "line_1": str(line_1),
            "line_2": str(line_2),
            "town": str(town),
            "postcode": str(postcode),
            **rest,
        } if not rest:
            return AddressAnswer(line_1, line_2, town, postcode)
        case (
            (QuestionKind.NHS_NUMBER | QuestionKind.UPN),
            {"text": str(text), "verified": bool(sure), **rest},
        ):
            return IdentifierAnswer(text, sure) if not rest else None
        case _:
            return None
