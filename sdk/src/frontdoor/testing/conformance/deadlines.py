"""Rules on time and strength: a call ends, memory stays flat, threads do not mix answers, everything is given back."""

import contextlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import ContractMismatch, OutcomeUnknown, Unavailable
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask, Known
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import Ended, ended, set_fault
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand, query_for
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

HALF_A_SECOND = Call(acting_for="Officer 7", purpose="conformance", deadline=0.5)

SLOW_AT_LEAST = 3.0
"""Seconds before which a slow system does not answer, by the words of `Misbehaviour.SLOW`."""

THREADS = 8


class KeepsDeadlines(Checks, rule="keeps-deadlines", tier=Tier.SILVER):
    """A call that may last half a second ends, whatever the other side does, and its memory stays flat.

    A time-out on each read is not enough: a body that comes one byte at a time never lets one pass.
    """

    @pytest.mark.parametrize("how", [Misbehaviour.SLOW, Misbehaviour.DRIP_FEED, Misbehaviour.SILENT_AFTER_COMMIT])
    def test_a_call_ends_though_the_system_takes_its_time(self, stand: Stand, how: Misbehaviour) -> None:
        # F2, F10, F15.
        asked = [(each, _impatient(each, stand)) for each in stand.callable_operations()]
        stand.simulator.misbehave(how)

        assert _late(asked, stand) == {}

    @pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.DELAY, Fault.DRIP])
    @needs(socket=True)
    def test_a_call_ends_though_the_connection_hangs(self, stand: Stand, fault: Fault) -> None:
        asked = [(each, _impatient(each, stand)) for each in stand.callable_operations()]
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, fault, seconds=SLOW_AT_LEAST)
            late = _late(asked, behind)

        assert late == {}

    @needs(shows=Misbehaviour.OVERSIZED)
    def test_an_answer_without_end_takes_no_memory_without_end(self, stand: Stand) -> None:
        # F10: `ended` raises where memory grows. The proxies let go of what never ends.
        asked = [(each, _impatient(each, stand)) for each in stand.callable_operations()]
        with stand.behind_proxies() as (behind, _):
            stand.simulator.misbehave(Misbehaviour.OVERSIZED)
            said = {operation: ended(ask, behind, watch_memory=True) for operation, ask in asked}

        assert {operation: how for operation, how in said.items() if not _in_time(how)} == {}


class BearsThreads(Checks, rule="bears-threads", tier=Tier.SILVER):
    """Many may ask at once, each gets their own answer, and `close` gives back every connection and file."""

    @needs(Ask.SEARCH)
    def test_answers_do_not_mix_between_threads(self, stand: Stand) -> None:
        sought = [known for known in stand.kind.known if not known.restricted and not known.is_duplicate]

        def search(known: Known) -> bool:
            return known.name in [each.name for each in stand.search(query_for(known)).value]

        with ThreadPoolExecutor(THREADS) as threads:
            found = list(threads.map(search, sought))

        assert [known.key for known, right in zip(sought, found, strict=True) if not right] == []

    @needs(Ask.SEARCH, Ask.GET)
    def test_records_do_not_mix_between_threads(self, stand: Stand) -> None:
        keys = ("ashdown.ella", "brennan.fionn", "smith_jack_one.jack", "ex_directory.toby")
        ids = [stand.id_of(key) for key in keys]

        with ThreadPoolExecutor(THREADS) as threads:
            told = list(threads.map(lambda each: stand.ask(Ask.GET, each).value.id, ids * THREADS))

        assert told == ids * THREADS

    def test_closing_gives_back_files_and_connections(self, stand: Stand) -> None:
        asked = [(each, samples.arguments(each, stand)) for each in stand.callable_operations()]
        before = _open_files()
        with stand.another() as other:
            for operation, arguments in asked:
                other.ask(operation, *arguments)

        # The simulator, in the same process, lets go of its ends a moment later.
        assert _within_reason(lambda: _open_files() <= before)

    @needs(socket=True)
    def test_closing_ends_every_connection(self, stand: Stand) -> None:
        asked = [(each, samples.arguments(each, stand)) for each in stand.callable_operations()]
        with stand.behind_proxies() as (behind, proxies):
            for operation, arguments in asked:
                behind.ask(operation, *arguments)
            behind.connector.close()

            assert _within_reason(lambda: sum(proxy.open_connections for proxy in proxies) == 0)


def _impatient(operation: Operation, stand: Stand) -> Callable[[Stand], Any]:
    given = samples.arguments(operation, stand)
    return lambda at: at.ask(operation, *given, call=HALF_A_SECOND)


def _late(asked: list[tuple[Operation, Callable[[Stand], Any]]], at: Stand) -> dict[Operation, Ended]:
    """The calls, all made at once, that did not end by their deadline."""
    with ThreadPoolExecutor(len(asked)) as threads:
        said = list(threads.map(lambda each: ended(each[1], at), asked))
    return {operation: how for (operation, _), how in zip(asked, said, strict=True) if not _in_time(how)}


def _in_time(said: Ended) -> bool:
    """Whether a call ended by its deadline, as far as can be told without a stop-watch.

    It failed by a name that says so; or it answered before the other side could have, so that it never asked there.
    """
    if said.failure is None:
        return said.seconds < SLOW_AT_LEAST
    return isinstance(said.failure, Unavailable | ContractMismatch | OutcomeUnknown)


def _open_files() -> int:
    """How many files and sockets this process has open; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/dev/fd"))  # noqa: PTH208 - a Path would be opened as one more
    return 0


def _within_reason(holds: Callable[[], bool]) -> bool:
    for _ in range(200):
        if holds():
            return True
        time.sleep(0.05)
    return False
