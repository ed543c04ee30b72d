"""The outbox after an attempt: what is put aside, revived, opened again, settled, emptied, removed or counted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from reference_portal.tests.storage.claiming import claim, claimed_keys, must_claim, put
from reference_portal.tests.storage.made import message
from sqlalchemy import Engine, select

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import OutboxMessageRow
from frontdoor_portal.use_cases.models import Message, Topic

Pass = Callable[[float], None]


def test_a_message_put_aside_waits_for_a_person_with_its_reason(work: SqlWork) -> None:
    put(work, message("a"), message("b"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.give_up(claimed, "The record is locked")
        (aside,) = tx.outbox.set_aside()
    assert (aside.message, aside.reason, claimed_keys(work)) == (message("a"), "The record is locked", ["b"])
    assert abs(aside.since - datetime.now(UTC)) < timedelta(hours=1)


def test_messages_put_aside_are_listed_oldest_first(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("a"), message("b", urgent=True))
    for _ in range(2):
        claimed = must_claim(work)
        with work.begin() as tx:
            tx.outbox.give_up(claimed, "why")
        let_time_pass(5)
    with work.begin() as tx:
        assert [aside.message.key for aside in tx.outbox.set_aside()] == ["b", "a"]


@pytest.mark.parametrize("outcome_unknown", [True, False])
def test_a_revived_message_starts_afresh(work: SqlWork, let_time_pass: Pass, outcome_unknown: bool) -> None:
    put(work, message("a"))
    first = must_claim(work)
    with work.begin() as tx:
        tx.outbox.begin_attempt(first)
        tx.outbox.give_up(first, "why")
    let_time_pass(100_000)
    with work.begin() as tx:
        tx.outbox.revive("a", outcome_unknown=outcome_unknown)
        assert tx.outbox.set_aside() == ()
    again = must_claim(work)
    assert (again.fence, again.attempts, again.outcome_unknown) == (2, 0, outcome_unknown)
    assert again.queued_seconds < 3600


def test_reviving_touches_only_what_was_put_aside(work: SqlWork) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.finish(claimed)
    with work.begin() as tx:
        tx.outbox.revive("a", outcome_unknown=False)
        tx.outbox.revive("unknown", outcome_unknown=False)
    assert claim(work) is None


@pytest.mark.parametrize("outcome_unknown", [True, False])
def test_what_was_done_is_done_again_with_its_payload(work: SqlWork, outcome_unknown: bool) -> None:
    put(work, message("a"))
    done = must_claim(work)
    with work.begin() as tx:
        tx.outbox.begin_attempt(done)
        tx.outbox.finish(done)
    with work.begin() as tx:
        tx.outbox.reopen(message("a"), outcome_unknown=outcome_unknown)
    again = must_claim(work)
    assert (again.message, again.attempts, again.outcome_unknown) == (message("a"), 0, outcome_unknown)


def test_what_was_never_queued_is_done_for_the_first_time(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.outbox.reopen(message("a"), outcome_unknown=True)
    assert must_claim(work).message == message("a")


def test_what_a_worker_holds_is_left_to_it(work: SqlWork) -> None:
    put(work, message("a"))
    held = must_claim(work)
    with work.begin() as tx:
        tx.outbox.reopen(message("a"), outcome_unknown=True)
        tx.outbox.finish(held)
    assert claim(work) is None


def test_a_message_says_whether_it_is_done(work: SqlWork) -> None:
    put(work, message("a"))
    put(work, message("b"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.finish(claimed)
        assert [tx.outbox.is_done(key) for key in ("a", "b", "c")] == [True, False, None]


def test_the_payload_of_a_finished_message_is_gone(work: SqlWork, engine: Engine) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.finish(claimed)
    with engine.connect() as connection:
        assert connection.execute(select(OutboxMessageRow.payload)).scalar_one() == {}


def test_emails_sent_long_ago_are_removed_and_nothing_else(work: SqlWork, engine: Engine, let_time_pass: Pass) -> None:
    def notice(key: str) -> Message:
        return Message(key, Topic.NOTICE, {})

    for each in (notice("sent long ago"), message("episode"), notice("aside"), notice("sent")):
        if each.key == "sent":
            let_time_pass(1000)
        put(work, each)
        claimed = must_claim(work)
        with work.begin() as tx:
            if each.key == "aside":
                tx.outbox.give_up(claimed, "why")
            else:
                tx.outbox.finish(claimed)
    put(work, notice("waiting"))
    with work.begin() as tx:
        removed = [tx.outbox.remove_sent_notices(900) for _ in "12"]
    with engine.connect() as connection:
        left = list(connection.scalars(select(OutboxMessageRow.key).order_by(OutboxMessageRow.id)))
    assert (removed, left) == ([1, 0], ["episode", "aside", "sent", "waiting"])


def test_the_oldest_waiting_age_counts_what_is_neither_done_nor_aside(work: SqlWork, let_time_pass: Pass) -> None:
    with work.begin() as tx:
        nothing = tx.outbox.oldest_waiting_seconds()
    for key in ("done", "aside", "held"):
        put(work, message(key))
        claimed = must_claim(work)
        with work.begin() as tx:
            if key == "done":
                tx.outbox.finish(claimed)
            elif key == "aside":
                tx.outbox.give_up(claimed, "why")
            else:
                tx.outbox.begin_attempt(claimed)
        let_time_pass(1000)
    put(work, message("new"))
    with work.begin() as tx:
        oldest = tx.outbox.oldest_waiting_seconds()
    assert nothing is None
    assert oldest is not None
    assert 1000 <= oldest < 1900


def test_the_oldest_waiting_age_can_leave_out_what_waits_for_a_reason(work: SqlWork) -> None:
    put(work, message("in a file"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.retry(claimed, 300, "Queued", outcome_unknown=False)
        ages = (tx.outbox.oldest_waiting_seconds(but="Queued"), tx.outbox.oldest_waiting_seconds(but="Unavailable"))
    assert ages[0] is None
    assert ages[1] is not None


def test_what_a_person_settled_is_done_and_no_longer_aside(work: SqlWork) -> None:
    put(work, message("open_episode/1"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.give_up(claimed, "Nobody knows")
        tx.outbox.settle("open_episode/1")

    with work.begin() as tx:
        assert (tx.outbox.set_aside(), tx.outbox.oldest_waiting_seconds(), tx.outbox.claim("w", 60)) == ((), None, None)


def test_what_a_person_settled_while_it_waited_is_done_and_can_be_opened_again(work: SqlWork) -> None:
    put(work, message("open_episode/1"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.retry(claimed, 300, "why", outcome_unknown=False)
        tx.outbox.settle("open_episode/1")
    with work.begin() as tx:
        settled = tx.outbox.is_done("open_episode/1")
        tx.outbox.reopen(message("open_episode/1"), outcome_unknown=True)
    assert (settled, must_claim(work).outcome_unknown) == (True, True)


def test_what_was_put_aside_can_be_asked_for_by_contact(work: SqlWork) -> None:
    keys = ("open_episode/FD-2222-2222", "notice/receipt/FD-2222-2222", "notice/receipt/FD-3333-3333")
    put(work, *map(message, keys))
    for _ in keys:
        claimed = must_claim(work)
        with work.begin() as tx:
            tx.outbox.give_up(claimed, "Nobody knows")
    with work.reading() as tx:
        found = tx.outbox.set_aside(about=Reference("FD-2222-2222"))
    assert [aside.message.key for aside in found] == list(keys[:2])


def test_settling_leaves_a_message_to_the_worker_that_holds_it(work: SqlWork) -> None:
    put(work, message("open_episode/1"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.settle("open_episode/1")

    with work.begin() as tx:
        tx.outbox.finish(claimed)

    with work.begin() as tx:
        assert tx.outbox.oldest_waiting_seconds() is None
