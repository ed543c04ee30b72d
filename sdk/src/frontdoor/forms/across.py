"""What only several answers together can show: one number for two children, one child named twice, dates at odds."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from frontdoor.domain.identifiers import closed_up
from frontdoor.forms.answers import (
    Answer,
    Answers,
    ApproximateDate,
    AsTyped,
    GroupAnswer,
    IdentifierAnswer,
    PersonNameAnswer,
)
from frontdoor.forms.branches import InPlay
from frontdoor.forms.cleaning import plain_digits
from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import Fault, FormDefinition, Question, RawAnswers
from frontdoor.forms.displaying import display
from frontdoor.forms.groups import items_in_play, path_of
from frontdoor.forms.supplying import supplied, supplied_items

_ONE_CHILDS_OWN = (Concept.NHS_NUMBER, Concept.UPN)
_YEAR = re.compile(r"[12][0-9]{3}")
_GIVEN_TWICE = "{} (given for more than one child)"


def clashes(definition: FormDefinition, raw: RawAnswers, playing: InPlay) -> tuple[Fault, ...]:
    """One number given for two children: nobody can say whose it is, so the sender is asked before it is sent."""
    return tuple(fault for concept in _ONE_CHILDS_OWN for fault in _clashes(definition, raw, playing, concept))


def without_clashes(
    definition: FormDefinition, answers: Mapping[str, Answer], clashing: tuple[Fault, ...]
) -> dict[str, Answer]:
    """The same answers, as an urgent concern is sent with them: a number given for several children is nobody's.

    It stands as it was typed, with what is wrong with it, so that no record is looked for, or filled in, by it.
    """
    found = dict(answers)
    for concept in _ONE_CHILDS_OWN if clashing else ():
        found |= _nobodys(definition, found, concept)
    return found


def _nobodys(definition: FormDefinition, answers: Answers, concept: Concept) -> dict[str, Answer]:
    group, member = _asked_of_others(definition, concept)
    given = answers.get(group.id) if group else None
    if group is None or member is None or not isinstance(given, GroupAnswer):
        return {}
    alone = definition.supplier(concept)
    firsts = answers.get(alone.id) if alone else None
    numbers = Counter(map(_number_in, (firsts, *(item.get(member.id) for item in given.items))))

    def is_twice(answer: Answer | None) -> bool:
        number = _number_in(answer)
        return bool(number) and numbers[number] > 1

    items = tuple(
        {**item, member.id: _told(member, item[member.id])} if is_twice(item.get(member.id)) else item
        for item in given.items
    )
    found: dict[str, Answer] = {group.id: GroupAnswer(items)}
    if alone is not None and firsts is not None and is_twice(firsts):
        found[alone.id] = _told(alone, firsts)
    return found


def _told(question: Question, answer: Answer) -> AsTyped:
    return AsTyped(_GIVEN_TWICE.format(display(question, answer)))


def _number_in(answer: Answer | None) -> str:
    return _number((answer.text,)) if isinstance(answer, IdentifierAnswer | AsTyped) else ""


def _clashes(definition: FormDefinition, raw: RawAnswers, playing: InPlay, concept: Concept) -> Iterator[Fault]:
    group, member = _asked_of_others(definition, concept)
    if group is None or member is None or group.id not in playing.questions:
        return
    alone = definition.supplier(concept)
    seen = {_number(playing.said.get(alone.id, ()))} if alone else set()
    for item in items_in_play(group, raw.get(group.id), playing.said):
        number = _number(item.said[member.id]) if member in item.members else ""
        if number and number in seen:
            part = path_of(group, item.number, member).removeprefix(f"{group.id}-")
            words = "this is another child’s number too. Check both, or leave one blank"
            yield Fault(group.id, part, f"{group.item_called(item.number)}: {words}")
        seen.add(number)


def _asked_of_others(definition: FormDefinition, concept: Concept) -> tuple[Question | None, Question | None]:
    """The group of the other children, and its question for a concept; None for what the form does not have."""
    group = definition.supplier(Concept.OTHER_CHILDREN)
    return group, next((each for each in group.questions if each.supplies is concept), None) if group else None


def _number(said: tuple[str, ...]) -> str:
    return closed_up(plain_digits(said[0])) if said else ""


def remarks(definition: FormDefinition, answers: Answers) -> list[Fault]:
    """What to look at again, though each answer is right by itself. It stops nobody."""
    return [
        *_before_birth(definition, answers),
        *_ends_before_it_begins(definition, answers),
        *_named_twice(definition, answers),
    ]


def _before_birth(definition: FormDefinition, answers: Answers) -> Iterator[Fault]:
    known = supplied(definition, answers)
    born, happened = known.get(Concept.DATE_OF_BIRTH), known.get(Concept.INCIDENT_DATE)
    incident = definition.supplier(Concept.INCIDENT_DATE)
    if incident is not None and isinstance(born, date) and isinstance(happened, date) and happened < born:
        yield Fault(incident.id, None, "This is before the child’s date of birth. Check both dates")


def _ends_before_it_begins(definition: FormDefinition, answers: Answers) -> Iterator[Fault]:
    known = supplied(definition, answers)
    begins = _day_of(known.get(Concept.PERIOD_FROM), month=1, day=1)
    ends = _day_of(known.get(Concept.PERIOD_TO), month=12, day=31)
    end = definition.supplier(Concept.PERIOD_TO)
    if end is not None and begins and ends and ends < begins:
        yield Fault(end.id, None, "This is before the period starts. Check both dates")


def _day_of(answer: Answer | None, *, month: int, day: int) -> date | None:
    """A date, or that day of a year given alone; None where only words tell of it."""
    if isinstance(answer, ApproximateDate) and _YEAR.fullmatch(answer.text.strip()):
        return date(int(answer.text), month, day)
    return answer if isinstance(answer, date) else None


def _named_twice(definition: FormDefinition, answers: Answers) -> Iterator[Fault]:
    group = definition.supplier(Concept.OTHER_CHILDREN)
    seen = {_child(supplied(definition, answers))}
    for number, known in enumerate(supplied_items(definition, Concept.OTHER_CHILDREN, answers), start=1):
        child = _child(known)
        if group is not None and child is not None and child in seen:
            member = _supplier_in(group, Concept.CHILD_NAME)
            words = f"{group.item_called(number)}: you have given this name and date of birth before. Is it one child?"
            yield Fault(group.id, f"{number}-{member.id}", words)
        seen.add(child)


def _supplier_in(group: Question, concept: Concept) -> Question:
    return next(member for member in group.questions if member.supplies is concept)


def _child(known: Mapping[Concept, Answer]) -> tuple[str, date] | None:
    name, born = known.get(Concept.CHILD_NAME), known.get(Concept.DATE_OF_BIRTH)
    if not isinstance(name, PersonNameAnswer) or not isinstance(born, date):
        return None
    return f"{name.given} {name.family}".strip().casefold(), born
