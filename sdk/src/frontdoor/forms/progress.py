"""How far each section of a draft has come: the words beside the rows of the task list."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from frontdoor.forms.across import clashes
from frontdoor.forms.branches import in_play
from frontdoor.forms.definition import FormDefinition, RawAnswers
from frontdoor.forms.judging import judge


class SectionProgress(StrEnum):
    """The state of one section."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    HAS_FAULTS = "has_faults"
    NOT_NEEDED = "not_needed"


def progress(
    definition: FormDefinition, raw: RawAnswers, today: date, *, attempted: bool = False
) -> Mapping[str, SectionProgress]:
    """The progress of every section by its id.

    `attempted` says that the sender has tried to send: only then does an unfinished section count as faulty,
    so that nobody is told off for what they have not come to yet.
    """
    playing = in_play(definition, raw)
    clashing = {fault.question_id for fault in clashes(definition, raw, playing)}
    states: dict[str, SectionProgress] = {}
    for section in definition.sections:
        asked = [question for page in section.pages for question in page.questions if question.id in playing.questions]
        faulty = any(
            question.id in clashing or judge(question, raw.get(question.id), today, playing.said).faults
            for question in asked
        )
        started = any(playing.said[question.id] for question in asked)
        states[section.id] = _state(bool(asked), started, faulty, attempted)
    return states


def _state(asked: bool, started: bool, faulty: bool, attempted: bool) -> SectionProgress:
    if not asked:
        return SectionProgress.NOT_NEEDED
    if faulty and attempted:
        return SectionProgress.HAS_FAULTS
    if not started:
        return SectionProgress.NOT_STARTED
    return SectionProgress.IN_PROGRESS if faulty else SectionProgress.COMPLETED
