"""When a page or question is asked: a structure that is read, checked and evaluated, never code that is run."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

Seen: TypeAlias = Callable[[str], tuple[str, ...] | None]
"""What a condition sees of a question: the values said, `()` when hidden or blank, None when not settled yet."""


@frozen
class Equals:
    """The one option chosen is `value`."""

    question: str
    value: str


@frozen
class OneOf:
    """The one option chosen is among `values`."""

    question: str
    values: tuple[str, ...]


@frozen
class Includes:
    """`value` is among the options ticked."""

    question: str
    value: str


@frozen
class Answered:
    """Something was said, whatever it was."""

    question: str


@frozen
class AllOf:
    """Every one of `conditions` holds."""

    conditions: tuple["Condition", ...]


@frozen
class AnyOf:
    """At least one of `conditions` holds."""

    conditions: tuple["Condition", ...]


@frozen
class Not:
    """`condition` does not hold. A hidden question makes every plain condition false, so its `Not` is true."""

    condition: "Condition"


Condition: TypeAlias = Equals | OneOf | Includes | Answered | AllOf | AnyOf | Not
PlainCondition: TypeAlias = Equals | OneOf | Includes | Answered


def truth(condition: Condition, seen: Seen) -> bool | None:
    """Whether the condition holds; None while that hangs on a question `seen` calls unsettled."""
    match condition:
        case AllOf(conditions):
            truths = [truth(each, seen) for each in conditions]
            return False if False in truths else None if None in truths else True
        case AnyOf(conditions):
            truths = [truth(each, seen) for each in conditions]
            return True if True in truths else None if None in truths else False
        case Not(inner):
            found = truth(inner, seen)
            return None if found is None else not found
        case _:
            said = seen(condition.question)
            return None if said is None else _plain_truth(condition, said)


def _plain_truth(condition: PlainCondition, said: tuple[str, ...]) -> bool:
    match condition:
        case Equals(_, value):
            return said == (value,)
        case OneOf(_, values):
            return len(said) == 1 and said[0] in values
        case Includes(_, value):
            return value in said
        case Answered():
            return bool(said)


def plain_conditions(condition: Condition | None) -> Iterator[PlainCondition]:
    """Every condition on one question inside this one, in the order written."""
    match condition:
        case None:
            return
        case AllOf(conditions) | AnyOf(conditions):
            for each in conditions:
                yield from plain_conditions(each)
        case Not(inner):
            yield from plain_conditions(inner)
        case _:
            yield condition


def questions_of(condition: Condition | None) -> frozenset[str]:
    """The ids of the questions this condition looks at."""
    return frozenset(plain.question for plain in plain_conditions(condition))
