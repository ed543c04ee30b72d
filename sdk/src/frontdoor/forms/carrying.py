"""Moving a draft from one version of a form to the next without losing or twisting an answer."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from unicodedata import normalize

from attrs import frozen

from frontdoor.forms.branches import in_play
from frontdoor.forms.cleaning import is_blank
from frontdoor.forms.definition import FormDefinition, Question, RawAnswer, RawAnswers, RawItem
from frontdoor.forms.groups import path_of, raw_items
from frontdoor.forms.kinds import WITH_OPTIONS
from frontdoor.forms.saying import values_said


@frozen
class CarriedOver:
    """A draft under the new version. `answers` go on as they are; `ask_again` are questions whose kind, options
    or boxes changed so that the old answer no longer fits, those of which the new version takes fewer items or
    characters than there are, those that are asked in other words or explained otherwise, and those new to the
    sender; `gone` are the paths of answered questions that the new version does not have, `misfits` those of old
    answers that no longer fit, and `reworded` those of answers that would fit, but were given to other words: a "Yes"
    to those is none to these. `rewording` says which words.

    `left` is what does not go on, as it was typed, by the ids of the old version: whatever was said is in `answers` or
    in `left`. Of a group, what fits goes on item by item, and the group is asked again where something did not. An item
    that lost something is whole in `left`, so that it says of whom it is, and in its place: the others are empty.
    """

    answers: RawAnswers
    ask_again: tuple[str, ...]
    gone: tuple[str, ...]
    misfits: tuple[str, ...]
    left: RawAnswers
    reworded: tuple[str, ...] = ()


@frozen
class Rewording:
    """What was asked and what is asked now, in lines: the question, then whatever else about it has other words."""

    before: tuple[str, ...]
    now: tuple[str, ...]


def carry_over(old: FormDefinition, new: FormDefinition, raw: RawAnswers) -> CarriedOver:
    """Carry a draft's raw answers from `old` to `new` by question id."""
    kept: dict[str, RawAnswer] = {}
    misfits: list[str] = []
    reworded: list[str] = []
    gone: list[str] = []
    asked_again: set[str] = set()
    for before in old.questions:
        answer = raw.get(before.id)
        if answer is None:
            continue
        if not new.has_question(before.id):
            gone += [before.id] if values_said(before, answer) else []
            continue
        after = new.question(before.id)
        if _asks_otherwise(before, after, answer):
            reworded.append(before.id)
        elif before.is_group and after.is_group:
            kept[before.id] = tuple(_carried_item(before, after, item) for item in raw_items(answer))
            gone += _gone_members(before, after, answer)
            misfits += _members(before, after, answer, lambda *member: not _fits(*member))
            reworded += _members(before, after, answer, _asks_otherwise)
            asked_again |= {before.id} if raw_items(answer) and _has_new_member(before, after) else set()
            asked_again |= {before.id} if _members(before, after, answer, _explains_otherwise) else set()
        elif _fits(before, after, answer):
            kept[before.id] = answer
        elif values_said(before, answer):
            misfits.append(before.id)
        asked_again |= {before.id} if before.id in kept and _explains_otherwise(before, after, answer) else set()
    asked_again |= {path.partition("-")[0] for path in (*misfits, *reworded)}
    asked_again |= {key for key, answer in kept.items() if _takes_less(new.question(key), answer)}
    shown = in_play(new, kept).questions
    return CarriedOver(
        answers=kept,
        ask_again=tuple(
            question.id
            for question in new.questions
            if question.id in asked_again or (question.id in shown and not old.has_question(question.id))
        ),
        gone=tuple(gone),
        misfits=tuple(misfits),
        left={key: left for key, answer in raw.items() if _says(left := _left_of(answer, kept.get(key)))},
        reworded=tuple(reworded),
    )


def rewording(old: Question, new: Question, answer: RawAnswer | None) -> Rewording | None:
    """Which words that were answered are others now: the question's, or those of what was chosen. None where none are.

    A hint counts where something was chosen, for it may say what the choice means. Elsewhere it explains how to answer,
    and words, dates and people that were told go on: `_explains_otherwise`. Of a group only its own words, not its
    members'. Capitals, punctuation and spacing are no words: putting those right asks nobody again, and nor does an
    option that is added beside the one that was chosen.
    """
    values = values_said(old, answer)
    if answer is None or not values or not ((old.is_group and new.is_group) or _fits(old, new, answer)):
        return None
    asked = list(zip(_asked(old, values), _asked(new, values), strict=True))
    others = [pair for pair in asked if len({tuple(map(_words, lines)) for lines in pair}) > 1]
    if not others:
        return None
    # The question is said in any case: without it nobody knows what the other words are about.
    told = [pair for pair in asked if pair is asked[0] or pair in others]
    before, now = (tuple(line for lines in version for line in lines if line) for version in zip(*told, strict=True))
    return Rewording(before, now)


def _asks_otherwise(old: Question, new: Question, answer: RawAnswer) -> bool:
    return rewording(old, new, answer) is not None


def _explains_otherwise(old: Question, new: Question, answer: RawAnswer) -> bool:
    """Whether what goes on was given to another hint: it stays as it is, to be looked at again."""
    return bool(values_said(old, answer)) and _fits(old, new, answer) and _words(old.hint) != _words(new.hint)


def _asked(question: Question, values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words that an answer is to, part by part, as a page shows them."""
    yield (question.label,)
    yield (question.item_called(1) if question.item else "",)
    yield (question.hint if question.kind in WITH_OPTIONS else "",)
    for option in map(question.option, values):
        yield (option.label, option.hint) if option else ()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalize("NFC", text).casefold()))


def _fits(old: Question, new: Question, answer: RawAnswer) -> bool:
    if old.kind is not new.kind:
        return False
    if isinstance(answer, Mapping):
        return all(part in new.parts for part in answer)
    if new.kind in WITH_OPTIONS:
        return all(new.option(value) is not None for value in values_said(new, answer))
    return True


def _carried_item(old: Question, new: Question, item: RawItem) -> RawItem:
    return {
        member.id: item[member.id]
        for member in old.questions
        if member.id in item and (after := new.member(member.id)) and _goes_on(member, after, item[member.id])
    }


def _goes_on(old: Question, new: Question, answer: RawAnswer) -> bool:
    return _fits(old, new, answer) and not _asks_otherwise(old, new, answer)


def _gone_members(old: Question, new: Question, answer: RawAnswer) -> list[str]:
    return [
        path_of(old, number, member)
        for number, item in enumerate(raw_items(answer), start=1)
        for member in old.questions
        if new.member(member.id) is None and values_said(member, item.get(member.id))
    ]


def _members(
    old: Question, new: Question, answer: RawAnswer, which: Callable[[Question, Question, RawAnswer], bool]
) -> list[str]:
    """The paths of what was said to members of which something holds."""
    return [
        path_of(old, number, before)
        for number, item in enumerate(raw_items(answer), start=1)
        for before in old.questions
        if before.id in item
        and (after := new.member(before.id))
        and which(before, after, item[before.id])
        and values_said(before, item[before.id])
    ]


def _takes_less(new: Question, answer: RawAnswer) -> bool:
    """Whether an answer that goes on is more than its question takes now; nothing of it is cut."""
    if new.is_group:
        items = raw_items(answer)
        said = [(member, item[member.id]) for item in items for member in new.questions if member.id in item]
        return len(items) > new.most or any(_takes_less(member, each) for member, each in said)
    texts = [answer] if isinstance(answer, str) else answer.values() if isinstance(answer, Mapping) else ()
    return new.limit is not None and any(isinstance(text, str) and len(text) > new.limit for text in texts)


def _has_new_member(old: Question, new: Question) -> bool:
    return any(old.member(member.id) is None for member in new.questions)


def _left_of(answer: RawAnswer, kept: RawAnswer | None) -> RawAnswer:
    """What of an answer was not kept: all of it, nothing, or the items of a group that lost something."""
    if kept == answer:
        return ()
    items = raw_items(answer)
    if kept is None or len(items) != len(answer):  # what is no list of items was not kept as one
        return answer
    return tuple(
        item if any(_says(value) for key, value in item.items() if key not in kept_item) else {}
        for item, kept_item in zip(items, raw_items(kept), strict=True)
    )


def _says(raw: object) -> bool:
    """Whether there are words in a raw answer of whatever shape, also where its question takes no such answer."""
    if isinstance(raw, str):
        return not is_blank(raw)
    values = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, list | tuple) else ()
    return any(map(_says, values))
