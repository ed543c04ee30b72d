"""Nothing of a version goes unsaid: every text and flag that was not there before stands in the changes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.forms.made_forms import SEVERAL, forms

from frontdoor.forms import (
    Caution,
    ChangeKind,
    FormDefinition,
    Gate,
    Option,
    Page,
    Question,
    QuestionKind,
    Section,
    diff_forms,
)

TEXTS = {"title", "notes", "guidance", "practice_note", "stop_title", "stop_guidance", "message"}
TEXTS |= {"label", "hint", "called", "if_future", "item", "factors"}
TURNED = {
    "required": ("must now be answered", "is now optional"),
    "urgent_minimum": (
        "must now be answered even when a concern is urgent",
        "need no longer be answered even when a concern is urgent",
    ),
    "approximate": ("may now be answered roughly", "can no longer be answered roughly"),
    "exclusive": ("can now only be chosen alone", "can now be chosen beside others"),
    "tells_of_worker": ("is now kept from the lead of", "is no longer kept from the lead of"),
}
"""What is said of a flag that alone is another: that it is so now, and that it is so no more."""

Write = Callable[[str, str, Any], Any]
"""What a text or flag is to be: by its part, its name there, and what it is."""


@SEVERAL
@given(forms(), forms())
def test_every_text_that_the_old_form_has_not_stands_in_the_changes(old: FormDefinition, new: FormDefinition) -> None:
    old, new = own_texts(old), own_texts(new)
    before = set(texts_of(old))
    read = "\n".join(plain(str(change)) for change in diff_forms(old, new))
    assert [said for said in texts_of(new) if said not in before and said not in read] == []


@SEVERAL
@given(forms(), forms(), st.booleans())
def test_every_flag_that_the_old_form_has_not_is_told_of_its_question(
    old: FormDefinition, new: FormDefinition, has_all: bool
) -> None:
    new = rewritten(new, lambda *place: True if has_all and place[-1] is False else place[-1])
    before, changes = set(flags_of(old)), diff_forms(old, new)
    newly = Counter((each, words) for each, part, words in flags_of(new) if (each, part, words) not in before)
    told = Counter(
        (change.part, words)
        for change in changes
        for words in {words for question, words in newly if question == change.part}
        for _ in re.findall(words, plain(str(change)))
    )
    assert newly - told == Counter()


@SEVERAL
@given(forms(), st.data())
def test_a_text_or_flag_that_alone_is_another_is_told(form: FormDefinition, data: st.DataObject) -> None:
    """Where more is another it may stand in what is said of that."""
    part, name, value = data.draw(st.sampled_from(places_of(form)))
    other, said = (not value, TURNED[name][value]) if isinstance(value, bool) else ("‹another›", "‹another›")

    new = rewritten(form, lambda *place: other if place[:2] == (part, name) else place[-1])

    # A remark in other words is another remark: the one before it is gone.
    told = [plain(str(each)) for each in diff_forms(form, new) if each.kind is not ChangeKind.REMOVED]
    assert {said in each for each in told} == {True}


def rewritten(part: Any, write: Write, of: str = "") -> Any:
    """A part of a form with each of its texts and flags as `write` has it."""
    match part:
        case tuple():
            return tuple(rewritten(each, write, of) for each in part)
        case FormDefinition() | Gate():
            name = type(part).__name__
        case Section() | Page() | Question():
            name = part.id
        case Option():
            name = f"{of} {part.value}"
        case Caution():
            name = f"remark on {part.question_id}"
        case _:
            return part
    values = {each.name: getattr(part, each.name) for each in attrs.fields(type(part)) if each.init}
    if isinstance(part, Question) and not part.is_group:
        del values["item"]
    if isinstance(part, Question) and part.kind is QuestionKind.YES_NO_UNKNOWN:
        del values["options"]
    return attrs.evolve(part, **{key: _written(name, key, value, write) for key, value in values.items()})


def _written(part: str, name: str, value: Any, write: Write) -> Any:
    if name == "factors":
        return tuple(write(part, name, each) for each in value)
    return write(part, name, value) if name in TEXTS | TURNED.keys() else rewritten(value, write, part)


def own_texts(form: FormDefinition) -> FormDefinition:
    """The form with each text as its part's own: of two that are alike, one would stand for both."""
    own: FormDefinition = rewritten(
        form, lambda part, name, value: f"‹{part} {name} {value}›" if value and name in TEXTS else value
    )
    return own


def places_of(form: FormDefinition) -> list[tuple[str, str, Any]]:
    """Each text and flag: of what part it is, its name there, and what it is."""
    found: list[tuple[str, str, Any]] = []

    def note(part: str, name: str, value: Any) -> Any:
        found.append((part, name, value))
        return value

    rewritten(form, note)
    return found


def texts_of(form: FormDefinition) -> list[str]:
    return [plain(value) for _, name, value in places_of(form) if name in TEXTS]


def flags_of(form: FormDefinition) -> Iterator[tuple[str, str, str]]:
    """Each flag and limit of a question and its options, by the question and part, in the words that tell of it."""
    for question in form.questions_and_members:
        part = question.id
        if question.urgent_minimum:
            yield question.id, part, "(?:It must|must now) be answered even when a concern is urgent"
        if question.max_length:
            yield question.id, part, f"takes {question.max_length} characters at most"
        if question.approximate:
            yield question.id, part, "(?:It may|may now) be answered roughly"
        for option in question.options:
            part = f"{question.id} {option.value}"
            if option.exclusive:
                yield question.id, part, "can (?:now )?only be chosen alone"
            if option.tells_of_worker:
                yield question.id, part, "(?:sent with it is|is now) kept from the lead of its sender’s agency"


def plain(text: str) -> str:
    return " ".join(text.split())
