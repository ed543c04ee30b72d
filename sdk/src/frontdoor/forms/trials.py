"""Tests of a form's conditions, kept in the form itself: given these answers, these questions show and those do not.

A test may name a member of a group: by its id, which speaks of every item given (or of the blank one that a sender is
shown first), or by its path, `household-2-person_name`, which speaks of one item.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor.forms.branches import InPlay, in_play
from frontdoor.forms.conditions import Condition, questions_of
from frontdoor.forms.definition import ConditionTest, FormDefinition, Question, RawAnswer, RawItem
from frontdoor.forms.displaying import display
from frontdoor.forms.groups import item_in_play, raw_items
from frontdoor.forms.phrasing import asked_when, called


@frozen
class FailedTest:
    """One question that a test found shown or hidden against its word, and why, in a sentence."""

    test: str
    question_id: str
    message: str

    def __str__(self) -> str:
        return f"test “{self.test}”: {self.message}"


@frozen
class Place:
    """Where a test looks: a question of the form, or a member of one item of a group."""

    question: Question
    group: Question | None = None
    number: int = 0

    @property
    def outermost(self) -> Question:
        """The question of the form that this is, or stands in."""
        return self.group or self.question


def places_of(definition: FormDefinition, named: str, given: Mapping[str, RawAnswer]) -> tuple[Place, ...]:
    """Every place that a name in a test means. Raises KeyError for a name that the form does not know."""
    group = definition.group_of(named)
    if group is not None:
        several = range(1, max(1, len(raw_items(given.get(group.id)))) + 1)
        return tuple(Place(definition.question_or_member(named), group, number) for number in several)
    question = definition.question_at(named)
    if named == question.id:
        return (Place(question),)
    group_id, number, _ = named.split("-")
    return (Place(question, definition.question(group_id), int(number)),)


def run_tests(definition: FormDefinition) -> tuple[FailedTest, ...]:
    """Every test of the form that fails, in the order of the form."""
    return tuple(failed for test in definition.tests for failed in _Trial.of(definition, test).failures())


@frozen
class _Trial:
    """One test being run."""

    definition: FormDefinition
    test: ConditionTest
    playing: InPlay

    @classmethod
    def of(cls, definition: FormDefinition, test: ConditionTest) -> "_Trial":
        return cls(definition, test, in_play(definition, test.given))

    def failures(self) -> Iterator[FailedTest]:
        for named in self.test.shows:
            for place in places_of(self.definition, named, self.test.given):
                if not self._shows(place):
                    message = f"{self._called(place)} should show, but {self._why_hidden(place)}"
                    yield FailedTest(self.test.name, named, message)
        for named in self.test.hides:
            for place in places_of(self.definition, named, self.test.given):
                if self._shows(place):
                    message = f"{self._called(place)} should not show, but {self._why_shown(place)}"
                    yield FailedTest(self.test.name, named, message)

    def _shows(self, place: Place) -> bool:
        if place.outermost.id not in self.playing.questions:
            return False
        if place.group is None:
            return True
        item = item_in_play(place.group, self._item(place), place.number, self.playing.said)
        return place.question in item.members

    def _item(self, place: Place) -> RawItem:
        """What the test gives for the item; nothing for the blank one."""
        items = raw_items(self.test.given.get(place.group.id)) if place.group else ()
        return items[place.number - 1] if 1 <= place.number <= len(items) else {}

    def _called(self, place: Place) -> str:
        label = called(self.definition, place.question.id)
        return f"{label} of {place.group.item} {place.number}" if place.group else label

    def _why_hidden(self, place: Place) -> str:
        page = self.definition.page_of(place.outermost.id)
        what: tuple[str, Condition | None] = ("it is asked", place.question.show_when)
        if not self.playing.holds(page.show_when):
            what = ("its page is asked", page.show_when)
        elif place.outermost.id not in self.playing.questions:
            what = ("it is asked" if place.group is None else "its group is asked", place.outermost.show_when)
        where, unmet = what
        when = asked_when(self.definition, unmet)
        return f"{where} only {when}. {self._answers(questions_of(unmet), place)}"

    def _why_shown(self, place: Place) -> str:
        page = self.definition.page_of(place.outermost.id)
        conditions = [
            each
            for each in (page.show_when, place.group.show_when if place.group else None, place.question.show_when)
            if each is not None
        ]
        looked_at = frozenset[str]().union(*map(questions_of, conditions))
        if not looked_at:
            return "it is always asked"
        words = " and ".join(asked_when(self.definition, each) for each in conditions)
        return f"it is asked {words}. {self._answers(looked_at, place)}"

    def _answers(self, question_ids: frozenset[str], place: Place) -> str:
        """What the test answered to the questions that decide."""
        given = {**self.test.given, **self._item(place)}
        said = [
            f"{called(self.definition, question.id)} is answered “{answer}”"
            if answer
            else f"{called(self.definition, question.id)} is not answered"
            for question in self.definition.questions_and_members
            if question.id in question_ids
            for answer in [", ".join(display(question, given.get(question.id)).splitlines())]
        ]
        return f"Here {' and '.join(said)}"
