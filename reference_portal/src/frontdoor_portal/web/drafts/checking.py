"""Check answers: everything that will be sent, what will not, and what is still missing."""

from collections.abc import Collection
from datetime import date

from attrs import evolve, frozen

from frontdoor.forms import (
    Binding,
    Fault,
    FormDefinition,
    Question,
    RawAnswer,
    RawAnswers,
    bind,
    display,
    display_items,
    in_play,
    items_in_play,
    pages_in_play,
    questions_in_play,
    raw_items,
)
from frontdoor_portal.use_cases.reading_submission import AnsweredQuestion
from frontdoor_portal.web.drafts.asking import field_id
from frontdoor_portal.web.drafts.typed import CHECK_ANSWERS


@frozen
class CheckRow:
    """One question. `href` leads to it; `fault` is what is wrong with the answer, `remark` what to look at again.

    Of a group each item is a row of its own: `item` is “Child 2”, `members` what was said of it.
    """

    question: str
    answer: str
    href: str
    fault: str
    remark: str
    item: str = ""
    members: tuple[AnsweredQuestion, ...] = ()
    follows: bool = False
    """Whether the row before is of the same group, so that its question need not be read again."""
    is_changed: bool = False
    """Whether its reader was shown another answer before, or none."""
    path: str = ""
    """Where the answer stands: the question's id, of an item `group-2`, of a member of an item `group-2-member`."""


@frozen
class CheckSection:
    title: str
    rows: tuple[CheckRow, ...]


@frozen
class Check:
    """The page. `dropped` are answers to questions that no longer apply: kept in the draft and not sent."""

    sections: tuple[CheckSection, ...]
    dropped: tuple[CheckRow, ...]
    binding: Binding

    @property
    def changed(self) -> tuple[CheckRow, ...]:
        """The rows that their reader has not seen as they are."""
        rows = (*(row for section in self.sections for row in section.rows), *self.dropped)
        return tuple(row for row in rows if row.is_changed)

    def marked(self, paths: Collection[str]) -> "Check":
        """The same page, on which the rows at these paths say that they have changed."""

        def marked(rows: tuple[CheckRow, ...]) -> tuple[CheckRow, ...]:
            return tuple(evolve(each, is_changed=each.path in paths) for each in rows)

        sections = tuple(evolve(each, rows=marked(each.rows)) for each in self.sections)
        return evolve(self, sections=sections, dropped=marked(self.dropped))

    @property
    def missing_even_if_urgent(self) -> bool:
        """Whether it is urgent and lacks what even an urgent concern needs."""
        return self.binding.urgent and bool(self.binding.urgent_faults)


def check_of(form: FormDefinition, answers: RawAnswers, today: date, draft_address: str) -> Check:
    """Lay a draft's answers out for its sender to check."""
    binding = bind(form, answers, today)
    faults = {fault.question_id: fault.message for fault in reversed(binding.faults)}
    remarks = {remark.question_id: remark.message for remark in reversed(binding.warnings)}

    def row(path: str) -> CheckRow:
        question = form.question_at(path)
        page = form.page_of(question.id)
        question_id = path.partition("-")[0]
        # A member of an item stands alone here only where its answer is dropped: it is read from the draft then.
        answer = binding.answers.get(path, answer_at(answers, path))
        return CheckRow(
            label_at(form, path),
            display(question, answer),
            f"{draft_address}/{page.id}?back={CHECK_ANSWERS}#{field_id(form.question(question_id))}",
            faults.get(question_id, ""),
            remarks.get(question_id, ""),
            path=path,
        )

    def rows_of(question: Question) -> tuple[CheckRow, ...]:
        return _item_rows(form, question, answers, binding, draft_address) or (row(question.id),)

    playing = pages_in_play(form, answers)
    sections = tuple(
        CheckSection(
            section.title,
            tuple(
                each
                for page in section.pages
                if page in playing
                for question in questions_in_play(form, page, answers)
                for each in rows_of(question)
            ),
        )
        for section in form.sections
    )
    return Check(
        tuple(section for section in sections if section.rows),
        tuple(row(path) for path in binding.dropped),
        binding,
    )


def _item_rows(
    form: FormDefinition, group: Question, answers: RawAnswers, binding: Binding, draft_address: str
) -> tuple[CheckRow, ...]:
    """A row for each item in which something was said; its link opens it. None for another question."""
    if not group.is_group:
        return ()
    said = in_play(form, answers).said
    items = [item for item in items_in_play(group, answers.get(group.id), said) if not item.is_blank]
    # Where one item is at fault the whole group has no typed answer, and each is shown as it was typed.
    shown = display_items(group, binding.answers.get(group.id, tuple(item.raw for item in items)))
    address = f"{draft_address}/{form.page_of(group.id).id}?back={CHECK_ANSWERS}"
    return tuple(
        CheckRow(
            group.label,
            group.item_called(item.number),
            f"{address}#{field_id(group, f'{item.number}-{item.members[0].id}' if item.members else None)}",
            _of_item(binding.faults, group, item.number, first=not position),
            _of_item(binding.warnings, group, item.number, first=not position),
            group.item_called(item.number),
            tuple(AnsweredQuestion(each.id, each.label, text) for each, text in rows if each in item.members),
            follows=position > 0,
            path=f"{group.id}-{item.number}",
        )
        for position, (item, (_, rows)) in enumerate(zip(items, shown, strict=True))
    )


def _of_item(notes: tuple[Fault, ...], group: Question, number: int, *, first: bool) -> str:
    """What is said of one item; what is said of the group as a whole stands at its first."""
    return next(
        (
            note.message
            for note in notes
            if note.question_id == group.id and (note.part or f"{number if first else ''}-").startswith(f"{number}-")
        ),
        "",
    )


def label_at(form: FormDefinition, path: str) -> str:
    """What the question at a path asks; of a member, of which person or thing: “Person 2: When were they born?”"""
    question = form.question_at(path)
    group = form.group_of(question.id)
    if group is None:
        return question.label
    return f"{group.item_called(int(path.split('-')[1]))}: {question.label}"


def answer_at(answers: RawAnswers, path: str) -> RawAnswer | None:
    """What was typed at a path; None where nothing was. Raises IndexError for an item that is not there."""
    group_id, _, within = path.partition("-")
    if not within:
        return answers.get(group_id)
    number, member_id = within.split("-")
    return raw_items(answers.get(group_id))[int(number) - 1].get(member_id)
