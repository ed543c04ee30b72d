"""A form whose questions are changed one by one, as a later version of it or as one that is not sound."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import evolve

from frontdoor.forms import FormDefinition, Question


def with_questions(form: FormDefinition, change: Callable[[Question], Question | None], **also: Any) -> FormDefinition:
    """The form with `change` made of each question of a page; one of which it makes nothing is left out."""

    def changed(questions: Iterable[Question]) -> Iterator[Question]:
        return filter(None, map(change, questions))

    sections = (
        evolve(section, pages=tuple(evolve(page, questions=tuple(changed(page.questions))) for page in section.pages))
        for section in form.sections
    )
    return evolve(form, sections=tuple(sections), **also)
