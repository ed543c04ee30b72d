"""The worker itself: it goes on whatever breaks, and stops when told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reference_portal.tests.unit.delivery.queue_in_memory import Memory
from reference_portal.tests.unit.delivery.scene import CANARIES, CONCERN, scene
from structlog.testing import capture_logs

from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.worker import Worker
from frontdoor_portal.use_cases.models import Claimed, Message, Topic
from frontdoor_portal.use_cases.refusals import LeaseLost

PATIENT = WorkerPolicy(idle_seconds=3600.0, trouble_pause=0.001)
"""Idles so long that only being woken can explain that it goes on."""


class Scripted:
    """A delivery that does what a test says and remembers what it was given."""

    def __init__(self, memory: Memory, problem: Exception | None = None) -> None:
        self.memory, self.problem = memory, problem
        self.delivered: list[str] = []
        self.given_up: list[str] = []
        self.arrived = threading.Semaphore(0)

    def deliver(self, claimed: Claimed) -> None:
        self.delivered.append(claimed.message.key)
        if self.problem is not None:
            raise self.problem
        with self.memory.begin() as tx:
            tx.outbox.finish(claimed)
        self.arrived.release()

    def give_up(self, claimed: Claimed, reason: str) -> None:
        self.given_up.append(reason)
        with self.memory.begin() as tx:
            tx.outbox.give_up(claimed, reason)


def worker_on(memory: Any, delivery: Scripted, policy: WorkerPolicy = PATIENT) -> Worker:
    return Worker(memory, {Topic.NOTICE: delivery}, policy, draw=lambda: 1.0, name="worker-1")


def put(memory: Memory, key: str, *, urgent: bool = False) -> None:
    memory.put(Message(key, Topic.NOTICE, {}, urgent=urgent))


def test_urgent_messages_go_first() -> None:
    memory = Memory()
    put(memory, "ordinary")
    put(memory, "urgent", urgent=True)
    delivery = Scripted(memory)
    worker = worker_on(memory, delivery)
    assert ([worker.run_once() for _ in range(3)], delivery.delivered) == ([True, True, False], ["urgent", "ordinary"])


def test_a_fault_of_our_own_is_tried_again_as_unknown() -> None:
    memory = Memory()
    put(memory, "k")
    worker_on(memory, Scripted(memory, KeyError("Zaynab"))).run_once()
    row = memory.rows["k"]
    assert (row.state, row.due, row.reason, row.outcome_unknown) == ("waiting", 5.0, "KeyError", True)


def test_a_fault_that_stays_goes_to_a_person() -> None:
    memory = Memory()
    put(memory, "k")
    memory.seconds = 25 * 3600.0
    delivery = Scripted(memory, KeyError("Zaynab"))
    worker_on(memory, delivery).run_once()
    assert delivery.given_up == [
        "This could not be carried out, because something went wrong in this service. Tell the support team."
    ]


def test_a_lost_lease_is_left_to_whoever_has_it() -> None:
    memory = Memory()
    put(memory, "k")
    with capture_logs() as log:
        worker_on(memory, Scripted(memory, LeaseLost())).run_once()
    assert ([line["event"] for line in log], memory.rows["k"].outcome_unknown) == (["lease_lost"], False)


def test_no_log_line_says_a_word_about_the_child() -> None:
    done = scene(CONCERN)
    done.vendor.script = [lambda *_: (_ for _ in ()).throw(ValueError("Zaynab Nkemelu is hungry"))]
    with capture_logs() as log:
        done.work_until_quiet()
    assert [word for word in CANARIES if word.lower() in repr(log).lower()] == []
    assert {key for line in log for key in line} <= {
        "event",
        "log_level",
        "reference",
        "topic",
        "attempt",
        "failure",
        "source",
    }


def test_it_works_until_told_to_stop_and_wakes_when_rung() -> None:
    memory = Memory()
    delivery = Scripted(memory)
    worker, stop = worker_on(memory, delivery), threading.Event()
    threads = [threading.Thread(target=worker.run, args=(stop,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for key in ("a", "b"):
        put(memory, key)
        worker.wake()
        assert delivery.arrived.acquire(timeout=60)
    stop.set()
    for _ in threads:
        worker.wake()
    for thread in threads:
        thread.join(timeout=60)
    assert ([thread.is_alive() for thread in threads], delivery.delivered) == ([False] * 3, ["a", "b"])


def test_a_queue_that_cannot_be_read_is_tried_again() -> None:
    memory = Memory()
    put(memory, "k")
    delivery = Scripted(memory)

    class Flaky:
        down = 2

        @contextmanager
        def begin(self) -> Iterator[Any]:
            with memory.begin() as tx:
                yield tx

        @contextmanager
        def reading(self) -> Iterator[Any]:
            if self.down:
                self.down -= 1
                raise OSError("the database is restarting")
            with memory.reading() as tx:
                yield tx

    worker, stop = worker_on(Flaky(), delivery), threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    arrived = delivery.arrived.acquire(timeout=60)
    stop.set()
    worker.wake()
    thread.join(timeout=60)
    assert (arrived, thread.is_alive(), delivery.delivered) == (True, False, ["k"])
