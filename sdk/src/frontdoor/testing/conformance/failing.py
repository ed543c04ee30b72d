"""Rules on failing: never "none" without an answer, never another child's data, each failure by its right name."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    RateLimited,
    RecordLocked,
    Unavailable,
)
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import outcome, recovers, set_fault, value_of
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

SPOILT = (
    Misbehaviour.PAGE,
    Misbehaviour.EMPTY,
    Misbehaviour.MALFORMED,
    Misbehaviour.EXPIRED_CREDENTIAL,
    Misbehaviour.RATE_LIMIT,
)

BROKEN = (
    (Fault.REFUSE, 0),
    (Fault.CUT, 0),
    (Fault.CUT, 20),
    (Fault.CUT, 200),
    (Fault.CUT_REQUEST, 10),
    (Fault.GARBAGE, 0),
    (Fault.HALF_CLOSE, 0),
)

NAMED: dict[Misbehaviour, tuple[type[ConnectorFailure], ...]] = {
    # A page may be that of a proxy or of a sign-in, so that any of the three names is true.
    Misbehaviour.PAGE: (ContractMismatch, Unavailable, CredentialsRefused),
    Misbehaviour.EMPTY: (ContractMismatch, Unavailable),
    Misbehaviour.MALFORMED: (ContractMismatch, Unavailable),
    Misbehaviour.EXPIRED_CREDENTIAL: (CredentialsRefused,),
    Misbehaviour.RATE_LIMIT: (RateLimited,),
}

Question = tuple[Operation, Callable[[Stand], Any], Any]
"""An operation, how to ask it, and what it answers while all is well."""


def questions(stand: Stand) -> list[Question]:
    """Every read there is, with the truth to compare with."""
    asked: list[Question] = []
    for operation in stand.callable_reads():
        given = samples.arguments(operation, stand)
        stand.simulator.catch_up()
        ask = _asking(operation, given)
        asked.append((operation, ask, value_of(ask(stand))))
    return asked


def _asking(operation: Operation, given: tuple[Any, ...]) -> Callable[[Stand], Any]:
    return lambda stand: stand.ask(operation, *given)


class NeverSaysNoneUntruly(Checks, rule="never-says-none-untruly", tier=Tier.BRONZE):
    """A system that did not answer, or not properly, is a failure raised: never "none", never part of the truth.

    What fails for that reason works again by itself once the system does.
    """

    @pytest.mark.parametrize("how", SPOILT)
    def test_a_spoilt_answer_is_a_failure_or_the_truth(self, stand: Stand, how: Misbehaviour) -> None:
        # F5, F8, F9. A read that does not pass the part that misbehaves still answers, with the truth.
        asked = questions(stand)
        stand.simulator.misbehave(how)

        said = {operation: outcome(ask, stand) for operation, ask, _ in asked}

        assert untrue(said, asked) == {}

    @pytest.mark.parametrize(("fault", "after"), BROKEN)
    @needs(socket=True)
    def test_a_broken_connection_is_a_failure_or_the_truth(self, stand: Stand, fault: Fault, after: int) -> None:
        # F1, F2, F3 for whoever only reads.
        asked = questions(stand)
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, fault, after)
            said = {operation: outcome(ask, behind) for operation, ask, _ in asked}

            set_fault(proxies, Fault.NONE)
            again = {operation: recovers(ask, behind) for operation, ask, _ in asked}

        assert untrue(said, asked) == {}
        assert again == {operation: truth for operation, _, truth in asked}

    @pytest.mark.parametrize("how", SPOILT)
    def test_it_answers_again_once_the_system_does(self, stand: Stand, how: Misbehaviour) -> None:
        asked = questions(stand)
        stand.simulator.misbehave(how)
        for _, ask, _ in asked:
            outcome(ask, stand)
        stand.simulator.misbehave(None)

        again = {operation: recovers(ask, stand) for operation, ask, _ in asked}

        assert again == {operation: truth for operation, _, truth in asked}

    @needs(socket=True)
    def test_check_finds_a_system_that_does_not_answer(self, stand: Stand) -> None:
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, Fault.REFUSE)

            with pytest.raises(ConnectorFailure):
                behind.connector.check()


class BelievesNobodyElsesData(Checks, rule="believes-nobody-elses-data", tier=Tier.BRONZE):
    """An answer about another person than the one asked about is withheld: `ContractMismatch`, and nothing of it."""

    @needs(shows=Misbehaviour.WRONG_PERSON)
    def test_an_answer_about_another_person_is_withheld(self, stand: Stand) -> None:
        # F16.
        asked = [each for each in questions(stand) if each[0] in stand.kind.about_a_person]
        stand.simulator.misbehave(Misbehaviour.WRONG_PERSON)

        said = {operation: outcome(ask, stand) for operation, ask, _ in asked}

        assert untrue(said, asked) == {}
        failures = [each for each in said.values() if isinstance(each, ConnectorFailure)]
        assert {type(each) for each in failures} == {ContractMismatch}


class NamesItsFailures(Checks, rule="names-its-failures", tier=Tier.SILVER):
    """A failure has the name that tells its reader what to do: wait, come back later, call an operator."""

    @pytest.mark.parametrize("how", SPOILT)
    def test_a_spoilt_answer_is_named(self, stand: Stand, how: Misbehaviour) -> None:
        asked = questions(stand)
        stand.simulator.misbehave(how)

        said = [outcome(ask, stand) for _, ask, _ in asked]

        failures = [each for each in said if isinstance(each, ConnectorFailure)]
        assert failures != [], f"{how} reaches no read of the simulator"
        assert [type(each) for each in failures if not isinstance(each, NAMED[how])] == []

    @needs(socket=True)
    def test_a_refused_connection_is_unavailable(self, stand: Stand) -> None:
        # F1.
        asked = questions(stand)
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, Fault.REFUSE)
            said = [outcome(ask, behind) for _, ask, _ in asked]

        failures = [each for each in said if isinstance(each, ConnectorFailure)]
        assert {type(each) for each in failures} == {Unavailable}

    @needs(shows=Misbehaviour.RATE_LIMIT)
    def test_a_limit_of_calls_says_how_long_to_wait(self, stand: Stand) -> None:
        # F9: it is honoured by whoever calls, who has a deadline and a queue.
        asked = questions(stand)
        stand.simulator.misbehave(Misbehaviour.RATE_LIMIT)

        said = [outcome(ask, stand) for _, ask, _ in asked]

        assert {each.after for each in said if isinstance(each, RateLimited)} == {2.0}

    @needs(shows=Misbehaviour.EXPIRED_CREDENTIAL, socket=True)
    def test_a_refused_password_is_not_tried_again_and_again(self, stand: Stand) -> None:
        # F8: an account that is tried too often is locked. A token may be fetched anew, once.
        asked = questions(stand)
        stand.simulator.misbehave(Misbehaviour.EXPIRED_CREDENTIAL)
        with stand.behind_proxies() as (behind, proxies):
            for _, ask, _ in asked:
                before = sum(proxy.turns for proxy in proxies)
                outcome(ask, behind)

                assert sum(proxy.turns for proxy in proxies) - before <= MOST_TURNS

    @needs(Operation.OPEN_EPISODE, shows=Misbehaviour.LOCKED_RECORD)
    def test_a_lock_does_not_hide_what_can_be_read(self, stand: Stand) -> None:
        asked = questions(stand)
        stand.simulator.misbehave(Misbehaviour.LOCKED_RECORD)

        said = {operation: outcome(ask, stand) for operation, ask, _ in asked}

        assert untrue(said, asked) == {}
        assert {type(each) for each in said.values() if isinstance(each, ConnectorFailure)} <= {RecordLocked}


MOST_TURNS = 4
"""Requests of one call whose password is refused: a token, the question, and both once more."""


def untrue(said: dict[Operation, Any], asked: list[Question]) -> dict[Operation, Any]:
    """The answers that are neither a failure nor what the system says while all is well."""
    truths = {operation: truth for operation, _, truth in asked}
    return {
        operation: value_of(answer)
        for operation, answer in said.items()
        if not isinstance(answer, ConnectorFailure) and value_of(answer) != truths[operation]
    }
