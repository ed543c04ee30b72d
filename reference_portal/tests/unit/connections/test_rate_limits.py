"""A system that asks to wait is left alone for so long, and is not taken for one that is down."""

from reference_portal.tests.unit.connections.systems import (
    CALL,
    NOW,
    WANTED,
    ZAYNAB,
    Scripted,
    Stopwatch,
    connector,
    gateway,
    said,
)
from structlog.testing import capture_logs

from frontdoor.connectors.failures import RateLimited
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor_portal.connections.breaker import LONGEST_PAUSE


def in_turn(*ends: object) -> Scripted:
    left = list(ends)

    def search(*_: object) -> object:
        end = left.pop(0)
        if isinstance(end, Exception):
            raise end
        return end

    return Scripted(search_people=search)


def test_a_reader_is_told_that_the_system_asked_to_wait() -> None:
    with capture_logs() as log:
        answers = gateway([connector("mosaic", in_turn(RateLimited(2)))]).search_people((WANTED,), CALL)
    assert answers == (
        SourceAnswer(
            "Mosaic",
            SourceState.DID_NOT_ANSWER,
            NOW,
            explanation="Mosaic did not answer: it asked to wait. Try again in a few minutes. "
            "This does not mean there is no record.",
        ),
    )
    assert [(line["event"], line["failure"]) for line in log] == [("source_failed", "RateLimited")]


def test_it_is_not_asked_before_the_pause_is_over() -> None:
    clock, scripted = Stopwatch(), in_turn(RateLimited(2), said((ZAYNAB,)))
    systems = gateway([connector("mosaic", scripted)], clock=clock)
    states = []
    for seconds in (0, 1.9, 0.1):
        clock.let_pass(seconds)
        states += [answer.state for answer in systems.search_people((WANTED,), CALL)]
    assert states == [SourceState.DID_NOT_ANSWER, SourceState.DID_NOT_ANSWER, SourceState.FOUND]
    assert len(scripted.calls) == 2


def test_nobody_waits_for_a_system_that_asks_for_a_day() -> None:
    clock, scripted = Stopwatch(), in_turn(RateLimited(86_400), said((ZAYNAB,)))
    systems = gateway([connector("mosaic", scripted)], clock=clock)
    systems.search_people((WANTED,), CALL)
    clock.let_pass(LONGEST_PAUSE)
    assert [answer.items for answer in systems.search_people((WANTED,), CALL)] == [(ZAYNAB,)]


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    clock = Stopwatch()
    systems = gateway([connector("mosaic", in_turn(RateLimited(60), RateLimited(1)))], clock=clock)
    systems.search_people((WANTED, WANTED), CALL)
    clock.let_pass(2)
    assert systems.resting() == ("mosaic",)
    assert [answer.state for answer in systems.search_people((WANTED,), CALL)] == [SourceState.DID_NOT_ANSWER]
