"""A bulkhead: the threads of one source, so that a system that hangs takes no other with it.

The standard library's pool will not do: it queues without bound, and its threads hold up the end of the process.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from attrs import define, field

from frontdoor.plugins.hushing import hushed

Value = TypeVar("Value")


@define(eq=False)
class Job(Generic[Value]):
    """One call in a source's threads; `future` holds its end."""

    work: Callable[[], Value]
    future: Future[Value] = field(factory=Future)
    given_up: bool = False

    def run(self) -> None:
        try:
            with hushed():
                value = self.work()
            self.future.set_result(value)
        except BaseException as problem:
            # Even SystemExit must reach the caller as a failure: this thread serves other calls next.
            self.future.set_exception(problem)


class Bulkhead:
    """At most `concurrent` calls at once and `waiting` more in the queue; threads start when they are needed."""

    def __init__(self, name: str, concurrent: int, waiting: int) -> None:
        self._name, self._concurrent, self._waiting = name, concurrent, waiting
        self._ready = threading.Condition()
        self._queue: deque[Job[Any]] = deque()
        self._threads = 0
        self._running = 0
        self._hung = 0
        self._closed = False

    @property
    def hung(self) -> int:
        """Calls that nobody waits for any more and that have not come back."""
        with self._ready:
            return self._hung

    def submit(self, work: Callable[[], Value]) -> Job[Value] | None:
        """Run `work` in a thread of this source; None where too many wait already."""
        with self._ready:
            if self._closed or self._running + len(self._queue) >= self._concurrent + self._waiting:
                return None
            job = Job(work)
            self._queue.append(job)
            if self._running + len(self._queue) > self._threads and self._threads < self._concurrent:
                self._threads += 1
                name = f"source-{self._name}-{self._threads}"
                threading.Thread(target=self._serve, name=name, daemon=True).start()
            self._ready.notify()
            return job

    def give_up(self, job: Job[Any]) -> bool:
        """Stop waiting for a job; whether it had been started, and so may have reached the system."""
        with self._ready:
            if job in self._queue:
                self._queue.remove(job)
                return False
            if not job.future.done():
                job.given_up = True
                self._hung += 1
            return True

    def close(self) -> None:
        """Let idle threads end. A call under way ends with its thread; a hung one ends with the process."""
        with self._ready:
            self._closed = True
            self._queue.clear()
            self._ready.notify_all()

    def _serve(self) -> None:
        while True:
            with self._ready:
                while not self._queue and not self._closed:
                    self._ready.wait()
                if self._closed:
                    self._threads -= 1
                    return
                job = self._queue.popleft()
                self._running += 1
            job.run()
            with self._ready:
                self._running -= 1
                if job.given_up:
                    self._hung -= 1
            del job  # a thread that waits for work must not keep the last answer, which is about a child
