"""Check answers: everything that will be sent, what will not, and what is still missing."""

from datetime import date

from attrs import frozen

from frontdoor.forms import (
    Binding,
    FormDefinition,
    RawAnswers,
    bind,
    display,
    pages_in_play,
    questions_in_play,
    raw_items,
)
from frontdoor_portal.web.drafts.asking import field_id
from frontdoor_portal.web.drafts.typed import CHECK_ANSWERS


@frozen
class CheckRow:
    """One question. `href` leads to it; `fault` is what is wrong with the answer, `remark` what to look at again."""

    question: str
    answer: str
    href: str
    fault: str
    remark: str


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
        answer = binding.answers.get(path, answers.get(path)) if path == question_id else _within(path, answers)
        return CheckRow(
            label_at(form, path),
            display(question, answer),
            f"{draft_address}/{page.id}?back={CHECK_ANSWERS}#{field_id(form.question(question_id))}",
            faults.get(question_id, ""),
            remarks.get(question_id, ""),
        )

    playing = pages_in_play(form, answers)
    sections = tuple(
        CheckSection(
            section.title,
            tuple(
                row(question.id)
                for page in section.pages
                if page in playing
                for question in questions_in_play(form, page, answers)
            ),
        )
        for section in form.sections
    )
    return Check(
        tuple(section for section in sections if section.rows),
        tuple(row(path) for path in binding.dropped),
        binding,
    )


def label_at(form: FormDefinition, path: str) -> str:
    """What the question at a path asks; of a member, of which person or thing: “Person 2: When were they born?”"""
    question = form.question_at(path)
    group = form.group_of(question.id)
    if group is None:
        return question.label
    return f"{group.item_called(int(path.split('-')[1]))}: {question.label}"


def _within(path: str, answers: RawAnswers) -> object:
    group_id, number, member_id = path.split("-")
    return raw_items(answers.get(group_id))[int(number) - 1].get(member_id)
