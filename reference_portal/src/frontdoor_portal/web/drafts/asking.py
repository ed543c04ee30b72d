"""A question page as its template shows it: which questions stand on it now, with what was typed and what is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

from frontdoor.forms import (
    WHOLE,
    FormDefinition,
    Page,
    Question,
    RawAnswer,
    RawAnswers,
    bind,
    in_play,
    item_in_play,
    items_in_play,
    next_page,
    page_in_play,
    path_of,
    previous_page,
    questions_in_play,
)
from frontdoor.forms import Fault as FormFault
from frontdoor_portal.web.drafts.typed import beside_page, told_of
from frontdoor_portal.web.faults import Fault

Said: TypeAlias = Mapping[str, tuple[str, ...]]

CHECK = "check-answers"
_BLANK_LINE = re.compile(r"\n\s*\n")


@frozen
class Asked:
    """One question on the screen, `name` its field. `faults` are by part, "" for the answer as a whole; `remarks` stop
    nothing. A group has `items`; a member of one is `within` an item.
    """

    question: Question
    name: str
    raw: RawAnswer | None
    faults: Mapping[str, str]
    remarks: tuple[str, ...]
    items: tuple["AskedItem", ...] = ()
    within: bool = False

    def part(self, name: str) -> str:
        """What was typed in one box of an answer in parts."""
        typed = self.raw.get(name, "") if isinstance(self.raw, Mapping) else ""
        return typed if isinstance(typed, str) else ""

    @property
    def text(self) -> str:
        """What was typed, or the one option chosen."""
        return self.raw if isinstance(self.raw, str) else ""

    @property
    def ticked(self) -> tuple[str, ...]:
        """The options ticked."""
        return tuple(each for each in self.raw if isinstance(each, str)) if isinstance(self.raw, tuple | list) else ()


@frozen
class AskedItem:
    """One person or thing of a group, counted from 1, with its members on the screen.

    `beside` tells what it holds for members that are not, so that this is laid over that item and no other. `is_going`
    where its reader is asked whether it is to be removed.
    """

    number: int
    members: tuple[Asked, ...]
    beside: str = ""
    is_going: bool = False


@frozen
class Part:
    """What stands together on a page: all of it, or in a whole section what one page of the form asks."""

    title: str
    guidance: str
    asked: tuple[Asked, ...]


@frozen
class Block:
    """A paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


def asked_now(
    form: FormDefinition,
    page: Page,
    answers: RawAnswers,
    faults: Iterable[FormFault],
    today: date,
    *,
    more: str = "",
    remove: str = "",
) -> tuple[Asked, ...]:
    """The questions that stand on a page for the answers so far.

    `more` is the group that a blank item is added to, and `remove` the item, as `group-number`, that may be going.

    A question that another answer on the page brings into play follows once that answer is saved, so that the page
    is the same with and without scripts and nobody is asked what does not concern them.
    """
    said = in_play(form, answers).said
    notes = _Notes(tuple(faults), bind(form, answers, today).warnings)
    return tuple(
        Asked(
            question,
            question.id,
            raw := answers.get(question.id),
            notes.faults_of(question, question.id),
            notes.remarks_of(question, question.id),
            _items(question, raw, said, notes, more=question.id == more, remove=remove) if question.is_group else (),
        )
        for question in questions_in_play(form, page, answers)
    )


def parts_of(form: FormDefinition, page: Page, asked: tuple[Asked, ...]) -> tuple[Part, ...]:
    """The questions of a page in the parts that have a title and guidance of their own."""
    if not page.id.startswith(WHOLE):
        return (Part("", page.guidance, asked),)
    parts = (
        Part(each.title, each.guidance, tuple(item for item in asked if item.question in each.questions))
        for each in form.section_of(page.id).pages
    )
    return tuple(part for part in parts if part.asked)


def asked_names(form: FormDefinition, page: Page, answers: RawAnswers) -> tuple[str, ...]:
    """The fields that stand on a page for the answers so far, in order, those of items included."""
    playing = in_play(form, answers)
    return tuple(
        name
        for question in page.questions
        if question.id in playing.questions
        for name in (question.id, *_names_in(question, answers.get(question.id), playing.said))
    )


def _names_in(group: Question, raw: RawAnswer | None, said: Said) -> tuple[str, ...]:
    items = items_in_play(group, raw, said) if group.is_group else ()
    return tuple(path_of(group, item.number, member) for item in items for member in item.members)


@frozen
class _Notes:
    """What is wrong with the answers of a page, and what to look at again, by field."""

    faults: tuple[FormFault, ...]
    remarks: tuple[FormFault, ...]

    def faults_of(self, question: Question, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for fault in self.faults:
            path = _path(fault)
            if path == name:
                found.setdefault("", fault.message)
            elif not question.is_group and path.startswith(f"{name}-"):
                found.setdefault(path.removeprefix(f"{name}-"), fault.message)
        return found

    def remarks_of(self, question: Question, name: str) -> tuple[str, ...]:
        within = "" if question.is_group else f"{name}-"
        return tuple(
            remark.message
            for remark in self.remarks
            if _path(remark) == name or (within and _path(remark).startswith(within))
        )


def _path(fault: FormFault) -> str:
    return f"{fault.question_id}-{fault.part}" if fault.part else fault.question_id


def _items(
    group: Question, raw: RawAnswer | None, said: Said, notes: _Notes, *, more: bool, remove: str
) -> tuple[AskedItem, ...]:
    """The items so far and, where there is none or another was asked for, a blank one."""
    items = items_in_play(group, raw, said)
    if not items or (more and len(items) < group.most):
        items = (*items, item_in_play(group, {}, len(items) + 1, said))
    return tuple(
        AskedItem(
            item.number,
            tuple(
                Asked(
                    member,
                    name := path_of(group, item.number, member),
                    item.raw.get(member.id),
                    notes.faults_of(member, name),
                    notes.remarks_of(member, name),
                    within=True,
                )
                for member in item.members
            ),
            told_of(beside_page(item.raw, {member.id for member in item.members})),
            is_going=remove == f"{group.id}-{item.number}",
        )
        for item in items
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
    if question.is_group and part:
        member = question.member(part.split("-")[1])
        return f"{question.id}-{part}" + (
            f"-{member.parts[0]}" if member and member.parts and part.count("-") == 1 else ""
        )
    if part or question.parts:
        return f"{question.id}-{part or question.parts[0]}"
    return question.id


def page_after(form: FormDefinition, page: Page, answers: RawAnswers, draft_address: str) -> str:
    """Where a saved page leads: the section's next page in play, or the task list at the section's end.

    A whole section leads to the next one, and the last to the check.
    """
    if page.id.startswith(WHOLE):
        return next((f"{draft_address}/{each.id}" for each in _wholes(form, page, answers)), f"{draft_address}/{CHECK}")
    following = next_page(form, page.id, answers)
    if following is None or form.section_of(following.id) is not form.section_of(page.id):
        return draft_address
    return f"{draft_address}/{following.id}"


def _wholes(form: FormDefinition, page: Page, answers: RawAnswers) -> Iterator[Page]:
    """The whole sections in play after this one."""
    after = form.sections[form.sections.index(form.section_of(page.id)) + 1 :]
    return (section.whole for section in after if page_in_play(form, section.whole, answers))


def page_before(form: FormDefinition, page: Page, answers: RawAnswers, draft_address: str) -> str:
    """Where the back link leads: the section's page before, or the task list."""
    if page.id.startswith(WHOLE):
        return draft_address
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
