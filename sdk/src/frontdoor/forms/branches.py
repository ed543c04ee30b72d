"""Which pages and questions are in play for the answers so far.

A condition sees only answers in play: a question whose controlling question is hidden counts as hidden.
Conditions look backwards only (`read_form` sees to that), so one pass in form order settles everything.
"""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.forms.conditions import Condition, truth
from frontdoor.forms.definition import FormDefinition, Page, Question, RawAnswers
from frontdoor.forms.saying import values_said


@frozen
class InPlay:
    """The pages in play in order, the ids of the questions in play, and what each of those said."""

    pages: tuple[Page, ...]
    questions: frozenset[str]
    said: Mapping[str, tuple[str, ...]]

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds for the answers in play; no condition always holds."""
        return _holds(condition, self.said)


def _holds(condition: Condition | None, said: Mapping[str, tuple[str, ...]]) -> bool:
    return condition is None or truth(condition, lambda question: said.get(question, ())) is True


def in_play(definition: FormDefinition, raw: RawAnswers) -> InPlay:
    """Walk the form once and say what is in play. A page is in play when one of its questions is."""
    said: dict[str, tuple[str, ...]] = {}
    shown: set[str] = set()
    pages: list[Page] = []
    for page in definition.pages:
        if not _holds(page.show_when, said):
            continue
        for question in page.questions:
            if _holds(question.show_when, said):
                shown.add(question.id)
                said[question.id] = values_said(question, raw.get(question.id))
        if any(question.id in shown for question in page.questions):
            pages.append(page)
    return InPlay(tuple(pages), frozenset(shown), said)


def pages_in_play(definition: FormDefinition, raw: RawAnswers) -> tuple[Page, ...]:
    """The pages to be answered, in order."""
    return in_play(definition, raw).pages


def page_in_play(definition: FormDefinition, page: Page, raw: RawAnswers) -> bool:
    """Whether this page, or this whole section, is to be answered."""
    shown = in_play(definition, raw).questions
    return any(question.id in shown for question in page.questions)


def questions_in_play(definition: FormDefinition, page: Page, raw: RawAnswers) -> tuple[Question, ...]:
    """The questions of this page that are to be answered, in order."""
    shown = in_play(definition, raw).questions
    return tuple(question for question in page.questions if question.id in shown)


def next_page(definition: FormDefinition, page_id: str, raw: RawAnswers) -> Page | None:
    """The next page in play after this one, or None at the end of the form."""
    order = [page.id for page in definition.pages]
    after = set(order[order.index(page_id) + 1 :])
    return next((page for page in pages_in_play(definition, raw) if page.id in after), None)


def previous_page(definition: FormDefinition, page_id: str, raw: RawAnswers) -> Page | None:
    """The last page in play before this one, or None at the beginning."""
    order = [page.id for page in definition.pages]
    before = set(order[: order.index(page_id)])
    return next((page for page in reversed(pages_in_play(definition, raw)) if page.id in before), None)


def gate_stops(definition: FormDefinition, raw: RawAnswers) -> bool:
    """Whether the gate's stop screen (call 999) must be shown for these answers."""
    gate = definition.gate
    return gate is not None and gate.stop_when is not None and in_play(definition, raw).holds(gate.stop_when)
