"""A source that hangs takes its own threads and nothing else."""

import threading
from typing import Any

from reference_portal.tests.unit.connections.systems import (
    CALL,
    HURRIED,
    WANTED,
    Gate,
    Scripted,
    Stopwatch,
    connector,
    gateway,
    said,
)

from frontdoor.connectors.failures import Unavailable
from frontdoor.domain.facts import SourceState
from frontdoor_portal.connections.bulkhead import Bulkhead
from frontdoor_portal.connections.limits import GatewayLimits

NEVER_REST = GatewayLimits(concurrent=2, waiting=1, failures_to_open=1000)


def test_hung_calls_are_counted_and_others_answer(gate: Gate) -> None:
    portal = gateway(
        [connector("mosaic", Scripted(search_people=gate)), connector("eclipse", Scripted(search_people=said(())))],
        limits=NEVER_REST,
    )
    answers = [portal.search_people((WANTED,), HURRIED) for _ in range(4)]
    assert (
        [[answer.state for answer in pair] for pair in answers],
        portal.hung_calls(),
    ) == ([[SourceState.DID_NOT_ANSWER, SourceState.NONE_FOUND]] * 4, {"mosaic": 2, "eclipse": 0})


def test_no_more_calls_run_at_once_than_are_allowed(gate: Gate) -> None:
    bulkhead = Bulkhead("mosaic", concurrent=2, waiting=5)
    for _ in range(5):
        bulkhead.submit(gate)
    gate.wait_for(2)
    assert gate.entered.acquire(timeout=0.05) is False
    gate.opened.set()
    gate.wait_for(3)


def test_too_many_waiters_are_turned_away_at_once(gate: Gate) -> None:
    portal = gateway([connector("mosaic", Scripted(search_people=gate))], limits=NEVER_REST)
    callers = [threading.Thread(target=portal.search_people, args=((WANTED,), CALL)) for _ in range(3)]
    for caller in callers[:2]:
        caller.start()
    gate.wait_for(2)
    source = portal.case_management["mosaic"]
    waiting = source.bulkhead.submit(lambda: None)
    (answer,) = portal.search_people((WANTED,), CALL)
    gate.opened.set()
    for caller in callers[:2]:
        caller.join()
    assert (answer.explanation, waiting is None) == (
        "Mosaic has too many questions waiting, so it was not asked. Try again in a minute. "
        "This does not mean there is no record.",
        False,
    )


def test_a_probe_that_found_no_thread_is_made_as_soon_as_there_is_one(gate: Gate) -> None:
    clock = Stopwatch()
    scripted = Scripted(search_people=Unavailable("down"))
    portal = gateway([connector("mosaic", scripted)], limits=GatewayLimits(concurrent=1, waiting=1), clock=clock)
    for _ in range(5):
        portal.search_people((WANTED,), CALL)
    clock.seconds += 15
    bulkhead = portal.case_management["mosaic"].bulkhead
    bulkhead.submit(gate)
    gate.wait_for(1)
    last = bulkhead.submit(lambda: None)
    portal.search_people((WANTED,), CALL)
    gate.opened.set()
    assert last is not None
    last.future.result(timeout=60)
    portal.search_people((WANTED,), CALL)
    assert len(scripted.calls) == 6


def test_a_call_given_up_in_the_queue_is_never_made(gate: Gate) -> None:
    made: list[str] = []
    bulkhead = Bulkhead("mosaic", concurrent=1, waiting=2)
    bulkhead.submit(gate)
    gate.wait_for(1)
    second = bulkhead.submit(lambda: made.append("second"))
    third = bulkhead.submit(lambda: made.append("third"))
    assert second is not None
    assert third is not None
    was_started = bulkhead.give_up(second)
    gate.opened.set()
    third.future.result(timeout=60)
    assert (was_started, made) == (False, ["third"])


def test_a_hung_call_that_comes_back_frees_its_thread(gate: Gate) -> None:
    bulkhead = Bulkhead("mosaic", concurrent=1, waiting=1)
    hung = bulkhead.submit(gate)
    assert hung is not None
    gate.wait_for(1)
    bulkhead.give_up(hung)
    before = bulkhead.hung
    gate.opened.set()
    later = bulkhead.submit(lambda: "answered")
    assert later is not None
    assert (before, later.future.result(timeout=60), bulkhead.hung) == (1, "answered", 0)


def test_a_closed_bulkhead_takes_no_calls() -> None:
    bulkhead = Bulkhead("mosaic", concurrent=1, waiting=1)
    bulkhead.close()
    assert bulkhead.submit(lambda: None) is None


def test_threads_of_a_hung_source_do_not_hold_up_the_end_of_the_process(gate: Gate) -> None:
    bulkhead = Bulkhead("never-ending", concurrent=1, waiting=1)
    bulkhead.submit(gate)
    gate.wait_for(1)
    mine: list[Any] = [each for each in threading.enumerate() if each.name.startswith("source-never-ending")]
    assert [each.daemon for each in mine] == [True]
