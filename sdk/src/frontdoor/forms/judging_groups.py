"""Judging a group: each item by itself, its faults and remarks named after it."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import evolve, frozen

from frontdoor.forms.answers import Answer, AsTyped, GroupAnswer
from frontdoor.forms.definition import Fault, PlainRawAnswer, Question, RawAnswer
from frontdoor.forms.displaying import display
from frontdoor.forms.groups import ItemInPlay, Said, items_in_play
from frontdoor.forms.judged import Judged, sentence_name

JudgePlain = Callable[[Question, PlainRawAnswer | None, date], Judged]


@frozen
class _JudgedItem:
    answers: Mapping[str, Answer]
    as_typed: Mapping[str, Answer]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def judge_group(group: Question, raw: RawAnswer, today: date, outside: Said, judge_plain: JudgePlain) -> Judged:
    """Judge every item in which something was said; `outside` is what the questions before the group said.

    With faults there is no answer, but `as_typed` holds every item with the words that could not be read: too many
    items are a fault, and an urgent concern tells of each all the same. Members not in play are in neither.
    """
    items = [item for item in items_in_play(group, raw, outside) if not item.is_blank]
    judged = [_judge_item(group, item, today, judge_plain) for item in items]
    faults = (*_too_many(group, len(items)), *(fault for each in judged for fault in each.faults))
    warnings = tuple(warning for each in judged for warning in each.warnings)
    if not faults:
        return Judged(GroupAnswer(tuple(each.answers for each in judged)), warnings=warnings)
    as_typed = GroupAnswer(tuple(MappingProxyType({**each.answers, **each.as_typed}) for each in judged))
    return Judged(None, faults, warnings, as_typed)


def _too_many(group: Question, count: int) -> tuple[Fault, ...]:
    if count <= group.most:
        return ()
    return (Fault(group.id, None, f"{sentence_name(group)}: you can add {group.most} at most. You have {count}"),)


def _judge_item(group: Question, item: ItemInPlay, today: date, judge_plain: JudgePlain) -> _JudgedItem:
    answers: dict[str, Answer] = {}
    as_typed: dict[str, Answer] = {}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for member in item.members:
        raw = item.raw.get(member.id)
        judged = judge_plain(member, raw, today)
        faults += [_of_item(group, item.number, fault) for fault in judged.faults]
        warnings += [_of_item(group, item.number, warning) for warning in judged.warnings]
        if judged.answer is not None:
            answers[member.id] = judged.answer
        elif item.said[member.id]:
            as_typed[member.id] = AsTyped(display(member, raw))
    return _JudgedItem(MappingProxyType(answers), as_typed, tuple(faults), tuple(warnings))


def _of_item(group: Question, number: int, fault: Fault) -> Fault:
    part = f"{number}-{fault.question_id}" + (f"-{fault.part}" if fault.part else "")
    return evolve(fault, question_id=group.id, part=part, message=f"{group.item_called(number)}: {fault.message}")
