"""An answer as plain text, for check answers, receipts and hand-off packs."""

from collections.abc import Mapping
from datetime import date

from frontdoor.forms.answers import (
    AddressAnswer,
    ApproximateDate,
    AsTyped,
    GroupAnswer,
    IdentifierAnswer,
    PersonNameAnswer,
)
from frontdoor.forms.dates import MONTH_NAMES
from frontdoor.forms.definition import Question
from frontdoor.forms.kinds import WITH_OPTIONS, QuestionKind


def display(question: Question, answer: object) -> str:
    """The answer in plain text, empty when there is none: several choices and address lines one to a line.

    Takes a typed answer, a raw one or None and never raises, so a draft full of faults can be shown. What is
    none of these is no answer, here as in `bind`.
    """
    if question.is_group:
        return "\n\n".join(_item_text(question, *item) for item in display_items(question, answer))
    match answer:
        case date():
            return f"{answer.day} {MONTH_NAMES[answer.month - 1]} {answer.year}"
        case PersonNameAnswer(given, family):
            return f"{given} {family}".strip()
        case AddressAnswer(line_1, line_2, town, postcode):
            return "\n".join(line for line in (line_1, line_2, town, postcode) if line)
        case ApproximateDate(text) | AsTyped(text):
            return text
        case IdentifierAnswer(text, verified):
            return _identifier(question, text) if verified else f"{text} (not checked)"
        case str():
            return _label(question, answer)
        case Mapping():
            return _parts(question, answer)
        case list() | tuple():
            return "\n".join(_label(question, value) for value in answer if isinstance(value, str))
        case _:
            return ""


def display_items(group: Question, answer: object) -> tuple[tuple[int, tuple[tuple[Question, str], ...]], ...]:
    """A group's answer, typed or raw: each item's number, and its answered members with their answers in plain text."""
    items: object = answer.items if isinstance(answer, GroupAnswer) else answer
    if not isinstance(items, list | tuple):
        return ()
    return tuple(
        (
            number,
            tuple((member, text) for member in group.questions if (text := display(member, item.get(member.id)))),
        )
        for number, item in enumerate(items, start=1)
        if isinstance(item, Mapping)
    )


def _item_text(group: Question, number: int, rows: tuple[tuple[Question, str], ...]) -> str:
    lines = [f"{_asked(member)} {_on_one_line(text)}" for member, text in rows]
    return "\n".join([group.item_called(number), *lines])


def _asked(member: Question) -> str:
    return member.label if member.label.endswith("?") else f"{member.label}:"


def _on_one_line(text: str) -> str:
    return ", ".join(line for line in text.splitlines() if line)


def _identifier(question: Question, text: str) -> str:
    return f"{text[:3]} {text[3:6]} {text[6:]}" if question.kind is QuestionKind.NHS_NUMBER else text


def _label(question: Question, value: str) -> str:
    option = question.option(value.strip()) if question.kind in WITH_OPTIONS else None
    return option.label if option else value.strip()


def _parts(question: Question, typed: Mapping[str, str]) -> str:
    between = "\n" if question.kind is QuestionKind.ADDRESS else " "
    order = (*question.parts, *(part for part in typed if part not in question.parts))
    texts = (typed.get(part, "") for part in order)
    return between.join(text.strip() for text in texts if isinstance(text, str) and text.strip())
