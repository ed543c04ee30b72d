"""For any two versions of a form and any draft, carrying it over loses no words and names what did not go on."""

from collections.abc import Iterator, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from sdk.tests.forms.random_forms import forms_with_answers, later_versions

from frontdoor.forms import FormDefinition, Question, RawAnswer, RawAnswers, carry_over, raw_items, rewording
from frontdoor.forms.saying import values_said

WHAT_SAYS_NOTHING = " \u200b"


@st.composite
def carryings(draw: st.DrawFn) -> tuple[FormDefinition, FormDefinition, RawAnswers]:
    """A version, a later one, and answers to the first."""
    old, raw = draw(forms_with_answers())
    return old, draw(later_versions(old)), raw


def words(raw: object, *path: object) -> Iterator[tuple[object, ...]]:
    """Every text in raw answers that is not blank, after where it stands."""
    if isinstance(raw, str):
        if raw.strip(WHAT_SAYS_NOTHING):
            yield (*path, raw)
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from words(value, *path, key)
    elif isinstance(raw, tuple):
        for place, value in enumerate(raw):
            yield from words(value, *path, place)


@given(carryings())
@settings(max_examples=300)
def test_whatever_was_said_goes_on_or_is_left_in_its_place(
    case: tuple[FormDefinition, FormDefinition, RawAnswers],
) -> None:
    old, new, raw = case
    carried = carry_over(old, new, raw)
    assert {*words(carried.answers), *words(carried.left)} == set(words(raw))


@given(carryings())
@settings(max_examples=200)
def test_what_is_named_is_what_was_said_and_does_not_go_on(
    case: tuple[FormDefinition, FormDefinition, RawAnswers],
) -> None:
    old, new, raw = case
    carried = carry_over(old, new, raw)
    named = {*carried.gone, *carried.misfits, *carried.reworded}
    assert len(named) == len((*carried.gone, *carried.misfits, *carried.reworded))
    before = said(old, raw)
    # A group that is gone altogether is named as one.
    assert {path for path in before if path in named or path.partition("-")[0] in named} == before - said(
        old, carried.answers
    )


@given(carryings())
@settings(max_examples=200)
def test_whatever_goes_on_was_given_to_the_words_that_are_asked_now(
    case: tuple[FormDefinition, FormDefinition, RawAnswers],
) -> None:
    old, new, raw = case
    carried = carry_over(old, new, raw)
    for path in said(old, carried.answers):
        before, after = old.question_at(path), new.question_at(path)
        values = values_said(before, answer_at(carried.answers, path))
        assert words_of(after, values) == words_of(before, values)


@given(carryings())
@settings(max_examples=200)
def test_whatever_is_asked_in_other_words_is_told_in_words_that_differ(
    case: tuple[FormDefinition, FormDefinition, RawAnswers],
) -> None:
    old, new, raw = case
    for path in carry_over(old, new, raw).reworded:
        told = rewording(old.question_at(path), new.question_at(path), answer_at(raw, path))
        assert told is not None
        assert told.before != told.now


@given(carryings())
@settings(max_examples=200)
def test_whatever_goes_on_under_another_hint_is_named_to_be_looked_at(
    case: tuple[FormDefinition, FormDefinition, RawAnswers],
) -> None:
    old, new, raw = case
    carried = carry_over(old, new, raw)
    kept = said(old, carried.answers)
    paths = {*kept, *(path.partition("-")[0] for path in kept)}
    under_another = {path for path in paths if old.question_at(path).hint != new.question_at(path).hint}
    assert {path.partition("-")[0] for path in under_another} <= set(carried.ask_again)


def words_of(question: Question, values: tuple[str, ...]) -> list[object]:
    chosen = [option for option in question.options if option.value in values]
    hint = question.hint if question.options else ""
    return [question.label, hint, *((option.label, option.hint) for option in chosen)]


def answer_at(raw: RawAnswers, path: str) -> RawAnswer | None:
    """The answer at a path of `said`: of a question, or of a member in an item of its group."""
    question_id, *within = path.split("-")
    if not within:
        return raw.get(question_id)
    number, member_id = within
    return raw_items(raw[question_id])[int(number) - 1].get(member_id)


def said(form: FormDefinition, raw: RawAnswers) -> set[str]:
    """The paths of whatever was said to questions; a group's members each by itself where its items are there."""
    found: set[str] = set()
    for question in form.questions:
        answer = raw.get(question.id)
        if not question.is_group:
            found |= {question.id} if values_said(question, answer) else set()
        for number, item in enumerate(raw_items(answer) if question.is_group else (), start=1):
            found |= {
                f"{question.id}-{number}-{each.id}"
                for each in question.questions
                if values_said(each, item.get(each.id))
            }
    return found
