"""How a professional answers a form, the cause for concern unless another is named: by the words of its questions."""

import re
from datetime import datetime

from playwright.sync_api import Locator
from reference_portal.tests.journeys.walker import Walker

from frontdoor.forms import (
    Concept,
    FormDefinition,
    Question,
    QuestionKind,
    RawAnswer,
    RawAnswers,
    library_form,
    raw_items,
)
from frontdoor.testing.families import MadeUpPerson
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.demo.seeding import FORM

_BOXES = {
    "day": "Day",
    "month": "Month",
    "year": "Year",
    "given": "First or given names",
    "family": "Family name",
    "line_1": "Address line 1",
    "line_2": "Address line 2 (optional)",
    "town": "Town or city",
    "postcode": "Postcode",
}
_TO_DO = re.compile("Not started|In progress")

_MOST_PAGES = 60


def the_form() -> FormDefinition:
    return library_form(FORM)


def answers_about(
    child: MadeUpPerson,
    *categories: str,
    urgency: str = "standard",
    help_wanted: str = "social_work_assessment",
    also: RawAnswers | None = None,
) -> dict[str, RawAnswer]:
    """What a teacher would answer about a child, complete: nobody is in danger at this moment."""
    born = child.birth_date.on
    known: dict[Concept, RawAnswer] = {
        Concept.CHILD_NAME: {"given": child.name.given, "family": child.name.family},
        Concept.DATE_OF_BIRTH: {"day": str(born.day), "month": str(born.month), "year": str(born.year)},
        Concept.CHILD_STAGE: "born",
        Concept.CATEGORY: categories,
        Concept.HELP_WANTED: help_wanted,
        Concept.URGENCY: urgency,
    }
    return fill_in(the_form(), known, datetime.now(LONDON).date(), {"immediate_danger": "no", **(also or {})})


def answer_everything(walker: Walker, answers: RawAnswers, form: FormDefinition | None = None) -> None:
    """From the task list: open the first section that is not completed, answer its pages, until all are."""
    task_list = walker.path
    while (todo := walker.main.get_by_role("listitem").filter(has_text=_TO_DO)).count():
        walker.follow("", within=todo.first)
        while walker.path != task_list and not walker.path.endswith("/check-answers"):
            answer_page(walker, answers, form)
        if walker.path != task_list:
            walker.follow("Go back to the task list")


def answer_page(walker: Walker, answers: RawAnswers, form: FormDefinition | None = None) -> None:
    """Answer the questions of the page that is shown, save it, and again if answers brought up more questions."""
    page = (form or the_form()).page(walker.path.rpartition("/")[2])
    for question in page.questions:
        if question.is_group:
            _answer_items(walker, question, answers)
        elif question.id in answers and (place := _place(walker.main, question)).count():
            _answer(place, question, answers[question.id])
    walker.press("Save and continue")


def answer_to_the_check(walker: Walker, answers: RawAnswers) -> None:
    """Answer page after page until the check; fails where the form walks in circles."""
    for _ in range(_MOST_PAGES):
        if walker.path.endswith("/check-answers"):
            return
        answer_page(walker, answers)
    raise AssertionError(f"After {_MOST_PAGES} pages the form is still at {walker.path}")


def _answer_items(walker: Walker, group: Question, answers: RawAnswers) -> None:
    """Answer for each person or thing of a group that stands on the page."""
    for number, item in enumerate(raw_items(answers.get(group.id)), start=1):
        frame = walker.main.get_by_role("group", name=group.item_called(number), exact=True)
        for member in group.questions:
            if member.id in item and frame.count() and (place := _place(frame, member)).count():
                _answer(place, member, item[member.id])


def _place(within: Locator, question: Question) -> Locator:
    """The question's group, or its one box."""
    label = question.label if question.required else f"{question.label} (optional)"
    if question.kind in (QuestionKind.TEXT, QuestionKind.LONG_TEXT) or not _is_group(question):
        return within.get_by_label(label, exact=True)
    return within.get_by_role("group", name=label, exact=True)


def _is_group(question: Question) -> bool:
    return bool(question.options) or question.kind in (QuestionKind.DATE, QuestionKind.NAME, QuestionKind.ADDRESS)


def _answer(place: Locator, question: Question, answer: RawAnswer) -> None:
    labels = {option.value: option.label for option in question.options}
    if isinstance(answer, tuple):
        for value in answer:
            place.get_by_label(labels[str(value)], exact=True).check()
    elif isinstance(answer, str):
        place.get_by_label(labels[answer], exact=True).check() if labels else place.fill(answer)
    else:
        for part, text in answer.items():
            place.get_by_label(_BOXES[part], exact=True).fill(text)
