"""What becomes of a question under a fault, and the procedure by which an unknown outcome is settled."""

import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import ConnectorFailure, OutcomeUnknown
from frontdoor.connectors.feed import FeedPage
from frontdoor.testing.conformance.stand import CALL, Stand
from frontdoor.testing.fault_proxy import Fault, FaultProxy
from frontdoor.testing.simulators import Held

IMPATIENT = Call(acting_for="Officer 7", purpose="conformance", deadline=1.5)
"""Short enough to wait for silence, long enough for a system on this machine to have been asked."""

TRIES = 3
"""How often something is asked again before it counts as not recovered: a kept connection may have died."""

HUNG_SECONDS = 25.0
"""A call that has not ended by then never will. Nothing here asks for more than half a second."""

FLAT_BYTES = 150_000_000
"""Less than the oversized bodies of the fault list, more than any answer that is kept in memory."""


@frozen
class Ended:
    """How a question ended: with a value, or a failure; after how long, and how much memory it took at most."""

    value: Any
    failure: ConnectorFailure | None
    seconds: float
    peak_bytes: int = 0


class Hung(AssertionError):
    """The call did not end, or took memory without end."""


def outcome(ask: Callable[..., Any], *given: Any) -> Any:
    """What was answered, or the failure raised. Anything else that is raised is a fault of the connector."""
    try:
        return ask(*given)
    except ConnectorFailure as failure:
        return failure


def value_of(answer: Any) -> Any:
    """What an answer says, without the time at which it was true and without a cursor, which may bear one."""
    value = answer.value if isinstance(answer, Answer) else answer
    return evolve(value, cursor="") if isinstance(value, FeedPage) else value


def ended(ask: Callable[..., Any], *given: Any, watch_memory: bool = False) -> Ended:
    """Ask in a thread of its own, and tell how it ended; raises `Hung` where it does not."""
    found: list[Any] = []
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            found.append(outcome(ask, *given))
        except BaseException as problem:
            wrong.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    began = time.monotonic()
    with _memory(watch_memory) as peak:
        thread.start()
        while thread.is_alive() and time.monotonic() - began < HUNG_SECONDS and peak() < FLAT_BYTES:
            thread.join(0.05)
        highest = peak()
    if thread.is_alive() or highest >= FLAT_BYTES:
        raise Hung(f"after {time.monotonic() - began:.0f} seconds the call has not ended, or takes {highest} bytes")
    if wrong:
        raise wrong[0]
    said = found[0]
    failure = said if isinstance(said, ConnectorFailure) else None
    return Ended(None if failure else value_of(said), failure, time.monotonic() - began, highest)


@contextmanager
def _memory(watch: bool) -> Iterator[Callable[[], int]]:
    if not watch:
        yield lambda: 0
        return
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def recovers(ask: Callable[..., Any], *given: Any) -> Any:
    """What is answered once all is well again, without a restart."""
    said = None
    for _ in range(TRIES):
        said = outcome(ask, *given)
        if not isinstance(said, ConnectorFailure):
            return value_of(said)
    return said


def open_episode(stand: Stand, request: EpisodeRequest, call: Call = CALL) -> Any:
    """The episode opened, or the failure raised."""
    return outcome(lambda: stand.ask(Operation.OPEN_EPISODE, request, call=call))


def settled(stand: Stand, request: EpisodeRequest) -> Episode:
    """The one episode of a reference, by the documented procedure: look it up, and open it only where there is none."""
    said: Any = None
    for _ in range(TRIES):
        said = outcome(lambda: stand.ask(Operation.FIND_EPISODE, request.reference))
        if said is None:
            said = open_episode(stand, request)
        if isinstance(said, Episode):
            return said
    raise AssertionError(f"the episode could be neither found nor opened once all was well: {type(said).__name__}")


def is_honest(said: Any, request: EpisodeRequest, held: Held) -> bool:
    """Whether what was said of opening an episode is true of what the system then held.

    `OutcomeUnknown` always is. An episode must be the one held; every other failure says that nothing was changed.
    """
    if isinstance(said, OutcomeUnknown):
        return True
    if isinstance(said, Episode):
        return said.reference == request.reference and said.id in held.episodes
    return held.episodes == ()


def with_plain_lines(text: str) -> str:
    """A text whose lines end in the one way: a system may end them in another than they were given with."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def set_fault(
    proxies: Sequence[FaultProxy], fault: Fault, after: int = 0, seconds: float = 1.0, spared: int = 0
) -> None:
    """The same fault at every socket."""
    for each in proxies:
        each.after, each.seconds, each.spared = after, seconds, spared
        each.fault = fault
