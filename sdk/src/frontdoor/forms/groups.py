"""Groups: the same member questions asked for each of several people or things.

An item is judged by itself. A member's condition sees the members before it in the same item, and the questions before
the group; nothing outside sees into an item.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from frontdoor.forms.conditions import Condition, truth
from frontdoor.forms.definition import PlainRawAnswer, Question, RawAnswer, RawItem
from frontdoor.forms.saying import values_said

Said = Mapping[str, tuple[str, ...]]


@frozen
class ItemInPlay:
    """One item. `number` counts from 1; `members` are those to be answered, in order; `said` is what each said."""

    number: int
    raw: RawItem
    members: tuple[Question, ...]
    said: Said

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said in it, hidden members counted too."""
        return not any(self.said.values())


def raw_items(raw: RawAnswer | None) -> tuple[RawItem, ...]:
    """The items of a group's raw answer; none where it holds something else."""
    if isinstance(raw, str | Mapping) or raw is None:
        return ()
    return tuple(each for each in raw if isinstance(each, Mapping))


def items_in_play(group: Question, raw: RawAnswer | None, outside: Said) -> tuple[ItemInPlay, ...]:
    """Every item with its members in play; `outside` is what the questions before the group said."""
    return tuple(item_in_play(group, item, number, outside) for number, item in enumerate(raw_items(raw), start=1))


def item_in_play(group: Question, item: RawItem, number: int, outside: Said) -> ItemInPlay:
    """One item, whatever it holds."""
    said: dict[str, tuple[str, ...]] = {}
    members: list[Question] = []
    for member in group.questions:
        if _holds(member.show_when, {**outside, **said}):
            members.append(member)
            said[member.id] = values_said(member, item.get(member.id))
    rest = [member for member in group.questions if member not in members]
    hidden = {member.id: values_said(member, item.get(member.id)) for member in rest}
    return ItemInPlay(number, item, tuple(members), {**hidden, **said})


def hidden_answers(group: Question, items: Iterable[ItemInPlay]) -> tuple[str, ...]:
    """The paths of answers to members that are not in play: kept in the draft, and not sent."""
    return tuple(
        path_of(group, item.number, member)
        for item in items
        for member in group.questions
        if member not in item.members and item.said[member.id]
    )


def path_of(group: Question, number: int, member: Question) -> str:
    """How one member of one item is named in faults, fields and lists: `household-2-person_name`."""
    return f"{group.id}-{number}-{member.id}"


def is_blank_item(group: Question, item: Mapping[str, PlainRawAnswer]) -> bool:
    """Whether nothing was said to any member of an item."""
    return not any(values_said(member, item.get(member.id)) for member in group.questions)


def _holds(condition: Condition | None, said: Said) -> bool:
    return condition is None or truth(condition, lambda question: said.get(question, ())) is True
