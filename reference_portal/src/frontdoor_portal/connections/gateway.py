"""The only caller of connectors: every source is asked at once, each fails alone, each gap says what it is."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.episodes import Episode
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.plugins.host import LoadedPlugins
from frontdoor_portal.connections.asking import Question
from frontdoor_portal.connections.explaining import (
    NO_SUCH_RECORD,
    NOTHING_OF_NO_RECORD,
    RESTRICTED_DETAILS,
    SOMEBODY_ELSE,
    UNRELIABLE,
)
from frontdoor_portal.connections.failures import NotConnected, NothingToAskWith
from frontdoor_portal.connections.joining import Record, join
from frontdoor_portal.connections.limits import GatewayLimits
from frontdoor_portal.connections.rechecking import is_somebody_else
from frontdoor_portal.connections.source import Refused, Source
from frontdoor_portal.connections.trusting import Checks, Trusted
from frontdoor_portal.use_cases.sources import AboutPerson, AboutPupil, KnownAs, SourceDescription

Item = TypeVar("Item")

NOT_ASKED = "It was not asked for this time."

_log = structlog.get_logger()


class SystemsGateway:
    """Asks the connected systems and answers for each of them; implements the `Gateway` port.

    `now` answers in UTC; `clock` counts seconds for the breakers. `source` in its methods is a connector's name or
    the title its answers bear. The connectors stay the owner's to close, after `close`.
    """

    def __init__(
        self,
        loaded: LoadedPlugins,
        now: Callable[[], datetime],
        limits: GatewayLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = limits or GatewayLimits()
        self._now, self.checks = now, Checks(now, limits)
        self._copy_old_after = timedelta(hours=limits.copy_old_after_hours)
        self.case_management: Mapping[str, Source[CaseManagement]] = {
            each.name: Source(each, limits, clock, is_case_management=True) for each in loaded.case_management
        }
        self.education: Mapping[str, Source[EducationSystem]] = {
            each.name: Source(each, limits, clock, is_case_management=False) for each in loaded.education
        }
        self._known = _by_name_and_title(self._all())

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        return _joined(self._people_like(people_like, call))

    def search_both(
        self,
        people_like: Sequence[PersonQuery],
        pupils_like: Sequence[PersonQuery],
        call: Call,
        *,
        but: Collection[str] = (),
    ) -> tuple[tuple[SourceAnswer[PersonRecord], ...], tuple[SourceAnswer[PupilRecord], ...]]:
        people, pupils = self._people_like(people_like, call, but), self._pupils_like(pupils_like, call, but)
        return _joined(people), _joined(pupils)

    def ask_about_person(
        self,
        source: str,
        person_id: str,
        pupils_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
        details: bool = True,
    ) -> AboutPerson:
        """Everything about one person. Where the person is restricted, so are the details: nothing of them is shown.

        Where the record is about somebody else than is `known`, the details may be as well.
        """
        checks, system = self.checks, self._known.get((source, True))

        def belonging_to(operation: Operation, item: type[Item]) -> Question[Item]:
            def work(connector: Any) -> Trusted[Item]:
                return checks.details(getattr(connector, operation.value)(person_id, call), item)

            return self._one(source, system, operation, work, call, NOTHING_OF_NO_RECORD)

        person: Question[PersonRecord] = self._one(
            source,
            system,
            Operation.GET_PERSON,
            lambda connector: checks.one(connector.get_person(person_id, call), PersonRecord, person_id),
            call,
        )
        belonging: tuple[Question[Any], ...] = ()
        if details:
            belonging = (
                belonging_to(Operation.GET_RELATIONSHIPS, Relationship),
                belonging_to(Operation.GET_INVOLVEMENTS, Involvement),
                belonging_to(Operation.GET_WARNINGS, PersonWarning),
            )
        pupils = self._pupils_like(pupils_like, call, but)
        answer = person.answer()
        not_asked: SourceAnswer[Any] = _withheld(answer, SourceState.SWITCHED_OFF, NOT_ASKED)
        family, workers, warnings = (question.answer() for question in belonging) if details else (not_asked,) * 3
        if known is not None and _is_mixed_up(answer, known):
            answer = _withheld(answer, SourceState.DID_NOT_ANSWER, SOMEBODY_ELSE.format(title=answer.source))
        if why := _why_details_are_withheld(answer):
            family, workers, warnings = (_withheld(each, *why) for each in (family, workers, warnings))
        return AboutPerson(answer, family, workers, warnings, _joined(pupils))

    def ask_about_pupil(
        self,
        source: str,
        pupil_id: str,
        people_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
    ) -> AboutPupil:
        checks = self.checks
        pupil: Question[PupilRecord] = self._one(
            source,
            self._known.get((source, False)),
            Operation.GET_PUPIL,
            lambda connector: checks.one(connector.get_pupil(pupil_id, call), PupilRecord, pupil_id),
            call,
        )
        people = self._people_like(people_like, call, but)
        answer = pupil.answer()
        if known is not None and _is_mixed_up(answer, known):
            answer = _withheld(answer, SourceState.DID_NOT_ANSWER, SOMEBODY_ELSE.format(title=answer.source))
        return AboutPupil(answer, _joined(people))

    def read_episode(self, source: str, episode_id: str, reference: Reference, call: Call) -> SourceAnswer[Episode]:
        checks = self.checks
        episode: Question[Episode] = self._one(
            source,
            self._known.get((source, True)),
            Operation.READ_EPISODE,
            lambda connector: checks.episode(connector.read_episode(episode_id, call), episode_id, reference),
            call,
        )
        return episode.answer()

    def sources(self) -> tuple[SourceDescription, ...]:
        return tuple(source.description for source in self._all())

    def resting(self) -> tuple[str, ...]:
        """Names of the sources whose breaker is open. No page shows it yet."""
        return tuple(source.description.name for source in self._all() if source.breaker.is_open)

    def hung_calls(self) -> Mapping[str, int]:
        """How many calls of each source were given up and have not come back by now. No page shows it yet."""
        return {source.description.name: source.bulkhead.hung for source in self._all()}

    def close(self) -> None:
        """Let the threads end; what comes after this is answered as too busy."""
        for source in self._all():
            source.close()

    def _all(self) -> tuple[Source[Any], ...]:
        return (*self.case_management.values(), *self.education.values())

    def _people_like(
        self, queries: Sequence[PersonQuery], call: Call, but: Collection[str] = ()
    ) -> list[list[Question[PersonRecord]]]:
        return [self._people(query, call, but) for query in queries or (None,)]

    def _pupils_like(
        self, queries: Sequence[PersonQuery], call: Call, but: Collection[str] = ()
    ) -> list[list[Question[PupilRecord]]]:
        return [self._pupils(query, call, but) for query in queries or (None,)]

    def _people(self, query: PersonQuery | None, call: Call, but: Collection[str]) -> list[Question[PersonRecord]]:
        return self._search(
            tuple(source for name, source in self.case_management.items() if name not in but),
            Operation.SEARCH_PEOPLE,
            lambda connector, asked: connector.search_people(asked, call),
            PersonRecord,
            query,
            call,
        )

    def _pupils(self, query: PersonQuery | None, call: Call, but: Collection[str]) -> list[Question[PupilRecord]]:
        return self._search(
            tuple(source for name, source in self.education.items() if name not in but),
            Operation.SEARCH_PUPILS,
            lambda connector, asked: connector.search_pupils(asked, call),
            PupilRecord,
            query,
            call,
        )

    def _search(
        self,
        sources: Sequence[Source[Any]],
        operation: Operation,
        search: Callable[[Any, PersonQuery], object],
        item: type[Item],
        query: PersonQuery | None,
        call: Call,
    ) -> list[Question[Item]]:
        asked_at = self._now()
        stale_before = asked_at - self._copy_old_after
        if query is None:
            nothing = Refused(NothingToAskWith())
            return [Question(source.description.title, asked_at, nothing, stale_before) for source in sources]
        asked = query

        def work(connector: Any) -> Trusted[Item]:
            return self.checks.many(search(connector, asked), item, asked.limit)

        return [
            Question(source.description.title, asked_at, source.ask(operation, work, call.deadline), stale_before)
            for source in sources
        ]

    def _one(
        self,
        name: str,
        source: Source[Any] | None,
        operation: Operation,
        work: Callable[[Any], Trusted[Item]],
        call: Call,
        missing: tuple[SourceState, str] = NO_SUCH_RECORD,
    ) -> Question[Item]:
        asked_at = self._now()
        stale_before = asked_at - self._copy_old_after
        if source is None:
            return Question(name, asked_at, Refused(NotConnected()), stale_before)
        pending = source.ask(operation, work, call.deadline)
        return Question(source.description.title, asked_at, pending, stale_before, missing)


def _by_name_and_title(sources: Sequence[Source[Any]]) -> Mapping[tuple[str, bool], Source[Any]]:
    known: dict[tuple[str, bool], Source[Any]] = {}
    for source in sources:
        description = source.description
        for word in {description.name, description.title}:
            if any((word, kind) in known for kind in (True, False)):
                raise ValueError(f"Two connectors are called {word}, so their answers could not be told apart")
        for word in {description.name, description.title}:
            known[word, description.is_case_management] = source
    return known


def _joined(asked: Sequence[Sequence[Question[Record]]]) -> tuple[SourceAnswer[Record], ...]:
    """One answer per source, of several questions that each were put to every source."""
    return tuple(join([question.answer() for question in of_source]) for of_source in zip(*asked, strict=True))


def _why_details_are_withheld(answer: SourceAnswer[PersonRecord]) -> tuple[SourceState, str] | None:
    if answer.state is SourceState.NOT_ALLOWED or any(person.restricted for person in answer.items):
        return SourceState.NOT_ALLOWED, RESTRICTED_DETAILS
    # A system that took one record for another may have done so each time it was asked.
    unsound = {sentence.format(title=answer.source) for sentence in (SOMEBODY_ELSE, UNRELIABLE)}
    return (answer.state, answer.explanation) if answer.explanation in unsound else None


def _is_mixed_up(answer: SourceAnswer[Any], known: KnownAs) -> bool:
    mixed_up = any(is_somebody_else(record, known) for record in answer.items)
    if mixed_up:
        # An operator must act: an alarm goes by the level, and says nothing of either person.
        _log.error("answered_about_somebody_else", source=answer.source)
    return mixed_up


def _withheld(answer: SourceAnswer[Item], state: SourceState, explanation: str) -> SourceAnswer[Item]:
    return SourceAnswer(answer.source, state, answer.asked_at, explanation=explanation)
