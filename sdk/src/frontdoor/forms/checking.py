"""Checking a definition as a whole: ids, concepts, and that every condition can be understood and be true."""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor.forms.checking_tests import check_tests
from frontdoor.forms.concepts import KINDS_OF_CONCEPT, VALUES_OF_CONCEPT
from frontdoor.forms.conditions import (
    Answered,
    Condition,
    Equals,
    Includes,
    OneOf,
    PlainCondition,
    plain_conditions,
)
from frontdoor.forms.definition import FormDefinition, Question
from frontdoor.forms.kinds import ONE_OF_OPTIONS, WITH_OPTIONS, QuestionKind
from frontdoor.forms.reaching import Reach, controllers, reach
from frontdoor.forms.tables import DefinitionFault, nearest


def check_definition(definition: FormDefinition) -> list[DefinitionFault]:
    """Everything wrong with the definition as a whole, in form order."""
    faults = [*_repeats(definition), *_concepts(definition), *_gate(definition)]
    conditions = [*_conditions(definition)]
    faults += [*conditions, *check_tests(definition)]
    if not conditions and not faults:
        # Only a form whose conditions make sense can be asked whether they can ever be true.
        faults += _unreachable(definition)
    return faults


def _repeats(definition: FormDefinition) -> Iterator[DefinitionFault]:
    for word, ids in (
        ("section", [section.id for section in definition.sections]),
        ("page", [page.id for page in definition.pages]),
        ("question", [question.id for question in definition.questions_and_members]),
    ):
        for each, times in Counter(ids).items():
            if each and times > 1:
                yield DefinitionFault("form", f"{word} id “{each}” is used {times} times")
    for question in definition.questions_and_members:
        for value, times in Counter(option.value for option in question.options).items():
            if value and times > 1:
                yield DefinitionFault(_place(question), f"option “{value}” is offered {times} times")


def _concepts(definition: FormDefinition) -> Iterator[DefinitionFault]:
    groups = [question for question in definition.questions if question.is_group]
    for place, scope in (("form", definition.questions), *((_place(group), group.questions) for group in groups)):
        suppliers = Counter(question.supplies for question in scope if question.supplies)
        for concept, times in suppliers.items():
            if times > 1:
                yield DefinitionFault(place, f"“{concept}” is supplied by {times} questions; one only may")
    for question in definition.questions_and_members:
        if question.supplies is None:
            continue
        kinds = KINDS_OF_CONCEPT[question.supplies]
        if question.kind not in kinds:
            wanted = " or ".join(sorted(kinds))
            yield DefinitionFault(_place(question), f"a question that supplies “{question.supplies}” must be {wanted}")
        values = VALUES_OF_CONCEPT.get(question.supplies)
        for option in question.options:
            if values is not None and option.value not in values:
                yield DefinitionFault(
                    _place(question),
                    f"option “{option.value}” is not a value of “{question.supplies}”; "
                    f"{nearest(option.value, tuple(sorted(values)))}",
                )


def _gate(definition: FormDefinition) -> Iterator[DefinitionFault]:
    if definition.gate is None:
        return
    if not definition.pages or definition.pages[0].id != definition.gate.page_id:
        yield DefinitionFault("form, gate", "“page” must be the first page of the form")


def _conditions(definition: FormDefinition) -> Iterator[DefinitionFault]:
    """Faults of every condition. One on a page may look at earlier pages; one on a question, at earlier questions."""
    order = {question.id: place for place, question in enumerate(definition.questions_and_members)}
    members = frozenset(each.id for question in definition.questions for each in question.questions)
    earlier: set[str] = set()
    for page in definition.pages:
        own = frozenset(question.id for question in page.questions)
        checker = _Checker(definition, order, frozenset(earlier), own)
        yield from checker.faults(page.show_when, f"page “{page.id}”, show_when")
        for question in page.questions:
            checker = _Checker(definition, order, frozenset(earlier), frozenset({question.id}))
            yield from checker.faults(question.show_when, f"{_place(question)}, show_when")
            before: set[str] = set()
            for member in question.questions:
                # Of an item, only what was asked before in the same item: an item cannot see into another.
                checker = _Checker(definition, order, frozenset(earlier | before), frozenset({member.id}))
                yield from checker.faults(member.show_when, f"{_place(member)}, show_when")
                before.add(member.id)
            earlier.add(question.id)
    if definition.gate is not None and definition.pages:
        on_gate = frozenset(question.id for question in definition.pages[0].questions)
        checker = _Checker(definition, order, on_gate, frozenset())
        yield from checker.faults(definition.gate.stop_when, "form, gate, stop_when")
    anywhere = _Checker(definition, order, frozenset(order) - members, frozenset())
    yield from anywhere.faults(definition.urgent_when, "form, urgent_when")
    for number, caution in enumerate(definition.cautions, start=1):
        if not definition.has_question(caution.question_id):
            yield DefinitionFault(f"form, caution {number}", _no_question(caution.question_id, order))
        yield from anywhere.faults(caution.when, f"form, caution {number}, when")


@frozen
class _Checker:
    """Checks a condition that may look at the questions `allowed` and decides whether `deciding` are asked."""

    definition: FormDefinition
    order: Mapping[str, int]
    allowed: frozenset[str]
    deciding: frozenset[str]

    def faults(self, condition: Condition | None, place: str) -> Iterator[DefinitionFault]:
        for plain in plain_conditions(condition):
            for message in self._messages(plain):
                yield DefinitionFault(place, message)

    def _messages(self, plain: PlainCondition) -> Iterator[str]:
        if plain.question not in self.order:
            yield _no_question(plain.question, self.order)
            return
        if plain.question not in self.allowed:
            group = self.definition.group_of(plain.question)
            if self.deciding & controllers(self.definition, {plain.question}):
                yield f"circular: it hangs on “{plain.question}”, which hangs on it"
            elif group is not None and not self.deciding & {each.id for each in group.questions}:
                yield f"“{plain.question}” is asked in each item of “{group.id}”; only that group may look at it"
            else:
                yield f"“{plain.question}” is not asked before this; a condition may look back only"
        yield from _mistyped(plain, self.definition.question_or_member(plain.question))


def _no_question(question_id: str, order: Mapping[str, int]) -> str:
    return f"no question “{question_id}”; {nearest(question_id, tuple(order))}"


def _mistyped(plain: PlainCondition, question: Question) -> Iterator[str]:
    values: tuple[str, ...]
    match plain:
        case Answered():
            return
        case Equals(_, value):
            word, values, kinds = "equals", (value,), ONE_OF_OPTIONS
        case OneOf(_, values):
            word, kinds = "one_of", ONE_OF_OPTIONS
        case Includes(_, value):
            word, values, kinds = "includes", (value,), frozenset({QuestionKind.CHOICES})
    if question.kind not in kinds:
        other = _fitting(question)
        yield f"“{word}” does not fit “{question.id}”, which is {question.kind}; use {other}"
        return
    if not values:
        yield f"“{word}” must name at least one option"
    known = tuple(option.value for option in question.options)
    for value in values:
        if value not in known:
            yield f"“{question.id}” has no option “{value}”; {nearest(value, known)}"


def _fitting(question: Question) -> str:
    if question.kind in ONE_OF_OPTIONS:
        return "equals, one_of or answered"
    return "includes or answered" if question.kind in WITH_OPTIONS else "answered"


def _unreachable(definition: FormDefinition) -> Iterator[DefinitionFault]:
    for page in definition.pages:
        for question in page.questions:
            for each in (question, *question.questions):
                if page.show_when is question.show_when is each.show_when is None:
                    continue
                match reach(definition, each):
                    case Reach.NEVER:
                        yield DefinitionFault(_place(each), "no answers can ever bring this question into play")
                    case Reach.TOO_INVOLVED:
                        yield DefinitionFault(
                            _place(each), "its conditions are too involved to be checked; make them simpler"
                        )
                    case Reach.SOMETIMES:
                        pass


def _place(question: Question) -> str:
    return f"question “{question.id}”"
