"""Everybody who delivers in one process: a worker for each topic, and an ear for what is queued."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import structlog

from frontdoor_portal.delivery.worker import Worker

_log = structlog.get_logger()

_THREADS_EACH = 2
"""Messages of one topic carried out at once."""

_LISTEN_SECONDS = 0.25
"""How long the ear listens before it asks whether to stop."""

_SIGNAL_SECONDS = 0.5
"""How long the main thread waits before it hears of a signal to stop that reached it at a bad moment."""

_HEAD_START_SECONDS = 0.05
"""How long the first worker alone is told of a message."""


Companion = Callable[[threading.Event], None]
"""Other work that goes on in the same process until the event is set. It raises nothing."""


class Listens(Protocol):
    """What tells of queued messages, as `storage.SqlWork` does."""

    def listening(self) -> AbstractContextManager[Callable[[float], bool]]:
        """For as long as the block lasts: a function that waits so many seconds at most, and answers whether a
        message may have been queued meanwhile.
        """
        ...


class Crew:
    """Workers that share nothing but the queue: a mail server that hangs holds up no referral, nor the other way.

    The first of them is woken a moment before the others. A decision queues a referral and an email at once, and they
    would compete for this process and for SQLite's one writer: the referral is what cannot wait.

    Where nothing can be heard, each worker still looks for itself every `idle_seconds`; the ear tries again after
    `trouble_pause`.
    """

    def __init__(
        self,
        workers: Sequence[Worker],
        listens: Listens,
        trouble_pause: float,
        companions: Sequence[Companion] = (),
    ) -> None:
        self._workers, self._listens, self._trouble_pause = workers, listens, trouble_pause
        self._companions = companions
        self._stop = threading.Event()

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Deliver until `stop` is called; what is in hand is finished first."""
        threads = [
            threading.Thread(target=worker.run, args=(self._stop,))
            for worker in self._workers
            for _ in range(_THREADS_EACH)
        ]
        threads.append(threading.Thread(target=self._hear))
        threads += [threading.Thread(target=companion, args=(self._stop,)) for companion in self._companions]
        for thread in threads:
            thread.start()
        started()
        for thread in threads:
            # Never a wait without end: of a signal given to another thread, or just before, this one hears between two.
            while thread.is_alive():
                thread.join(_SIGNAL_SECONDS)

    def stop(self) -> None:
        """End `run`. May be called from a signal handler."""
        self._stop.set()
        for _ in range(_THREADS_EACH):
            self._wake()

    def _wake(self) -> None:
        for worker in self._workers:
            worker.wake()

    def _hear(self) -> None:
        while not self._stop.is_set():
            try:
                with self._listens.listening() as heard:
                    self._wake()  # what was queued before anybody listened
                    while not self._stop.is_set():
                        if heard(_LISTEN_SECONDS):
                            self._workers[0].wake()
                            self._stop.wait(_HEAD_START_SECONDS)
                            self._wake()
            except Exception as problem:
                _log.warning("queue_not_heard", failure=type(problem).__name__)
                self._stop.wait(self._trouble_pause)
