"""When a source is left alone, and when it is tried again."""

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    WANTED,
    Scripted,
    Stopwatch,
    connector,
    gateway,
    said,
)

from frontdoor.connectors.failures import CredentialsRefused, NotFound, Unavailable
from frontdoor.domain.facts import SourceState
from frontdoor_portal.connections.breaker import CircuitBreaker, Leave
from frontdoor_portal.connections.limits import GatewayLimits

CALLING, PROBE = Leave(is_probe=False), Leave(is_probe=True)


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def breaker(clock: Stopwatch) -> CircuitBreaker:
    return CircuitBreaker(GatewayLimits(), clock)


def opened(breaker: CircuitBreaker) -> CircuitBreaker:
    for _ in range(5):
        breaker.failed(CALLING)
    return breaker


def test_four_failures_leave_it_closed(breaker: CircuitBreaker) -> None:
    for _ in range(4):
        breaker.failed(CALLING)
    assert breaker.leave() == CALLING


def test_five_failures_within_the_window_open_it(breaker: CircuitBreaker) -> None:
    assert opened(breaker).leave() is None


def test_five_failures_over_a_longer_time_do_not(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    for _ in range(5):
        breaker.failed(CALLING)
        clock.seconds += 5
    assert breaker.leave() == CALLING


def test_a_success_forgets_earlier_failures(breaker: CircuitBreaker) -> None:
    for _ in range(4):
        breaker.failed(CALLING)
    breaker.succeeded(CALLING)
    breaker.failed(CALLING)
    assert breaker.leave() == CALLING


def test_after_a_rest_one_probe_is_let_through(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    opened(breaker)
    clock.seconds += 15
    assert (breaker.leave(), breaker.leave()) == (PROBE, None)


def test_a_probe_that_succeeds_closes_it(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    opened(breaker)
    clock.seconds += 15
    breaker.leave()
    breaker.succeeded(PROBE)
    assert (breaker.is_open, breaker.leave()) == (False, CALLING)


def test_a_probe_that_fails_makes_it_rest_again(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    opened(breaker)
    clock.seconds += 15
    breaker.leave()
    clock.seconds += 10
    breaker.failed(PROBE)
    clock.seconds += 14
    assert breaker.leave() is None


def test_a_probe_that_was_not_made_may_be_made_at_once(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    opened(breaker)
    clock.seconds += 15
    breaker.leave()
    breaker.not_used(PROBE)
    assert breaker.leave() == PROBE


def test_a_late_success_from_before_does_not_close_it(breaker: CircuitBreaker) -> None:
    opened(breaker).succeeded(CALLING)
    assert breaker.leave() is None


def test_a_refused_account_opens_it_at_once_and_for_longer(breaker: CircuitBreaker, clock: Stopwatch) -> None:
    breaker.failed(CALLING, account_refused=True)
    clock.seconds += 899
    assert breaker.leave() is None


def test_a_source_at_rest_is_not_called_and_the_page_says_so(clock: Stopwatch) -> None:
    scripted = Scripted(search_people=Unavailable("down"))
    portal = gateway([connector("mosaic", scripted)], clock=clock)
    for _ in range(7):
        (answer,) = portal.search_people((WANTED,), CALL)
    assert (answer.explanation, len(scripted.calls), portal.resting()) == (
        "Mosaic has stopped answering, so it was not asked. Try again in a minute. "
        "This does not mean there is no record.",
        5,
        ("mosaic",),
    )


def test_a_refused_account_is_not_tried_again_soon(clock: Stopwatch) -> None:
    scripted = Scripted(search_people=CredentialsRefused("401"))
    portal = gateway([connector("mosaic", scripted)], clock=clock)
    for _ in range(3):
        portal.search_people((WANTED,), CALL)
    assert scripted.calls == ["search_people"]


def test_answers_about_a_record_prove_a_source_well(clock: Stopwatch) -> None:
    school = Scripted(get_pupil=NotFound("gone"))
    portal = gateway([], [connector("one", school)], clock=clock)
    states = {portal.ask_about_pupil("one", "u-1", (), CALL).pupil.state for _ in range(9)}
    assert (states, portal.resting()) == ({SourceState.NONE_FOUND}, ())


def test_one_source_at_rest_leaves_the_others_alone(clock: Stopwatch) -> None:
    portal = gateway(
        [
            connector("mosaic", Scripted(search_people=Unavailable("down"))),
            connector("eclipse", Scripted(search_people=said(()))),
        ],
        clock=clock,
    )
    for _ in range(7):
        answers = portal.search_people((WANTED,), CALL)
    assert (answers[1].state, portal.resting()) == (SourceState.NONE_FOUND, ("mosaic",))
