"""Moving a draft from one version of a form to the next without losing or twisting an answer."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.forms.branches import in_play
from frontdoor.forms.definition import FormDefinition, Question, RawAnswer, RawAnswers, RawItem
from frontdoor.forms.groups import path_of, raw_items
from frontdoor.forms.kinds import WITH_OPTIONS
from frontdoor.forms.saying import values_said


@frozen
class CarriedOver:
    """A draft under the new version. `answers` go on as they are; `ask_again` are questions whose kind, options
    or boxes changed so that the old answer no longer fits, and those new to the sender; `gone` are the paths of
    answered questions that the new version does not have.

    Of a group, what fits goes on item by item, and the group is asked again where something did not.
    """

    answers: RawAnswers
    ask_again: tuple[str, ...]
    gone: tuple[str, ...]


def carry_over(old: FormDefinition, new: FormDefinition, raw: RawAnswers) -> CarriedOver:
    """Carry a draft's raw answers from `old` to `new` by question id."""
    kept: dict[str, RawAnswer] = {}
    misfits: set[str] = set()
    gone: list[str] = []
    for before in old.questions:
        answer = raw.get(before.id)
        if answer is None:
            continue
        if not new.has_question(before.id):
            gone += [before.id] if values_said(before, answer) else []
            continue
        after = new.question(before.id)
        if before.is_group and after.is_group:
            kept[before.id] = tuple(_carried_item(before, after, item) for item in raw_items(answer))
            gone += _gone_members(before, after, answer)
            misfits |= {before.id} if _lacks_something(before, after, answer) else set()
        elif _fits(before, after, answer):
            kept[before.id] = answer
        elif values_said(before, answer):
            misfits.add(before.id)
    shown = in_play(new, kept).questions
    return CarriedOver(
        answers=kept,
        ask_again=tuple(
            question.id
            for question in new.questions
            if question.id in misfits or (question.id in shown and not old.has_question(question.id))
        ),
        gone=tuple(gone),
    )


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
        if member.id in item and (after := new.member(member.id)) and _fits(member, after, item[member.id])
    }


def _gone_members(old: Question, new: Question, answer: RawAnswer) -> list[str]:
    return [
        path_of(old, number, member)
        for number, item in enumerate(raw_items(answer), start=1)
        for member in old.questions
        if new.member(member.id) is None and values_said(member, item.get(member.id))
    ]


def _lacks_something(old: Question, new: Question, answer: RawAnswer) -> bool:
    """Whether an answer in some item no longer fits, or a member is new to the sender."""
    items = raw_items(answer)
    is_new = any(old.member(member.id) is None for member in new.questions)
    misfit = any(
        not _fits(before, after, item[before.id])
        for item in items
        for before in old.questions
        if before.id in item and (after := new.member(before.id)) and values_said(before, item[before.id])
    )
    return bool(items) and (is_new or misfit)
