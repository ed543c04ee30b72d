"""One connected system as the gateway calls it: capability, breaker, bulkhead and deadline, in that order."""

import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import structlog

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import (
    ConnectorFailure,
    CredentialsRefused,
    DuplicateSuspected,
    NotFound,
    RateLimited,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unsupported,
)
from frontdoor.plugins.building import LoadedConnector
from frontdoor_portal.connections.breaker import CircuitBreaker, Leave
from frontdoor_portal.connections.bulkhead import Bulkhead, Job
from frontdoor_portal.connections.failures import NotTrusted, Resting, TooBusy, TooSlow
from frontdoor_portal.connections.limits import GatewayLimits
from frontdoor_portal.use_cases.sources import SourceDescription

Connector = TypeVar("Connector")
Value = TypeVar("Value")
Answered = TypeVar("Answered", covariant=True)

_log = structlog.get_logger()

_ANSWERS_ABOUT_A_RECORD = (
    NotFound,
    RestrictedRecord,
    RecordRejected,
    RecordLocked,
    DuplicateSuspected,
    Unsupported,
)
"""Failures that prove the system well: it was reached and answered."""


class Source(Generic[Connector]):
    """A connector behind its own threads and breaker. No method of the connector is called but through `ask`."""

    def __init__(
        self,
        loaded: LoadedConnector[Connector],
        limits: GatewayLimits,
        clock: Callable[[], float],
        *,
        is_case_management: bool,
    ) -> None:
        self.description = SourceDescription(loaded.name, loaded.title, loaded.capabilities, is_case_management)
        self.breaker = CircuitBreaker(limits, clock)
        self.bulkhead = Bulkhead(loaded.name, limits.concurrent, limits.waiting)
        self._connector = loaded.connector
        self._limits = limits

    def ask(self, operation: Operation, work: Callable[[Connector], Value], deadline: float) -> "Pending[Value]":
        """Start a call at once and answer with its promise. `work` also checks what the connector said.

        `deadline` is in seconds from now, time in the queue included. Never raises.
        """
        description = self.description
        if not description.capabilities.can_call(operation):
            return Refused(Unsupported(f"{description.title} is not asked for this"))
        leave = self.breaker.leave()
        if leave is None:
            return Refused(Resting(f"{description.title} is left alone for a while"))
        connector = self._connector
        job = self.bulkhead.submit(lambda: work(connector))
        if job is None:
            self.breaker.not_used(leave)
            _log.warning("source_failed", source=description.name, operation=operation.value, failure="TooBusy")
            return Refused(TooBusy(f"{description.title} has too many calls waiting"))
        return Started(self, operation, job, leave, min(deadline, self._limits.longest_deadline))

    def report(self, operation: Operation, leave: Leave, failure: ConnectorFailure | None) -> None:
        """Tell the breaker and the log how a call ended."""
        if failure is None or isinstance(failure, _ANSWERS_ABOUT_A_RECORD):
            self.breaker.succeeded(leave)
            return
        if isinstance(failure, RateLimited):
            self.breaker.asked_to_wait(leave, failure.after)
        else:
            self.breaker.failed(leave, account_refused=isinstance(failure, CredentialsRefused))
        name = type(failure).__name__
        if isinstance(failure, NotTrusted):
            name = f"{name}:{failure.fault}"
        _log.warning("source_failed", source=self.description.name, operation=operation.value, failure=name)

    def close(self) -> None:
        self.bulkhead.close()


class Pending(Protocol[Answered]):
    """A call whose answer is waited for in its own time."""

    def result(self) -> Answered:
        """The answer, once; raises a `ConnectorFailure` and nothing else."""
        ...


class Refused:
    """A call that was not made: a `Pending` of anything."""

    def __init__(self, failure: ConnectorFailure) -> None:
        self._failure = failure

    def result(self) -> Any:
        raise self._failure


class Started(Generic[Value]):
    """A call under way in its source's threads: a `Pending`."""

    def __init__(
        self, source: Source[Any], operation: Operation, job: Job[Value], leave: Leave, deadline: float
    ) -> None:
        self._source, self._operation, self._job, self._leave = source, operation, job, leave
        self._until = time.monotonic() + deadline

    def result(self) -> Value:
        try:
            value = self._wait()
        except ConnectorFailure as failure:
            self._source.report(self._operation, self._leave, failure)
            raise
        self._source.report(self._operation, self._leave, None)
        return value

    def _wait(self) -> Value:
        future = self._job.future
        try:
            problem = future.exception(max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            was_started = self._source.bulkhead.give_up(self._job)
            if not future.done():
                raise TooSlow(was_started=was_started) from None
            problem = future.exception()
        if problem is None:
            return future.result()
        if isinstance(problem, ConnectorFailure):
            raise problem
        # A connector's own error may quote what it was handling: only its type goes on.
        raise NotTrusted(f"raised {type(problem).__name__}") from None
