"""Workers side by side: what hangs for one topic holds up no other, and what is queued is heard of."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from reference_portal.tests.fakes import Clock, office_on, register_people
from reference_portal.tests.unit.delivery.postbox import Postbox
from reference_portal.tests.unit.delivery.queue_in_memory import Memory
from reference_portal.tests.unit.delivery.scene import CONCERN, FORM, LETTERHEAD, OFFICER, REFERENCE, TEACHER
from reference_portal.tests.unit.delivery.vendor import Vendor

from frontdoor.domain.contact import DeliveryState
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.delivery.building import build_crew
from frontdoor_portal.delivery.crew import Crew, Listens
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Message, Topic
from frontdoor_portal.use_cases.notices import open_episode_message, outcome_notice
from frontdoor_portal.use_cases.ports import Office

DEAF = WorkerPolicy(idle_seconds=3600.0, trouble_pause=0.01)
"""Looks so seldom by itself that only hearing of a message can explain that it is carried out."""

PATIENCE_SECONDS = 30.0


class HungMailServer:
    """Takes every letter and answers none before it is let go."""

    def __init__(self) -> None:
        self.asked, self.let_go = threading.Semaphore(0), threading.Event()

    def send(self, letter: EmailMessage) -> None:  # noqa: ARG002
        self.asked.release()
        self.let_go.wait(PATIENCE_SECONDS)


class HardOfHearing:
    """Hears nothing the first time, as when the database is not there yet."""

    def __init__(self, work: SqlWork) -> None:
        self._work, self.tries = work, 0

    @contextmanager
    def listening(self) -> Iterator[Callable[[float], bool]]:
        self.tries += 1
        if self.tries == 1:
            raise ConnectionError
        with self._work.listening() as heard:
            yield heard


class Silence:
    """Nothing is ever queued."""

    @contextmanager
    def listening(self) -> Iterator[Callable[[float], bool]]:
        yield lambda seconds: threading.Event().wait(seconds)


@contextmanager
def at_work(crew: Crew) -> Iterator[None]:
    started = threading.Event()
    thread = threading.Thread(target=crew.run, args=(started.set,))
    thread.start()
    try:
        assert started.wait(PATIENCE_SECONDS)
        yield
    finally:
        crew.stop()
        thread.join()


def until(is_so: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < patience
        time.sleep(0.005)


@pytest.fixture
def office(work: SqlWork) -> Office:
    made = office_on(work, Clock(), episodes=Vendor(Memory()), form_versions={(FORM.id, FORM.version): FORM})
    register_people(made, TEACHER, OFFICER)
    with work.begin() as tx:
        tx.contacts.add(CONCERN, Deadlines(None, None), (), "draft-1")
    return made


def put(work: SqlWork, *messages: Message) -> None:
    with work.begin() as tx:
        for message in messages:
            tx.outbox.put(message)


def is_delivered(work: SqlWork) -> bool:
    with work.reading() as tx:
        contact = tx.contacts.get(REFERENCE)
    return contact is not None and contact.delivery.state is DeliveryState.DELIVERED


def test_a_mail_server_that_hangs_holds_up_no_referral(office: Office, work: SqlWork) -> None:
    server = HungMailServer()
    told = outcome_notice(CONCERN).payload
    notices = [Message(f"notice/{number}", Topic.NOTICE, told, urgent=True) for number in range(5)]
    put(work, *notices)
    with at_work(build_crew(office, work, server, LETTERHEAD, DEAF)):
        for _ in range(2):
            assert server.asked.acquire(timeout=PATIENCE_SECONDS)
        put(work, open_episode_message(CONCERN))
        until(lambda: is_delivered(work))
        server.let_go.set()


@pytest.mark.parametrize("hears", [lambda work: work, HardOfHearing], ids=["at once", "after trouble"])
def test_what_is_queued_is_heard_of(office: Office, work: SqlWork, hears: Callable[[SqlWork], Listens]) -> None:
    with at_work(build_crew(office, hears(work), Postbox(Memory()), LETTERHEAD, DEAF)):
        put(work, open_episode_message(CONCERN))
        until(lambda: is_delivered(work))


def test_what_was_queued_before_is_carried_out(office: Office, work: SqlWork) -> None:
    put(work, open_episode_message(CONCERN))
    with at_work(build_crew(office, work, Postbox(Memory()), LETTERHEAD, DEAF)):
        until(lambda: is_delivered(work))


def test_a_referral_and_its_email_are_both_heard_of(office: Office, work: SqlWork) -> None:
    postbox = Postbox(Memory())
    with at_work(build_crew(office, work, postbox, LETTERHEAD, DEAF)):
        put(work, outcome_notice(CONCERN), open_episode_message(CONCERN))
        until(lambda: is_delivered(work) and bool(postbox.sent))
    assert [str(letter["To"]) for letter in postbox.sent] == [TEACHER.email]


class Sleeper:
    """Stands for a worker: only notes that it was woken."""

    def __init__(self, name: str, woken: list[str]) -> None:
        self._name, self._woken = name, woken

    def run(self, stop: threading.Event) -> None:
        stop.wait(PATIENCE_SECONDS)

    def wake(self) -> None:
        self._woken.append(self._name)


class HearsOnce:
    """One message is heard, and then the crew is stopped."""

    def __init__(self) -> None:
        self.crew: Crew | None = None

    @contextmanager
    def listening(self) -> Iterator[Callable[[float], bool]]:
        answers = iter([True])

        def heard(_seconds: float) -> bool:
            if next(answers, False):
                return True
            assert self.crew is not None
            self.crew.stop()
            return False

        yield heard


def test_the_first_worker_is_woken_before_the_others() -> None:
    woken: list[str] = []
    workers: list[Any] = [Sleeper("episodes", woken), Sleeper("notices", woken)]
    once = HearsOnce()
    once.crew = Crew(workers, once, trouble_pause=0.01)
    once.crew.run()
    assert woken[:5] == ["episodes", "notices", "episodes", "episodes", "notices"]


def test_a_signal_that_another_thread_was_given_stops_them_all_the_same() -> None:
    told: list[str] = []
    crew = Crew([], Silence(), trouble_pause=0.01)

    def stop(because: str) -> None:
        told.append(because)
        crew.stop()

    before = signal.signal(signal.SIGUSR1, lambda *_: stop("signal"))
    late = threading.Timer(PATIENCE_SECONDS, stop, ("too late",))
    late.start()

    def give() -> None:
        time.sleep(0.2)  # the main thread is waiting by then, and is not what the signal wakes
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)

    try:
        crew.run(started=threading.Thread(target=give).start)
    finally:
        late.cancel()
        signal.signal(signal.SIGUSR1, before)
    assert told == ["signal"]


def test_what_runs_beside_the_workers_begins_and_ends_with_them() -> None:
    began, ended = threading.Event(), threading.Event()

    def companion(stop: threading.Event) -> None:
        began.set()
        stop.wait(PATIENCE_SECONDS)
        ended.set()

    with at_work(Crew([], Silence(), 0.01, (companion,))):
        assert began.wait(PATIENCE_SECONDS)
        assert not ended.is_set()
    assert ended.is_set()
