"""Raw answers made fit to store in a draft: cleaned, and refused when they are not of this form at all."""

from collections.abc import Mapping

from frontdoor.domain.texts import has_lone_surrogate
from frontdoor.forms.cleaning import clean_text
from frontdoor.forms.definition import FormDefinition, PlainRawAnswer, Question, RawAnswer, RawAnswers, RawItem
from frontdoor.forms.groups import is_blank_item


class RefusedAnswers(ValueError):
    """Answers no honest page of this form could have sent. `ids` are the question ids (or "id.part") at fault.

    The message names ids only, never what was typed.
    """

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(f"answers refused: {', '.join(ids)}")
        self.ids = ids


class UnknownAnswers(RefusedAnswers):
    """Answers to questions, or parts of answers, that the form does not have."""


class UnreadableAnswers(RefusedAnswers):
    """Answers of the wrong shape for their question, or holding text that is no text."""


def tidy(raw: Mapping[str, object], definition: FormDefinition) -> RawAnswers:
    """The raw answers cleaned: NFC, no control characters, trimmed, nothing invisible in names. Lists become
    tuples; items of a group in which nothing was said are left out. Options no one offers and texts over the limit
    stay: they are faults to show, not to hide.

    Raises `UnknownAnswers` or `UnreadableAnswers`, each naming every id concerned.
    """
    unknown: list[str] = []
    for question_id, answer in raw.items():
        if definition.has_question(question_id):
            unknown += _unknown_within(definition.question(question_id), answer)
        else:
            unknown.append(question_id)
    if unknown:
        raise UnknownAnswers(tuple(unknown))
    tidied = {question_id: _tidied(definition.question(question_id), answer) for question_id, answer in raw.items()}
    if unreadable := tuple(question_id for question_id, answer in tidied.items() if answer is None):
        raise UnreadableAnswers(unreadable)
    return {question_id: answer for question_id, answer in tidied.items() if answer is not None}


def _unknown_within(question: Question, answer: object) -> list[str]:
    """What an answer holds that its question does not have: boxes, or members of a group."""
    if question.is_group and isinstance(answer, list | tuple):
        items = [item for item in answer if isinstance(item, Mapping)]
        unknown = [f"{question.id}.{key}" for item in items for key in item if question.member(str(key)) is None]
        within = [(member, item.get(member.id)) for item in items for member in question.questions]
        return unknown + [each for member, answer in within for each in _unknown_within(member, answer)]
    if isinstance(answer, Mapping) and question.parts:
        return [f"{question.id}.{part}" for part in answer if part not in question.parts]
    return []


def _tidied(question: Question, answer: object) -> RawAnswer | None:
    return _tidied_items(question, answer) if question.is_group else _tidied_plain(question, answer)


def _tidied_items(group: Question, answer: object) -> tuple[RawItem, ...] | None:
    if not isinstance(answer, list | tuple):
        return None
    items: list[RawItem] = []
    for item in answer:
        if not isinstance(item, Mapping):
            return None
        tidied = {key: _tidied_plain(member, item[key]) for key in item if (member := group.member(str(key)))}
        if None in tidied.values():
            return None
        items.append({key: value for key, value in tidied.items() if value is not None})
    return tuple(item for item in items if not is_blank_item(group, item))


def _tidied_plain(question: Question, answer: object) -> PlainRawAnswer | None:
    if isinstance(answer, Mapping):
        parts = {part: _clean(question, text) for part, text in answer.items()}
        if not question.parts or None in parts.values():
            return None
        return {part: text for part, text in parts.items() if text is not None}
    if question.parts:
        return None
    if isinstance(answer, str):
        return _clean(question, answer)
    if not isinstance(answer, list | tuple):
        return None
    texts = [_clean(question, text) for text in answer]
    return None if None in texts else tuple(text for text in texts if text is not None)


def _clean(question: Question, text: object) -> str | None:
    if not isinstance(text, str) or has_lone_surrogate(text):
        return None
    return clean_text(text, question.kind)
