"""Checking the tests that a form carries: every question, member of a group and option that they name is there."""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor.forms.definition import ConditionTest, FormDefinition, Question, RawAnswer
from frontdoor.forms.groups import raw_items
from frontdoor.forms.kinds import WITH_OPTIONS
from frontdoor.forms.tables import DefinitionFault, nearest
from frontdoor.forms.trials import places_of


def check_tests(definition: FormDefinition) -> Iterator[DefinitionFault]:
    """Faults of the form's own tests, in their order."""
    for name, times in Counter(test.name for test in definition.tests).items():
        if times > 1:
            yield DefinitionFault("form", f"test “{name}” is written {times} times")
    for test in definition.tests:
        place = f"test “{test.name}”"
        for message in _Check(definition, test).messages():
            yield DefinitionFault(place, message)


@frozen
class _Check:
    definition: FormDefinition
    test: ConditionTest

    def messages(self) -> Iterator[str]:
        wrong = [*self._unknown_given(), *self._unknown_places()]
        yield from dict.fromkeys(wrong)
        for named in sorted({*self.test.shows} & {*self.test.hides}):
            yield f"“{named}” cannot both show and hide"
        for question_id, answer in self.test.given.items():
            if self.definition.has_question(question_id):
                yield from self._answer(self.definition.question(question_id), answer)

    def _unknown_given(self) -> Iterator[str]:
        for question_id in self.test.given:
            group = self.definition.group_of(question_id)
            if group is not None:
                yield f"“{question_id}” is asked in each item of “{group.id}”; give items of that group"
            elif not self.definition.has_question(question_id):
                yield self._no_question(question_id)

    def _unknown_places(self) -> Iterator[str]:
        for named in dict.fromkeys((*self.test.shows, *self.test.hides)):
            try:
                places = places_of(self.definition, named, self.test.given)
            except (KeyError, ValueError):
                yield self._no_question(named)
                continue
            for place in places:
                items = raw_items(self.test.given.get(place.group.id)) if place.group else ()
                if place.group and not 1 <= place.number <= max(1, len(items)):
                    yield f"“{named}” is no item of “{place.group.id}” that is given"

    def _answer(self, question: Question, answer: RawAnswer) -> Iterator[str]:
        if not question.is_group:
            yield from self._options(question, answer)
            return
        if isinstance(answer, str | Mapping) or any(isinstance(each, str) for each in answer):
            yield f"the answer given to “{question.id}” must be a list of items"
            return
        for item in raw_items(answer):
            for member_id, said in item.items():
                member = question.member(member_id)
                if member is None:
                    known = tuple(each.id for each in question.questions)
                    yield f"“{question.id}” has no question “{member_id}”; {nearest(member_id, known)}"
                else:
                    yield from self._options(member, said)

    def _options(self, question: Question, answer: RawAnswer) -> Iterator[str]:
        if question.kind not in WITH_OPTIONS:
            return
        known = tuple(option.value for option in question.options)
        for value in (answer,) if isinstance(answer, str) else tuple(answer):
            if value not in known:
                yield f"“{question.id}” has no option “{value}”; {nearest(str(value), known)}"

    def _no_question(self, named: str) -> str:
        known = tuple(question.id for question in self.definition.questions_and_members)
        return f"no question “{named}”; {nearest(named, known)}"
