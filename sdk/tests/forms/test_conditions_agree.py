"""For any form and any raw answers, what is in play, what is bound and what is dropped agree.

The oracle works the other way round from the engine: it asks each question, by recursion, whether it is shown.
"""

from collections.abc import Mapping
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdoor.forms import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    Equals,
    FormDefinition,
    Includes,
    Not,
    OneOf,
    Option,
    Page,
    Question,
    QuestionKind,
    RawAnswers,
    Section,
    bind,
    check_page,
    from_json,
    page_in_play,
    pages_in_play,
    progress,
    questions_in_play,
    tidy,
    to_json,
)

TODAY = date(2026, 11, 14)
VALUES = ("red", "green", "blue")
OPTIONS = tuple(Option(value, value.title()) for value in VALUES)
KINDS = tuple(QuestionKind)
TYPED = st.sampled_from(
    ["", " ", "red", "green", "blue", "mauve", "31", "2", "2015", "about 5", "\u200b", "999 123 4578"]
)


def unhurried(examples: int) -> settings:
    """Drawing a whole form takes a while, and a busy machine longer: neither is what is being tested."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def conditions(earlier: list[Question]) -> st.SearchStrategy[Condition]:
    """Conditions, nested, on earlier questions, of the kind that fits each."""

    def plain(question: Question) -> st.SearchStrategy[Condition]:
        answered: st.SearchStrategy[Condition] = st.just(Answered(question.id))
        value = st.sampled_from(VALUES)
        if question.kind is QuestionKind.CHOICE:
            return st.one_of(
                answered,
                value.map(lambda each: Equals(question.id, each)),
                st.lists(value, min_size=1, max_size=2).map(lambda some: OneOf(question.id, tuple(some))),
            )
        if question.kind is QuestionKind.CHOICES:
            return answered | value.map(lambda each: Includes(question.id, each))
        return answered

    return st.recursive(
        st.sampled_from(earlier).flatmap(plain),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda some: AllOf(tuple(some))),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: AnyOf(tuple(some))),
            inner.map(Not),
        ),
        max_leaves=6,
    )


@st.composite
def forms(draw: st.DrawFn) -> FormDefinition:
    """Forms of up to twelve questions whose conditions look back only, as reading makes sure."""
    pages: list[Page] = []
    before: list[Question] = []
    for page_number in range(draw(st.integers(1, 4))):
        page_condition = draw(st.none() | conditions(list(before))) if before else None
        questions: list[Question] = []
        for question_number in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(KINDS))
            questions.append(
                Question(
                    id=f"q{page_number}_{question_number}",
                    kind=kind,
                    label="L",
                    required=draw(st.booleans()),
                    options=OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else (),
                    approximate=kind is QuestionKind.DATE and draw(st.booleans()),
                    urgent_minimum=draw(st.booleans()),
                    show_when=draw(st.none() | conditions(list(before))) if before else None,
                )
            )
            before.append(questions[-1])
        pages.append(Page(f"p{page_number}", "P", tuple(questions), show_when=page_condition))
    sections = tuple(Section(f"s{page.id}", "S", (page,)) for page in pages)
    return FormDefinition("f", "2026-11", "F", None, sections)


@st.composite
def forms_with_answers(draw: st.DrawFn) -> tuple[FormDefinition, RawAnswers]:
    form = draw(forms())
    raw = {}
    for question in form.questions:
        shapes: list[st.SearchStrategy[object]] = [TYPED, st.lists(TYPED, max_size=3).map(tuple)]
        if question.parts:
            shapes = [st.dictionaries(st.sampled_from(question.parts), TYPED), TYPED]
        if draw(st.booleans()):
            raw[question.id] = draw(st.one_of(shapes))
    return form, raw  # type: ignore[return-value]  # deliberately of any shape


def said(raw: RawAnswers, question: Question) -> set[str]:
    value = raw.get(question.id, ())
    texts = (value,) if isinstance(value, str) else value.values() if isinstance(value, Mapping) else value
    return {text.strip() for text in texts if text.strip(" \u200b")}


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
@unhurried(200)
def test_the_engine_and_the_oracle_agree_on_what_is_in_play(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    expected = [question.id for question in form.questions if shown(form, raw, question)]
    found = [question.id for page in form.pages for question in questions_in_play(form, page, raw)]
    assert found == expected
    playing = [page for page in form.pages if any(question.id in expected for question in page.questions)]
    assert list(pages_in_play(form, raw)) == playing
    assert [page for page in form.pages if page_in_play(form, page, raw)] == playing


@given(forms_with_answers())
@unhurried(200)
def test_answers_and_faults_come_from_questions_in_play_only(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    binding = bind(form, raw, TODAY)
    in_play = {question.id for question in form.questions if shown(form, raw, question)}
    answered = {question.id for question in form.questions if said(raw, question)}
    faulty = {fault.question_id for fault in binding.faults}
    assert set(binding.answers) | faulty == in_play & (answered | faulty)
    assert set(binding.answers) & faulty == set()
    assert set(binding.dropped) == answered - in_play
    assert set(binding.urgent_answers) == answered & in_play
    blank_and_required = {q.id for q in form.questions if q.required and q.id in in_play - answered}
    assert faulty - answered == blank_and_required


@given(forms_with_answers())
@unhurried(100)
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
@unhurried(100)
def test_typed_answers_survive_json(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    binding = bind(form, raw, TODAY)
    assert from_json(form, to_json(binding.answers)) == dict(binding.answers)
    assert from_json(form, to_json(binding.urgent_answers)) == dict(binding.urgent_answers)


@given(forms_with_answers())
@unhurried(100)
def test_tidying_changes_no_judgement(case: tuple[FormDefinition, RawAnswers]) -> None:
    form, raw = case
    shaped = {
        question.id: raw[question.id]
        for question in form.questions
        if question.id in raw and isinstance(raw[question.id], Mapping) == bool(question.parts)
    }
    tidied = tidy(shaped, form)
    assert bind(form, tidied, TODAY).answers == bind(form, shaped, TODAY).answers
    assert tidy(tidied, form) == tidied
