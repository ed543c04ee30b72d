"""What judging one raw answer gives."""

from typing import Self

from attrs import frozen

from frontdoor.forms.answers import Answer
from frontdoor.forms.definition import Fault, Question


@frozen
class Judged:
    """A typed answer, or the faults that stop it, or neither (left blank); and remarks that stop nothing."""

    answer: Answer | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    as_typed: Answer | None = None
    """Of a group with faults: what it comes to with the words that could not be read kept as typed."""

    @classmethod
    def faulty(cls, question: Question, message: str, part: str | None = None) -> Self:
        """Judged to have one fault."""
        return cls(faults=(Fault(question.id, part, message),))


def sentence_name(question: Question) -> str:
    """What the question is called, fit to open a sentence."""
    return question.name[:1].upper() + question.name[1:]


def too_long(question: Question, text: str, part: str | None = None) -> tuple[Fault, ...]:
    """The fault of a text over the limit, with its count; nothing is ever cut."""
    limit = question.limit
    if limit is None or len(text) <= limit:
        return ()
    words = f"{sentence_name(question)} must be {limit:,} characters or less. You have {len(text):,}"
    return (Fault(question.id, part, words),)
