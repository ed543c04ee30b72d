"""Random forms that read without a fault, for properties that hold of every form."""

import string
from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

from frontdoor.forms import (
    AllOf,
    Answered,
    AnyOf,
    Caution,
    Condition,
    ConditionTest,
    DateRange,
    Equals,
    FormDefinition,
    FormFaults,
    Gate,
    Includes,
    Not,
    OneOf,
    Option,
    Page,
    Question,
    QuestionKind,
    Section,
    read_form,
    write_form,
)
from frontdoor.forms.kinds import MOST_ITEMS, ONE_OF_OPTIONS, WITH_OPTIONS
from frontdoor.forms.reading import YES_NO_UNKNOWN_OPTIONS

SEVERAL = settings(max_examples=40)
"""Fewer examples than usual: a form takes a while to draw."""

WORDS = st.text(
    st.one_of(st.sampled_from('abc ’"\\\n\t#={}[]'), st.characters(exclude_categories=["Cs"])), min_size=1, max_size=30
).map(lambda text: text.strip() or "x")
SOME_WORDS = st.one_of(st.just(""), WORDS)
GROUPS = [QuestionKind.GROUP]
PLAIN_KINDS = sorted(set(QuestionKind) - {QuestionKind.GROUP})


@st.composite
def conditions(draw: st.DrawFn, earlier: Sequence[Question], depth: int = 1) -> Condition:
    """A condition that looks at earlier questions only."""
    if depth and draw(st.booleans()):
        inner = conditions(earlier, depth - 1)
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        made: Condition = draw(st.one_of(inner.map(Not), several.map(AllOf), several.map(AnyOf)))
        return made
    question = draw(st.sampled_from(earlier))
    values = [option.value for option in question.options]
    if question.kind in ONE_OF_OPTIONS:
        return draw(
            st.one_of(
                st.sampled_from(values).map(lambda value: Equals(question.id, value)),
                st.lists(st.sampled_from(values), min_size=1, unique=True).map(
                    lambda some: OneOf(question.id, tuple(some))
                ),
            )
        )
    if question.kind is QuestionKind.CHOICES:
        return Includes(question.id, draw(st.sampled_from(values)))
    return Answered(question.id)


@st.composite
def questions(draw: st.DrawFn, question_id: str, earlier: Sequence[Question], *, grouping: bool = True) -> Question:
    kind = draw(st.sampled_from([*PLAIN_KINDS, *GROUPS] if grouping else PLAIN_KINDS))
    options: tuple[Option, ...] = ()
    if kind is QuestionKind.YES_NO_UNKNOWN:
        options = YES_NO_UNKNOWN_OPTIONS
    elif kind in WITH_OPTIONS:
        several = kind is QuestionKind.CHOICES
        options = tuple(
            Option(
                f"v{number}",
                draw(WORDS),
                draw(SOME_WORDS),
                draw(st.sampled_from([(), ("1A",), ("2B", "3C")])),
                several and draw(st.booleans()),
                draw(st.booleans()),
            )
            for number in range(draw(st.integers(2, 4)))
        )
    is_date = kind is QuestionKind.DATE
    members: list[Question] = []
    if kind is QuestionKind.GROUP:
        for number in range(draw(st.integers(1, 2))):
            members.append(draw(questions(f"{question_id}_{number}", (*earlier, *members), grouping=False)))
    return Question(
        question_id,
        kind,
        draw(WORDS),
        draw(SOME_WORDS),
        draw(st.booleans()),
        options,
        draw(st.one_of(st.none(), conditions(earlier))) if earlier else None,
        None
        if kind in WITH_OPTIONS or kind is QuestionKind.GROUP
        else draw(st.one_of(st.none(), st.integers(1, 20_000))),
        None,
        draw(SOME_WORDS),
        grouping and draw(st.booleans()),
        is_date and draw(st.booleans()),
        draw(st.sampled_from(DateRange)) if is_date else DateRange.ANY,
        draw(SOME_WORDS) if is_date else "",
        questions=tuple(members),
        item=draw(WORDS) if members else "",
        most=draw(st.integers(1, 30)) if members else MOST_ITEMS,
    )


@st.composite
def _built(draw: st.DrawFn) -> FormDefinition:
    asked: list[Question] = []
    sections: list[Section] = []
    pages: list[Page] = []
    for section in range(draw(st.integers(1, 2))):
        own: list[Page] = []
        for _ in range(draw(st.integers(1, 2))):
            before = tuple(asked)
            on_page: list[Question] = []
            for _ in range(draw(st.integers(1, 2))):
                question = draw(questions(f"q{len(asked)}", tuple(asked)))
                on_page.append(question)
                asked.append(question)
            shown = draw(st.one_of(st.none(), conditions(before))) if before else None
            own.append(Page(f"p{len(pages)}", draw(WORDS), tuple(on_page), shown, draw(SOME_WORDS), draw(SOME_WORDS)))
            pages.append(own[-1])
        sections.append(Section(f"s{section}", draw(WORDS), tuple(own)))
    stops = draw(st.one_of(st.none(), conditions(pages[0].questions)))
    stop = (draw(WORDS), draw(WORDS)) if stops is not None else ("", "")
    gate = Gate(pages[0].id, draw(WORDS), draw(WORDS), stops, *stop)
    ids = [question.id for question in asked]
    return FormDefinition(
        draw(st.text(string.ascii_lowercase, min_size=1, max_size=8)),
        draw(st.sampled_from(["2026-11", "2026-11-20", "2026-11-20-02"])),
        draw(WORDS),
        draw(st.one_of(st.none(), st.just(gate))),
        tuple(sections),
        tuple(
            Caution(draw(st.sampled_from(ids)), draw(conditions(asked)), draw(WORDS))
            for _ in range(draw(st.integers(0, 2)))
        ),
        draw(st.one_of(st.none(), conditions(asked))),
        draw(SOME_WORDS),
        tuple(
            ConditionTest(f"test {number}", _given(draw, asked), (draw(st.sampled_from(ids)),), ())
            for number in range(draw(st.integers(0, 2)))
        ),
    )


def _given(draw: st.DrawFn, asked: Sequence[Question]) -> dict[str, str | tuple[str, ...]]:
    given: dict[str, str | tuple[str, ...]] = {}
    for question in draw(st.lists(st.sampled_from(asked), max_size=3)):
        if question.parts or question.is_group:
            continue
        if question.kind not in WITH_OPTIONS:
            given[question.id] = draw(WORDS)
            continue
        value = draw(st.sampled_from([option.value for option in question.options]))
        given[question.id] = (value,) if question.kind is QuestionKind.CHOICES else value
    return given


def _is_sound(definition: FormDefinition) -> bool:
    """Whether it reads. What cannot is a condition that no answers make true, which is not told at its making."""
    try:
        read_form(write_form(definition))
    except FormFaults as problem:
        if all("no answers can ever" in fault.message for fault in problem.faults):
            return False
        raise
    return True


def forms() -> st.SearchStrategy[FormDefinition]:
    """Sound forms of up to eight questions and their members."""
    return _built().filter(_is_sound)
