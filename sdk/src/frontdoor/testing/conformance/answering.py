"""Rules on every answer: what is declared is true, types hold in every part, and the time is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

import pytest

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.failures import ConnectorFailure, Unsupported
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.shapes import misfits
from frontdoor.testing.conformance.stand import Stand, query_for
from frontdoor.testing.simulators import Misbehaviour

CLOCKS_DIFFER = timedelta(seconds=5)


class DeclaresTheTruth(Checks, rule="declares-the-truth", tier=Tier.BRONZE):
    """What is declared is done, and what is not is refused with `Unsupported`: screens are built on it."""

    def test_whatever_is_declared_belongs_to_its_kind(self, stand: Stand) -> None:
        declared = [operation for operation in Operation if stand.capabilities.level(operation) is not Level.NONE]

        assert [operation for operation in declared if operation not in stand.kind.operations] == []

    def test_whatever_is_not_declared_is_refused(self, stand: Stand) -> None:
        for operation in stand.kind.operations:
            if not stand.capabilities.can_call(operation):
                with pytest.raises(Unsupported):
                    stand.ask(operation, *samples.arguments(operation, stand, person_id="7000101"))

    def test_whatever_is_declared_is_done(self, stand: Stand) -> None:
        refused = []
        for operation in stand.callable_operations():
            try:
                stand.ask(operation, *samples.arguments(operation, stand))
            except Unsupported:
                refused.append(operation)

        assert refused == []

    def test_check_finds_a_system_that_answers(self, stand: Stand) -> None:
        assert stand.connector.check() is None


class TellsTypesAndTimes(Checks, rule="tells-types-and-times", tier=Tier.BRONZE):
    """Every value has the type that the contract names, down to its last part, and says when it was true, in UTC."""

    def test_every_answer_has_the_types_of_the_contract(self, stand: Stand) -> None:
        wrong = {
            operation: tuple(misfits(answer, get_type_hints(getattr(stand.kind.promise, operation.value))["return"]))
            for operation, answer in _answers(stand)
        }

        assert {operation: said for operation, said in wrong.items() if said} == {}

    def test_every_answer_that_bears_a_time_bears_a_past_one_in_utc(self, stand: Stand) -> None:
        wrong = [
            (operation, answer.as_at)
            for operation, answer in _answers(stand)
            if isinstance(answer, Answer) and not _is_past_in_utc(answer.as_at)
        ]

        assert wrong == []

    @needs(shows=Misbehaviour.STALE)
    def test_what_is_two_days_old_says_so(self, stand: Stand) -> None:
        # F17: a reader sees how old the answer is.
        dated = [operation for operation in stand.callable_reads() if operation is not Operation.FIND_EPISODE]
        sample = [(operation, samples.arguments(operation, stand)) for operation in dated]
        stand.simulator.misbehave(Misbehaviour.STALE)

        fresh = []
        for operation, arguments in sample:
            try:
                answer = stand.ask(operation, *arguments)
            except ConnectorFailure:  # too old to be used at all is an honest answer as well
                continue
            if answer.as_at > datetime.now(UTC) - timedelta(hours=47):
                fresh.append(operation)

        assert fresh == []


def _answers(stand: Stand) -> Iterator[tuple[Operation, Any]]:
    """An answer to everything that can be asked, and a search for everybody."""
    for operation in stand.callable_operations():
        yield operation, stand.ask(operation, *samples.arguments(operation, stand))
    search = stand.kind.asks[Ask.SEARCH]
    if stand.capabilities.can_call(search):
        for known in stand.kind.known:
            try:
                yield search, stand.search(query_for(known))
            except ConnectorFailure:
                continue


def _is_past_in_utc(moment: object) -> bool:
    return (
        isinstance(moment, datetime)
        and moment.utcoffset() == timedelta(0)
        and moment <= datetime.now(UTC) + CLOCKS_DIFFER
    )
