"""What a question page sent: posted fields -> what was typed, by question, in the shape the form engine reads.

A field is named after its question, a part of an answer `question-part`, and a member of a group's item
`group-2-member`. Beside them a page sends `asked`, once for each question that stood on it, because an empty set of
boxes or radios sends nothing at all; `then`, the button that was used; `back`, the page to come back to; and `beside`,
for each item of a group that holds answers which did not stand on the page: which ones, as `group-2-fingerprint`. Items
are counted anew whenever one is taken away, in another window too, so a number alone does not say whose they are.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from attrs import field, frozen

from frontdoor.forms import Page, Question, QuestionKind, RawAnswers, RawItem, raw_items
from frontdoor_portal.use_cases.drafts.versions import fingerprint
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

ASKED, THEN, BACK, BESIDE = "asked", "then", "back", "beside"
SEEN, ASKS = "seen", "form-version"
"""What a page says of itself: the fingerprint of the answers that it showed, and the version of the form it asks."""
SHOWN, TOLD = "shown", "told"
"""What the page to check says besides: which answers it showed, each by itself, and that it was shown to say so."""
NOT_TYPED = frozenset({ASKED, THEN, BACK, BESIDE, SEEN, ASKS, SHOWN, TOLD, "send", "versions"})
"""Fields of a draft's pages that their reader did not fill in."""
CHECK_ANSWERS = "check-answers"
_MOST_NUMBERED = 100
"""More items than this no page of ours sends; fewer are for the form engine to judge."""

_TICKED = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO_UNKNOWN})


class Then(StrEnum):
    """Where the sender goes once the page is saved."""

    ON = "on"
    TASK_LIST = "list"
    ADD = "add"
    """The same page, with a blank item more in a group."""
    ASK = "ask"
    """The same page, which asks whether an item of a group is to be removed with what was typed in it."""
    KEEP = "keep"
    """The same page, with the item that it asked about as it is."""
    REMOVE = "remove"
    """The same page, with an item of a group less."""


@frozen
class TypedPage:
    """One page as it was sent. A question in `asked` that is not in `typed` was left blank.

    Items of a group in which nothing was typed, and one that was taken away, are gone; the rest are counted anew, in
    `asked` too. `beside` are, by group, the fingerprints of what each held beside the page. `group` is the one that a
    button was for, and `item` where it stands now which a button was for, 0 where there was nothing in it.
    """

    typed: Mapping[str, object]
    asked: frozenset[str]
    then: Then
    back_to_check: bool
    beside: Mapping[str, tuple[str, ...]] = field(factory=dict)
    group: str = ""
    item: int = 0


@frozen
class _Button:
    then: Then
    group: str = ""
    number: int = 0


def read_page(page: Page, form: Fields) -> TypedPage:
    """Read the fields of one page; raises `BadRequest` for a field, question or button that the page does not have."""
    sent = set(form.many(ASKED))
    groups = {group: _numbers(group, {*form.values, *sent}) for group in page.questions if group.is_group}
    names = {name for question in page.questions if not question.is_group for name in field_names(question)}
    names |= {name for group, numbers in groups.items() for each in numbers for name in _item_fields(group, each)}
    form.only(ASKED, THEN, BACK, BESIDE, *names)
    held = _held_beside(page, form.many(BESIDE))
    button = _button(page, form.one(THEN, Then.ON))
    typed: dict[str, object] = {}
    asked = set(sent)
    beside: dict[str, tuple[str, ...]] = {}
    place = 0
    for question in page.questions:
        if question.is_group:
            items = {number: _item(question, number, form) for number in groups[question]}
            kept = tuple(number for number, item in items.items() if item and not _taken_away(button, question, number))
            asked = _renumbered(question, asked, kept)
            beside[question.id] = tuple(held.get((question.id, number), "") for number in kept)
            if button.group == question.id and button.number in kept:
                place = kept.index(button.number) + 1
            if kept:
                typed[question.id] = tuple(items[number] for number in kept)
        elif (found := _typed(question, question.id, form)) is not None:
            typed[question.id] = found
    known = {question.id for question in page.questions}
    members = {member.id for group in groups for member in group.questions}
    if not all(each in known or each.rpartition("-")[2] in members for each in sent):
        raise BadRequest("A question was sent that is not on the page")
    back = form.one(BACK)
    if back not in {"", CHECK_ANSWERS}:
        raise BadRequest("The page to come back to is not one of the form's")
    on_page = frozenset(asked | typed.keys())
    return TypedPage(typed, on_page, button.then, back == CHECK_ANSWERS, beside, button.group, place)


def names_typed(page: Page, sent: TypedPage) -> set[str]:
    """The fields of a page in which something was typed, those of items included."""
    names: set[str] = set()
    for question in page.questions:
        typed = sent.typed.get(question.id)
        if question.is_group:
            items = raw_items(typed if isinstance(typed, tuple) else ())
            names |= {f"{question.id}-{number}-{key}" for number, item in enumerate(items, 1) for key in item}
        elif typed is not None:
            names.add(question.id)
    return names


def with_unasked(kept: RawAnswers, page: Page, sent: TypedPage) -> dict[str, object]:
    """What was typed and, for whatever did not stand on the page, what the draft already holds.

    A question that another answer hid keeps its answer: it is dropped when the form is sent, and not before.
    """
    answers: dict[str, object] = {}
    for question in page.questions:
        typed = sent.typed.get(question.id)
        if question.is_group and question.id in sent.asked:
            before = raw_items(kept.get(question.id))
            items = typed if isinstance(typed, tuple) else ()
            answers[question.id] = tuple(
                {**_unasked_members(question, before, sent, place, told), **item}
                for place, (told, item) in enumerate(zip(sent.beside.get(question.id, ()), items, strict=True), 1)
            )
        elif typed is not None:
            answers[question.id] = typed
        elif question.id not in sent.asked and question.id in kept:
            answers[question.id] = kept[question.id]
    return answers


def _unasked_members(
    group: Question, before: tuple[RawItem, ...], sent: TypedPage, place: int, told: str
) -> dict[str, object]:
    """What an item, now at `place`, held for members that did not stand on the page: the answers that it `told` of.

    They are looked for in every item, for another window may have taken one away since. Where none has them any more,
    nobody is given those of somebody else.
    """
    asked = {member.id for member in group.questions if f"{group.id}-{place}-{member.id}" in sent.asked}
    found = (hidden for item in before if told and told_of(hidden := beside_page(item, asked)) == told)
    return next(found, {})


def beside_page(item: RawItem, asked: Collection[str]) -> dict[str, object]:
    """What an item holds for members other than those that stand on a page."""
    return {key: value for key, value in item.items() if key not in asked}


def told_of(hidden: Mapping[str, object]) -> str:
    """How a page tells which answers an item holds beside it; nothing where it holds none."""
    return fingerprint(hidden, hidden.keys()) if hidden else ""


def _held_beside(page: Page, told: Iterable[str]) -> dict[tuple[str, int], str]:
    groups = {question.id for question in page.questions if question.is_group}
    found = {}
    for each in told:
        shaped = re.fullmatch(r"([a-z0-9_]+)-([1-9][0-9]{0,5})-([0-9a-f]{32})", each)
        if shaped is None or shaped[1] not in groups:
            raise BadRequest("An item was sent that is not on the page")
        found[shaped[1], int(shaped[2])] = shaped[3]
    return found


def field_names(question: Question, name: str = "") -> tuple[str, ...]:
    """The names of a question's fields in HTML; `name` is what it is called where it is a member of an item."""
    name = name or question.id
    return tuple(f"{name}-{part}" for part in question.parts) or (name,)


def _typed(question: Question, name: str, form: Fields) -> object | None:
    if question.parts:
        parts = {part: form.one(f"{name}-{part}") for part in question.parts}
        return parts if any(text.strip() for text in parts.values()) else None
    if question.kind in _TICKED:
        # Two radios of one question cannot come from a browser; the form engine says so beside the question.
        ticked = form.many(name)
        return ticked[0] if len(ticked) == 1 and question.kind is not QuestionKind.CHOICES else ticked or None
    return form.one(name) or None


def _numbers(group: Question, names: Iterable[str]) -> tuple[int, ...]:
    """How the items of a group are counted on the page."""
    shaped = (re.match(rf"{group.id}-([1-9][0-9]{{0,5}})-", name) for name in names)
    numbers = sorted({int(found[1]) for found in shaped if found})
    if len(numbers) > _MOST_NUMBERED:
        raise BadRequest("More was added than a page can hold")
    return tuple(numbers)


def _item_fields(group: Question, number: int) -> Iterable[str]:
    return (name for member in group.questions for name in field_names(member, f"{group.id}-{number}-{member.id}"))


def _item(group: Question, number: int, form: Fields) -> dict[str, object]:
    found = {member.id: _typed(member, f"{group.id}-{number}-{member.id}", form) for member in group.questions}
    return {member_id: typed for member_id, typed in found.items() if typed is not None}


def _renumbered(group: Question, asked: set[str], kept: tuple[int, ...]) -> set[str]:
    """What was asked, with the items of a group counted as they are once the others are gone."""
    places = {str(number): place for place, number in enumerate(kept, start=1)}
    renumbered = set()
    for each in asked:
        within = re.fullmatch(rf"{group.id}-([0-9]+)-(.+)", each)
        if within is None:
            renumbered.add(each)
        elif within[1] in places:
            renumbered.add(f"{group.id}-{places[within[1]]}-{within[2]}")
    return renumbered


def _button(page: Page, value: str) -> _Button:
    pressed = re.fullmatch(r"(add|ask|keep|remove)-([a-z0-9_]+)(?:-([1-9][0-9]{0,5}))?", value)
    if pressed is None:
        if value not in {Then.ON, Then.TASK_LIST}:
            raise BadRequest("The button is not one of the page's")
        return _Button(Then(value))
    then, group, number = Then(pressed[1]), pressed[2], int(pressed[3] or 0)
    is_groups = any(question.is_group and question.id == group for question in page.questions)
    if not is_groups or (then is Then.ADD) == bool(number):
        raise BadRequest("The button is not one of the page's")
    return _Button(then, group, number)


def _taken_away(button: _Button, group: Question, number: int) -> bool:
    return button.then is Then.REMOVE and (button.group, button.number) == (group.id, number)
