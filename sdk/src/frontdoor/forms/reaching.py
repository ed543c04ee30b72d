"""Whether any answers at all can bring a question into play."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import combinations

from frontdoor.forms.conditions import (
    AllOf,
    Condition,
    Equals,
    Includes,
    OneOf,
    PlainCondition,
    plain_conditions,
    questions_of,
    truth,
)
from frontdoor.forms.definition import FormDefinition, Question
from frontdoor.forms.kinds import WITH_OPTIONS, QuestionKind

_MOST_STEPS = 4_000
"""A search longer than this is given up: a few dozen steps settle any condition a person can still follow."""


class Reach(Enum):
    """What the search found."""

    SOMETIMES = "sometimes"
    NEVER = "never"
    TOO_INVOLVED = "too involved"


class _GivenUp(Exception):
    pass


def reach(definition: FormDefinition, question: Question) -> Reach:
    """Search for answers that bring a question, or a member of a group, into play.

    Conditions must already look back only. One item of a group stands for all, since each is asked alike.
    """
    goal = _shown(definition, question)
    asked = controllers(definition, questions_of(goal))
    search = _Search(definition, goal, tuple(each for each in definition.questions_and_members if each.id in asked))
    try:
        return Reach.SOMETIMES if search.succeeds() else Reach.NEVER
    except _GivenUp:
        return Reach.TOO_INVOLVED


def _shown(definition: FormDefinition, question: Question) -> Condition:
    page, group = definition.page_of(question.id), definition.group_of(question.id)
    conditions = (page.show_when, group.show_when if group else None, question.show_when)
    return AllOf(tuple(each for each in conditions if each is not None))


def controllers(definition: FormDefinition, question_ids: Iterable[str]) -> set[str]:
    """These questions and every question that decides, however far back, whether they are asked.

    Ids that the form does not have are left out, so that a faulty definition can be asked too.
    """
    found: set[str] = set()
    waiting = set(question_ids)
    while waiting:
        current = waiting.pop()
        known = definition.has_question(current) or definition.member(current) is not None
        if current not in found and known:
            found.add(current)
            waiting |= questions_of(_shown(definition, definition.question_or_member(current)))
    return found


class _Search:
    """Tries answers question by question, leaving a branch as soon as the goal cannot hold any more."""

    def __init__(self, definition: FormDefinition, goal: Condition, asked: tuple[Question, ...]) -> None:
        self._goal = goal
        self._asked = asked
        self._shown = {question.id: _shown(definition, question) for question in asked}
        self._mentions = [plain for shown in (goal, *self._shown.values()) for plain in plain_conditions(shown)]
        self._said: dict[str, tuple[str, ...]] = {}
        self._steps = 0

    def succeeds(self) -> bool:
        """Whether some answers make the goal hold. Raises `_GivenUp` after too many steps."""
        return self._from(0)

    def _from(self, place: int) -> bool:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _GivenUp
        found = truth(self._goal, self._said.get)
        if found is not None:
            return found
        question = self._asked[place]
        playing = truth(self._shown[question.id], self._said.get)
        # One after the other: of the ticks of twenty options there are a million sets, and the first few settle it.
        for said in _values_worth_trying(question, self._mentions) if playing else ((),):
            self._said[question.id] = said
            if self._from(place + 1):
                return True
        self._said.pop(question.id)
        return False


def _values_worth_trying(question: Question, mentions: list[PlainCondition]) -> Iterator[tuple[str, ...]]:
    """Blank, each value some condition mentions (each set of them for ticks), and one value none mentions."""
    yield ()
    if question.kind not in WITH_OPTIONS:
        yield ("anything",)
        return
    named: list[str] = []
    for plain in mentions:
        match plain:
            case Equals(question.id, value) | Includes(question.id, value):
                named.append(value)
            case OneOf(question.id, listed):
                named += listed
            case _:
                pass
    values = [option.value for option in question.options if option.value in named]
    values += [option.value for option in question.options if option.value not in named][:1]
    if question.kind is not QuestionKind.CHOICES:
        yield from ((value,) for value in values)
        return
    for size in range(1, len(values) + 1):
        yield from combinations(values, size)
