"""The task list of a draft: each section with how far it has come and where it opens."""

from datetime import date

from attrs import frozen

from frontdoor.domain.people import PersonName
from frontdoor.forms import (
    Concept,
    FormDefinition,
    RawAnswers,
    Section,
    SectionProgress,
    check_page,
    page_in_play,
    pages_in_play,
    progress,
)
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.web.wording import Word

PROGRESS = {
    SectionProgress.NOT_STARTED: Word("Not started", colour="blue"),
    SectionProgress.IN_PROGRESS: Word("In progress", colour="light-blue"),
    SectionProgress.COMPLETED: Word("Completed"),
    SectionProgress.HAS_FAULTS: Word("There is a problem", colour="red"),
    SectionProgress.NOT_NEEDED: Word("Not needed"),
}


_NAMES = (Concept.CHILD_NAME, Concept.ADULT_NAME)


@frozen
class Task:
    """One row. `href` is empty where the section is not needed."""

    title: str
    state: SectionProgress
    href: str

    @property
    def word(self) -> Word:
        return PROGRESS[self.state]


def tasks_of(form: FormDefinition, draft: Draft, today: date, draft_address: str) -> tuple[Task, ...]:
    """The rows of a draft's task list."""
    states = progress(form, draft.answers, today, attempted=draft.send_attempted)
    return tuple(
        Task(section.title, states[section.id], _opens_at(form, section, draft.answers, today, draft_address))
        for section in form.sections
    )


def _opens_at(form: FormDefinition, section: Section, answers: RawAnswers, today: date, address: str) -> str:
    """The section's first page with something left to answer, or its first page."""
    playing = [page for page in pages_in_play(form, answers) if page in section.pages]
    if not playing:
        return ""
    unfinished = (page for page in playing if check_page(form, page.id, answers, today))
    return f"{address}/{next(unfinished, playing[0]).id}"


def name_typed(form: FormDefinition, answers: RawAnswers) -> PersonName:
    """The name of the child or the adult that a form is about, as far as it was typed."""
    asked = [question for concept in _NAMES if (question := form.supplier(concept)) and question.id in answers]
    # A form may ask for either: what was typed before the sender said which it is comes last.
    asked.sort(key=lambda question: not page_in_play(form, form.page_of(question.id), answers))
    raw = answers[asked[0].id] if asked else None
    if not isinstance(raw, dict):
        return PersonName()
    return PersonName(str(raw.get("given", "")), str(raw.get("family", "")))
