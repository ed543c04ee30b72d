"""A circuit breaker: a source that keeps failing is left alone for a while, then tried with one call."""

import threading
from collections import deque
from collections.abc import Callable

from attrs import frozen

from frontdoor_portal.connections.limits import GatewayLimits

LONGEST_PAUSE = 300.0
"""Seconds. A source that asks for a longer pause is tried again all the same, as people wait for its answers."""


@frozen
class Leave:
    """Leave to make one call. `is_probe` where the source rests and this call finds out whether it is well again."""

    is_probe: bool


class CircuitBreaker:
    """One source's breaker. Every leave given is followed by one report of what came of it."""

    def __init__(self, limits: GatewayLimits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._lock = threading.Lock()
        self._failures: deque[float] = deque()
        self._resting_until: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the source is being left alone."""
        with self._lock:
            return self._resting_until is not None

    def leave(self) -> Leave | None:
        """Leave to call now; None while the source rests, but for one probe each time it has rested long enough."""
        with self._lock:
            if self._resting_until is None:
                return Leave(is_probe=False)
            now = self._clock()
            if now < self._resting_until:
                return None
            # The next probe waits its turn even if this one never reports.
            self._resting_until = now + self._limits.rest
            return Leave(is_probe=True)

    def succeeded(self, leave: Leave) -> None:
        with self._lock:
            # What was asked before the breaker opened proves nothing about the source now.
            if leave.is_probe or self._resting_until is None:
                self._resting_until = None
                self._failures.clear()

    def failed(self, leave: Leave, *, account_refused: bool = False) -> None:
        """Count a failure; a refused account opens the breaker at once and for longer."""
        with self._lock:
            now = self._clock()
            if account_refused:
                self._rest_until(now + self._limits.rest_after_refusal)
            elif leave.is_probe:
                self._rest_until(now + self._limits.rest)
            elif self._resting_until is None:
                self._failures.append(now)
                while self._failures[0] <= now - self._limits.failure_window:
                    self._failures.popleft()
                if len(self._failures) >= self._limits.failures_to_open:
                    self._rest_until(now + self._limits.rest)

    def asked_to_wait(self, leave: Leave, seconds: float) -> None:
        """The source is well and wants no call for so long: it is left alone, for `LONGEST_PAUSE` at most."""
        with self._lock:
            until = self._clock() + min(seconds, LONGEST_PAUSE)
            # A probe has moved its own turn ahead; any other call may have met a longer pause meanwhile.
            met = until if leave.is_probe or self._resting_until is None else self._resting_until
            self._rest_until(max(until, met))

    def not_used(self, leave: Leave) -> None:
        """The call was not made after all, so that a probe may be made at once."""
        with self._lock:
            if leave.is_probe:
                self._resting_until = self._clock()

    def _rest_until(self, until: float) -> None:
        self._resting_until = until
        self._failures.clear()
