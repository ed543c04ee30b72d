"""Raw answers made fit to store in a draft: cleaned, and refused when they are not of this form at all."""

from collections.abc import Mapping

from frontdoor.domain.texts import has_lone_surrogate
from frontdoor.forms.cleaning import clean_text
from frontdoor.forms.definition import FormDefinition, Question, RawAnswer, RawAnswers


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
    tuples. Options no one offers and texts over the limit stay: they are faults to show, not to hide.

    Raises `UnknownAnswers` or `UnreadableAnswers`, each naming every id concerned.
    """
    unknown: list[str] = []
    for question_id, answer in raw.items():
        if not definition.has_question(question_id):
            unknown.append(question_id)
        elif isinstance(answer, Mapping):
            parts = definition.question(question_id).parts
            unknown += [f"{question_id}.{part}" for part in answer if parts and part not in parts]
    if unknown:
        raise UnknownAnswers(tuple(unknown))
    tidied = {question_id: _tidied(definition.question(question_id), answer) for question_id, answer in raw.items()}
    if unreadable := tuple(question_id for question_id, answer in tidied.items() if answer is None):
        raise UnreadableAnswers(unreadable)
    return {question_id: answer for question_id, answer in tidied.items() if answer is not None}


def _tidied(question: Question, answer: object) -> RawAnswer | None:
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
