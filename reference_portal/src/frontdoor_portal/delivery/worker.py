"""The worker: claims one message at a time, hands it on with no transaction open, and survives whatever happens."""

import contextlib
import os
import queue
import random
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

import structlog

from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.models import Claimed, Topic
from frontdoor_portal.use_cases.ports import Work
from frontdoor_portal.use_cases.refusals import LeaseLost

_log = structlog.get_logger()

_BROKEN = "This could not be carried out, because something went wrong in this service. Tell the support team."


class Delivery(Protocol):
    """What carries out the messages of one topic."""

    def deliver(self, claimed: Claimed) -> None:
        """Carry out a message and store what came of it; may raise `LeaseLost`."""
        ...

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Put a message in a person's hands; may raise `LeaseLost`."""
        ...


class Worker:
    """Carries out the messages of the topics it has a delivery for. `run` may be called in several threads at once."""

    def __init__(
        self,
        work: Work,
        deliveries: Mapping[Topic, Delivery],
        policy: WorkerPolicy,
        draw: Callable[[], float] = random.random,
        name: str = "",
    ) -> None:
        self._work, self._deliveries, self._policy, self._draw = work, deliveries, policy, draw
        self._name = name or f"{socket.gethostname()}/{os.getpid()}"
        # One thread at a time watches the queue, so that idle threads cost the database nothing.
        self._lookout = threading.Lock()
        # A simple queue's put may be called from a signal handler; an event's set may deadlock there.
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()

    def wake(self) -> None:
        """Look at the queue now: something was put in it, or the worker is to stop."""
        self._bell.put(None)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; the message in hand is carried out first. `wake` makes it stop at once."""
        while not stop.is_set():
            try:
                with self._lookout:
                    claimed = self._watch(stop)
                if claimed is not None:
                    self._carry_out(claimed)
            except Exception as problem:
                _log.error("queue_not_usable", failure=type(problem).__name__)
                self._rest(self._policy.trouble_pause)

    def run_once(self) -> bool:
        """Carry out one message that is due; False where there is none. Raises where the queue cannot be used."""
        claimed = self._claim()
        if claimed is None:
            return False
        self._carry_out(claimed)
        return True

    def _watch(self, stop: threading.Event) -> Claimed | None:
        while not stop.is_set():
            claimed = self._claim()
            if claimed is not None:
                return claimed
            self._rest(self._policy.idle_seconds)
        return None

    def _claim(self) -> Claimed | None:
        with self._work.reading() as tx:
            if not tx.outbox.has_due(self._deliveries):
                return None
        with self._work.begin() as tx:
            return tx.outbox.claim(self._name, self._policy.lease_seconds, self._deliveries)

    def _carry_out(self, claimed: Claimed) -> None:
        try:
            self._deliveries[claimed.message.topic].deliver(claimed)
        except LeaseLost:
            self._note("lease_lost", claimed, "LeaseLost")
        except Exception as problem:
            self._note("delivery_broke", claimed, type(problem).__name__)
            self._hand_back(claimed, type(problem).__name__)

    def _hand_back(self, claimed: Claimed, failure: str) -> None:
        """After a fault of our own nobody knows how far it came; where even this fails, the lease runs out."""
        seconds = self._policy.retry.next_try(claimed, self._draw, at_least=self._policy.retry.base)
        try:
            if seconds is None:
                self._deliveries[claimed.message.topic].give_up(claimed, _BROKEN)
            else:
                with self._work.begin() as tx:
                    tx.outbox.retry(claimed, seconds, failure, outcome_unknown=True)
        except LeaseLost:
            self._note("lease_lost", claimed, "LeaseLost")

    def _rest(self, seconds: float) -> None:
        with contextlib.suppress(queue.Empty):
            self._bell.get(timeout=seconds)
            while True:
                self._bell.get_nowait()

    def _note(self, event: str, claimed: Claimed, failure: str) -> None:
        _log.warning(
            event,
            reference=claimed.message.payload.get("reference", ""),
            topic=claimed.message.topic.value,
            attempt=claimed.attempts,
            failure=failure,
        )
