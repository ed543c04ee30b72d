"""Hearing of queued messages, on both databases."""

import threading
from contextlib import suppress

from sqlalchemy import Engine

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Message, Topic

LONG = 30.0
"""Seconds in which any commit is heard; only a listener that is deaf waits them out."""


def put(work: SqlWork, key: str) -> None:
    with work.begin() as tx:
        tx.outbox.put(Message(key, Topic.NOTICE, {}, urgent=False))


def test_a_message_is_heard_after_its_commit(work: SqlWork) -> None:
    with work.listening() as heard:
        put(work, "a")
        assert heard(LONG)


def test_each_message_is_heard_once(work: SqlWork) -> None:
    with work.listening() as heard:
        for key in ("a", "b"):
            put(work, key)
            assert heard(LONG)
        assert not heard(0.01)


def test_a_message_is_heard_while_waiting(work: SqlWork) -> None:
    with work.listening() as heard:
        later = threading.Timer(0.05, put, (work, "a"))
        later.start()
        assert heard(LONG)
        later.join()


def test_a_message_that_a_person_revives_is_heard(work: SqlWork) -> None:
    put(work, "a")
    with work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
        assert claimed is not None
        tx.outbox.give_up(claimed, "why")
    with work.listening() as heard:
        with work.begin() as tx:
            tx.outbox.revive("a", outcome_unknown=True)
        assert heard(LONG)


def test_what_was_taken_back_is_not_heard(work: SqlWork) -> None:
    with work.listening() as heard:
        with suppress(ZeroDivisionError), work.begin() as tx:
            tx.outbox.put(Message("a", Topic.NOTICE, {}, urgent=False))
            raise ZeroDivisionError
        assert not heard(0.01)


def test_silence_ends_after_its_seconds(work: SqlWork) -> None:
    with work.listening() as heard:
        assert not heard(0.01)


def test_the_connection_of_a_listener_is_its_own_and_is_closed(work: SqlWork, engine: Engine) -> None:
    with work.listening():
        during = engine.pool.status()
    assert engine.pool.status() == during
