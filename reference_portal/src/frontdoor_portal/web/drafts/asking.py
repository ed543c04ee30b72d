"""A question page as its template shows it: which questions stand on it now, with what was typed and what is wrong."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from frontdoor.forms import Fault as FormFault
from frontdoor.forms import (
    FormDefinition,
    Page,
    Question,
    RawAnswer,
    RawAnswers,
    bind,
    next_page,
    previous_page,
    questions_in_play,
)
from frontdoor_portal.web.faults import Fault

_BLANK_LINE = re.compile(r"\n\s*\n")


@frozen
class Asked:
    """One question on the screen. `faults` are by part, "" for the answer as a whole; `remarks` stop nothing."""

    question: Question
    raw: RawAnswer | None
    faults: Mapping[str, str]
    remarks: tuple[str, ...]

    def part(self, name: str) -> str:
        """What was typed in one box of an answer in parts."""
        return self.raw.get(name, "") if isinstance(self.raw, Mapping) else ""

    @property
    def text(self) -> str:
        """What was typed, or the one option chosen."""
        return self.raw if isinstance(self.raw, str) else ""

    @property
    def ticked(self) -> tuple[str, ...]:
        """The options ticked."""
        return tuple(self.raw) if isinstance(self.raw, tuple | list) else ()


@frozen
class Block:
    """A paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


def asked_now(
    form: FormDefinition, page: Page, answers: RawAnswers, faults: Iterable[FormFault], today: date
) -> tuple[Asked, ...]:
    """The questions that stand on a page for the answers so far.

    A question that another answer on the page brings into play follows once that answer is saved, so that the page
    is the same with and without scripts and nobody is asked what does not concern them.
    """
    faults = tuple(faults)
    remarks = bind(form, answers, today).warnings
    return tuple(
        Asked(
            question,
            answers.get(question.id),
            {fault.part or "": fault.message for fault in reversed(faults) if fault.question_id == question.id},
            tuple(remark.message for remark in remarks if remark.question_id == question.id),
        )
        for question in questions_in_play(form, page, answers)
    )


def on_screen(form: FormDefinition, faults: Iterable[FormFault], address: str = "") -> tuple[Fault, ...]:
    """Faults of the form as the error summary links them: to the first box concerned.

    With `address`, that of the draft, to the box on its own page.
    """
    return tuple(
        Fault(
            field_id(form.question(fault.question_id), fault.part),
            fault.message,
            f"{address}/{form.page_of(fault.question_id).id}" if address else "",
        )
        for fault in faults
    )


def field_id(question: Question, part: str | None = None) -> str:
    """The id of the box where a reader starts to put a fault right."""
    if part or question.parts:
        return f"{question.id}-{part or question.parts[0]}"
    return question.id


def page_after(form: FormDefinition, page: Page, answers: RawAnswers, draft_address: str) -> str:
    """Where a saved page leads: the section's next page in play, or the task list at the section's end."""
    following = next_page(form, page.id, answers)
    if following is None or form.section_of(following.id) is not form.section_of(page.id):
        return draft_address
    return f"{draft_address}/{following.id}"


def page_before(form: FormDefinition, page: Page, answers: RawAnswers, draft_address: str) -> str:
    """Where the back link leads: the section's page before, or the task list."""
    earlier = previous_page(form, page.id, answers)
    if earlier is None or form.section_of(earlier.id) is not form.section_of(page.id):
        return draft_address
    return f"{draft_address}/{earlier.id}"


def blocks(guidance: str) -> tuple[Block, ...]:
    """Guidance as paragraphs and lists: a blank line parts paragraphs, a line that opens with "- " is a list item."""
    found: list[Block] = []
    for paragraph in filter(None, (part.strip() for part in _BLANK_LINE.split(guidance))):
        plain: list[str] = []
        for line in paragraph.splitlines():
            if not line.startswith("- "):
                plain.append(line)
                continue
            if plain:
                found.append(Block((" ".join(plain),), is_list=False))
                plain = []
            if found and found[-1].is_list:
                found[-1] = Block((*found[-1].lines, line[2:]), is_list=True)
            else:
                found.append(Block((line[2:],), is_list=True))
        if plain:
            found.append(Block((" ".join(plain),), is_list=False))
    return tuple(found)
