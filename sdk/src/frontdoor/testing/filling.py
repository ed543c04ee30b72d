"""A form filled in without a person: whatever it still asks is answered, so that a test or a demo can send it."""

from collections.abc import Mapping
from datetime import date, timedelta

from frontdoor.forms import (
    Concept,
    DateRange,
    Fault,
    FormDefinition,
    PlainRawAnswer,
    Question,
    QuestionKind,
    RawAnswer,
    RawAnswers,
    bind,
    raw_items,
)

_MORE_THAN_ENOUGH_ROUNDS = 50


def fill_in(
    form: FormDefinition,
    known: Mapping[Concept, RawAnswer],
    today: date,
    also: RawAnswers | None = None,
) -> dict[str, RawAnswer]:
    """Raw answers with which the form is complete on `today`.

    `known` answers by concept, `also` by question id; every other question that is in play and required is answered
    with made-up words, or with its first option that tells of nobody who works with those at risk. Raises `ValueError`
    where a given answer is itself at fault.
    """
    answers: dict[str, RawAnswer] = dict(also or {})
    for concept, answer in known.items():
        question = form.supplier(concept)
        if question is None:
            raise ValueError(f"{form.id} has no question for {concept}")
        answers[question.id] = answer
    given = set(answers)
    for _ in range(_MORE_THAN_ENOUGH_ROUNDS):
        faults = bind(form, answers, today).faults
        if not faults:
            return answers
        for fault in faults:
            if fault.question_id in given:
                raise ValueError(f"{fault.question_id}: {fault.message}")
            question = form.question(fault.question_id)
            answers[question.id] = _answered(question, answers.get(question.id), fault, today)
    raise ValueError(f"{form.id} asks for more and more: {', '.join(fault.question_id for fault in faults)}")


def _answered(question: Question, answer: RawAnswer | None, fault: Fault, today: date) -> RawAnswer:
    """An answer without this fault; of a group, its items with the member at fault answered."""
    if not question.is_group:
        return _made_up(question, today)
    items = [dict(item) for item in raw_items(answer)] or [{}]
    number, member_id = (int(fault.part.split("-")[0]), fault.part.split("-")[1]) if fault.part else (1, "")
    asked = [member for member in question.questions if member.id == (member_id or question.questions[0].id)]
    items[number - 1] |= {member.id: _made_up(member, today) for member in asked}
    return tuple(items)


def _made_up(question: Question, today: date) -> PlainRawAnswer:
    match question.kind:
        case QuestionKind.CHOICE:
            return _an_option(question)
        case QuestionKind.CHOICES:
            return (_an_option(question),)
        case QuestionKind.YES_NO_UNKNOWN:
            return "yes"
        case QuestionKind.DATE:
            day = today + timedelta(days=60 if question.dated is DateRange.FUTURE else -60)
            return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
        case QuestionKind.NAME:
            return {"given": "Robin", "family": "Made-Up"}
        case QuestionKind.ADDRESS:
            return {"line_1": "1 Invented Row", "line_2": "", "town": "Exampleton", "postcode": "WR5 2NP"}
        case QuestionKind.PHONE:
            return "01632 960123"
        case QuestionKind.EMAIL:
            return "robin@school.example"
        case QuestionKind.NHS_NUMBER:
            return "999 000 0018"
        case QuestionKind.UPN:
            return "B801200005001"
        case QuestionKind.TEXT | QuestionKind.LONG_TEXT:
            return "Made-up words for a made-up family."
        case QuestionKind.GROUP:
            raise ValueError(f"{question.id}: a group stands inside another")


def _an_option(question: Question) -> str:
    """The first option, but none that keeps what is sent from the sender's lead: that is for a test to choose."""
    return next((each for each in question.options if not each.tells_of_worker), question.options[0]).value
