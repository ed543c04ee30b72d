"""What a question page sent: posted fields -> what was typed, by question, in the shape the form engine reads.

A field is named after its question, and a part of an answer `question-part`. Beside them a page sends `asked`, once for
each question that stood on it, because an empty set of boxes or radios sends nothing at all; `then`, the button that
was used; and `back`, the page to come back to.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from frontdoor.forms import Page, Question, QuestionKind
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

ASKED, THEN, BACK = "asked", "then", "back"
CHECK_ANSWERS = "check-answers"

_TICKED = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO_UNKNOWN})


class Then(StrEnum):
    """Where the sender goes once the page is saved."""

    ON = "on"
    TASK_LIST = "list"


@frozen
class TypedPage:
    """One page as it was sent. A question in `asked` that is not in `typed` was left blank."""

    typed: Mapping[str, object]
    asked: frozenset[str]
    then: Then
    back_to_check: bool


def read_page(page: Page, form: Fields) -> TypedPage:
    """Read the fields of one page; raises `BadRequest` for a field, question or button that the page does not have."""
    form.only(ASKED, THEN, BACK, *(name for question in page.questions for name in field_names(question)))
    typed = {question.id: found for question in page.questions if (found := _typed(question, form)) is not None}
    asked = frozenset(form.many(ASKED)) | typed.keys()
    if not asked <= {question.id for question in page.questions}:
        raise BadRequest("A question was sent that is not on the page")
    back = form.one(BACK)
    if back not in {"", CHECK_ANSWERS}:
        raise BadRequest("The page to come back to is not one of the form's")
    try:
        then = Then(form.one(THEN, Then.ON))
    except ValueError:
        raise BadRequest("The button is not one of the page's") from None
    return TypedPage(typed, asked, then, back == CHECK_ANSWERS)


def field_names(question: Question) -> tuple[str, ...]:
    """The names of a question's fields in HTML."""
    return tuple(f"{question.id}-{part}" for part in question.parts) or (question.id,)


def _typed(question: Question, form: Fields) -> object | None:
    if question.parts:
        parts = {part: form.one(f"{question.id}-{part}") for part in question.parts}
        return parts if any(text.strip() for text in parts.values()) else None
    if question.kind in _TICKED:
        # Two radios of one question cannot come from a browser; the form engine says so beside the question.
        ticked = form.many(question.id)
        return ticked[0] if len(ticked) == 1 and question.kind is not QuestionKind.CHOICES else ticked or None
    return form.one(question.id) or None
