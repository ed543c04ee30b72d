"""For any form and any raw answers, what is in play, what is bound and what is dropped agree.

The oracle works the other way round from the engine: it asks each question, by recursion, whether it is shown.
"""

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from sdk.tests.forms.random_forms import TODAY, forms_with_answers

from frontdoor.forms import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    Equals,
    FormDefinition,
    GroupAnswer,
    Includes,
    Not,
    OneOf,
    Page,
    Question,
    RawAnswers,
    RawItem,
    Section,
    bind,
    check_page,
    from_json,
    page_in_play,
    pages_in_play,
    progress,
    questions_in_play,
    raw_items,
    tidy,
    to_json,
)


def said(raw: RawAnswers | RawItem, question: Question) -> set[str]:
    value: Any = raw.get(question.id, ())
    if question.is_group:
        items = [item for item in value if isinstance(item, Mapping)] if isinstance(value, tuple) else []
        return {text for item in items for member in question.questions for text in said(item, member)}
    texts = (value,) if isinstance(value, str) else value.values() if isinstance(value, Mapping) else value
    return {text.strip() for text in texts if text.strip(" \u200b")}


def shown_members(form: FormDefinition, raw: RawAnswers, group: Question, item: RawItem) -> list[Question]:
    """The members asked in one item: the item's answers and the form's are one set of answers to their conditions."""
    playing: list[Question] = []
    for member in group.questions:
        # Of an item, only members in play say something.
        seen = {each.id: item[each.id] for each in playing if each.id in item}
        flat = evolve(form, sections=(*form.sections, _as_section(group.questions)))
        if member.show_when is None or holds(flat, {**raw, **seen}, member.show_when):
            playing.append(member)
    return playing


def _as_section(members: tuple[Question, ...]) -> Section:
    free = tuple(evolve(member, show_when=None) for member in members)
    return Section("item", "S", (Page("item", "P", free),))


def shown(form: FormDefinition, raw: RawAnswers, question: Question) -> bool:
    page = next(page for page in form.pages if question in page.questions)
    return all(holds(form, raw, each) for each in (page.show_when, question.show_when) if each is not None)


def holds(form: FormDefinition, raw: RawAnswers, condition: Condition) -> bool:
    match condition:
        case AllOf(inner):
            return all(holds(form, raw, each) for each in inner)
        case AnyOf(inner):
            return any(holds(form, raw, each) for each in inner)
        case Not(inner_one):
            return not holds(form, raw, inner_one)
    question = next(each for each in form.questions if each.id == condition.question)
    values = said(raw, question) if shown(form, raw, question) else set()
    match condition:
        case Equals(_, value):
            return values == {value}
        case OneOf(_, among):
            return len(values) == 1 and values <= set(among)
        case Includes(_, value):
            return value in values
        case Answered():
            return values != set()


@given(forms_with_answers())
@settings(max_examples=200)
def test_the_engine_and_the_oracle_agree_on_what_is_in_play(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    expected = [question.id for question in form.questions if shown(form, raw, question)]
    found = [question.id for page in form.pages for question in questions_in_play(form, page, raw)]
    assert found == expected
    playing = [page for page in form.pages if any(question.id in expected for question in page.questions)]
    assert list(pages_in_play(form, raw)) == playing
    assert [page for page in form.pages if page_in_play(form, page, raw)] == playing


@given(forms_with_answers())
@settings(max_examples=200)
def test_answers_and_faults_come_from_questions_in_play_only(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    binding = bind(form, raw, TODAY)
    in_play = {question.id for question in form.questions if shown(form, raw, question)}
    hidden = {
        f"{group.id}-{number}-{member.id}"
        for group in form.questions
        if group.is_group and group.id in in_play
        for number, item in enumerate(raw_items(raw.get(group.id)), start=1)
        for member in group.questions
        if member not in shown_members(form, raw, group, item) and said(item, member)
    }
    answered = {question.id for question in form.questions if said(raw, question)}
    faulty = {fault.question_id for fault in binding.faults}
    assert set(binding.answers) | faulty == in_play & (answered | faulty)
    assert set(binding.answers) & faulty == set()
    assert set(binding.dropped) == (answered - in_play) | hidden
    assert set(binding.urgent_answers) == answered & in_play
    # Of every group, however many items it has.
    assert {
        question.id: [set(item) for item in answer.items] if isinstance(answer, GroupAnswer) else answer
        for question in form.questions
        if question.is_group and (answer := binding.urgent_answers.get(question.id))
    } == {
        group.id: [
            {member.id for member in shown_members(form, raw, group, item) if said(item, member)}
            for item in raw_items(raw[group.id])
            if any(said(item, member) for member in group.questions)
        ]
        for group in form.questions
        if group.is_group and group.id in answered & in_play
    }
    blank_and_required = {q.id for q in form.questions if q.required and q.id in in_play - answered}
    assert faulty - answered == blank_and_required


@given(forms_with_answers())
@settings(max_examples=100)
def test_pages_sections_and_the_whole_form_judge_alike(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    binding = bind(form, raw, TODAY)
    by_page = tuple(fault for page in form.pages for fault in check_page(form, page.id, raw, TODAY))
    assert by_page == binding.faults
    states = progress(form, raw, TODAY, attempted=True)
    assert {section.id for section in form.sections if states[section.id] == "has_faults"} == {
        f"s{form.page_of(fault.question_id).id}" for fault in binding.faults
    }


@given(forms_with_answers())
@settings(max_examples=100)
def test_typed_answers_survive_json(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    binding = bind(form, raw, TODAY)
    assert from_json(form, to_json(binding.answers)) == dict(binding.answers)
    assert from_json(form, to_json(binding.urgent_answers)) == dict(binding.urgent_answers)


def well_shaped(question: Question, answer: object) -> bool:
    """Whether an answer has the shape its question asks for, as a draft's has."""
    if question.is_group:
        items = answer if isinstance(answer, tuple) else None
        return items is not None and all(
            well_shaped(member, item[member.id]) for item in items for member in question.questions if member.id in item
        )
    return isinstance(answer, Mapping) == bool(question.parts)


@given(forms_with_answers())
@settings(max_examples=100)
def test_tidying_changes_no_judgement(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    shaped = {
        question.id: raw[question.id]
        for question in form.questions
        if question.id in raw and well_shaped(question, raw[question.id])
    }
    tidied = tidy(shaped, form)
    assert bind(form, tidied, TODAY).answers == bind(form, shaped, TODAY).answers
    assert tidy(tidied, form) == tidied
