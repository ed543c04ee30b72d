"""Random forms, groups and all, and random answers to them: of any shape a hostile body could have."""

from datetime import date

from attrs import evolve
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
)

TODAY = date(2026, 11, 14)
VALUES = ("red", "green", "blue")
OPTIONS = tuple(Option(value, value.title()) for value in VALUES)
PLAIN_KINDS = tuple(kind for kind in QuestionKind if kind is not QuestionKind.GROUP)
TYPED = st.sampled_from(
    ["", " ", "red", "green", "blue", "mauve", "31", "2", "2015", "about 5", "\u200b", "999 123 4578"]
)


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
def plain_questions(draw: st.DrawFn, question_id: str, before: list[Question], *, member: bool = False) -> Question:
    """A question that is no group, asked or not after what those before it said."""
    kind = draw(st.sampled_from(PLAIN_KINDS))
    return Question(
        id=question_id,
        kind=kind,
        label="L",
        required=draw(st.booleans()),
        options=OPTIONS if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else (),
        approximate=kind is QuestionKind.DATE and draw(st.booleans()),
        urgent_minimum=not member and draw(st.booleans()),
        show_when=draw(st.none() | conditions(list(before))) if before else None,
    )


@st.composite
def groups(draw: st.DrawFn, question_id: str, before: list[Question]) -> Question:
    """A group of up to three members, whose conditions look at those before them in the item, and outside."""
    members: list[Question] = []
    for number in range(draw(st.integers(1, 3))):
        members.append(draw(plain_questions(f"{question_id}_{number}", [*before, *members], member=True)))
    return Question(
        id=question_id,
        kind=QuestionKind.GROUP,
        label="L",
        required=draw(st.booleans()),
        show_when=draw(st.none() | conditions(list(before))) if before else None,
        urgent_minimum=draw(st.booleans()),
        questions=tuple(members),
        item="thing",
        most=draw(st.integers(1, 3)),
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
            make = groups if draw(st.integers(0, 4)) == 0 else plain_questions
            questions.append(draw(make(f"q{page_number}_{question_number}", list(before))))
            before.append(questions[-1])
        pages.append(Page(f"p{page_number}", "P", tuple(questions), show_when=page_condition))
    sections = tuple(Section(f"s{page.id}", "S", (page,)) for page in pages)
    return FormDefinition("f", "2026-11", "F", None, sections)


def reworded(question: Question) -> list[Question]:
    """The same question, or group, in other words: its own, its hint's, or its first option's."""
    ways = [evolve(question, label="M"), evolve(question, hint="H")]
    if question.options:
        ways.append(evolve(question, options=(evolve(question.options[0], label="Scarlet"), *question.options[1:])))
    return ways


@st.composite
def later_versions(draw: st.DrawFn, old: FormDefinition) -> FormDefinition:
    """A version in which some questions, and members of groups, are as they were, some are others, some
    are asked in other words, and some are gone.
    """

    def changed(question: Question, *, member: bool = False) -> Question | None:
        fate = draw(st.sampled_from(["kept", "kept", "kept", "another", "fewer options", "reworded", "gone"]))
        if fate == "gone":
            return None
        if fate == "another":
            return draw(plain_questions(question.id, [], member=member))
        if fate == "fewer options":
            return evolve(question, options=question.options[:1])
        if fate == "reworded":
            return draw(st.sampled_from(reworded(question)))
        found = [after for each in question.questions if (after := changed(each, member=True))]
        return evolve(question, questions=tuple(found)) if found else question

    pages = [
        evolve(page, questions=tuple(after for each in page.questions if (after := changed(each))))
        for page in old.pages
    ]
    return evolve(old, version="2026-12", sections=tuple(Section(f"s{page.id}", "S", (page,)) for page in pages))


@st.composite
def forms_with_answers(draw: st.DrawFn) -> tuple[FormDefinition, RawAnswers]:
    """A form, and answers that may be of the wrong shape for their question."""
    form = draw(forms())
    raw = {}
    for question in form.questions:
        if draw(st.booleans()):
            raw[question.id] = draw(_answers_to(question))
    return form, raw  # type: ignore[return-value]  # deliberately of any shape


def _answers_to(question: Question) -> st.SearchStrategy[object]:
    if question.is_group:
        member = st.fixed_dictionaries({}, optional={each.id: _answers_to(each) for each in question.questions})
        return st.one_of(st.lists(member, max_size=4).map(tuple), TYPED)
    shapes: list[st.SearchStrategy[object]] = [TYPED, st.lists(TYPED, max_size=3).map(tuple)]
    if question.parts:
        shapes = [st.dictionaries(st.sampled_from(question.parts), TYPED), TYPED]
    return st.one_of(shapes)
