"""The outbox: each message to one worker at a time, and a worker that comes back too late changes nothing."""

from collections.abc import Callable
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.claiming import claim, claimed_keys, must_claim, put
from reference_portal.tests.storage.made import at_once, message, undone
from sqlalchemy import Engine, select

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import OutboxMessageRow
from frontdoor_portal.use_cases.models import Claimed, Message, NoticeKind, Topic
from frontdoor_portal.use_cases.refusals import LeaseLost

Pass = Callable[[float], None]


def test_a_message_comes_back_as_it_was_put(work: SqlWork) -> None:
    sent = Message("notice/1", Topic.NOTICE, {"kind": NoticeKind.RECEIPT.value, "to": "ŵ@school.example"}, urgent=True)
    put(work, sent)
    claimed = must_claim(work)
    assert evolve(claimed, queued_seconds=0.0) == Claimed(sent, 1, 0, False, 0.0)


def test_an_empty_outbox_has_nothing_to_claim(work: SqlWork) -> None:
    assert claim(work) is None


def test_a_message_that_is_held_is_not_given_to_another_worker(work: SqlWork) -> None:
    put(work, message("a"))
    must_claim(work, "worker-1")
    assert claim(work, "worker-2") is None


def test_messages_of_one_key_are_kept_once_also_when_the_first_is_done(work: SqlWork) -> None:
    put(work, message("a"), message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.finish(claimed)
    put(work, message("a"))
    assert claim(work) is None


def test_a_message_of_a_dropped_transaction_was_never_put(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.outbox.put(message("a"))
    assert claim(work) is None


def test_urgent_messages_come_first_then_those_due_longest(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("first"))
    let_time_pass(10)
    put(work, message("second"), message("urgent", urgent=True))
    assert claimed_keys(work) == ["urgent", "first", "second"]


@pytest.mark.parametrize("topic", list(Topic))
def test_only_the_topics_asked_for_are_due_and_claimed(work: SqlWork, topic: Topic) -> None:
    for each in Topic:
        put(work, Message(each.value, each, {}, urgent=False))
    with work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60, {topic})
        assert claimed is not None
        left = [tx.outbox.has_due({each}) for each in (topic, *(other for other in Topic if other is not topic))]
    assert (claimed.message.topic, left) == (topic, [False, *[True] * (len(Topic) - 1)])


def test_a_lease_that_ran_out_without_an_attempt_leaves_the_outcome_known(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("a"))
    must_claim(work, "worker-1")
    let_time_pass(61)
    second = must_claim(work, "worker-2")
    assert (second.fence, second.attempts, second.outcome_unknown) == (2, 0, False)


def test_a_lease_that_ran_out_during_an_attempt_makes_the_outcome_unknown_for_good(
    work: SqlWork, let_time_pass: Pass
) -> None:
    put(work, message("a"))
    first = must_claim(work)
    with work.begin() as tx:
        tx.outbox.begin_attempt(first)
    let_time_pass(61)
    second = must_claim(work)
    let_time_pass(61)
    third = must_claim(work)
    with work.begin() as tx:
        tx.outbox.retry(third, 0, "looked up: not there", outcome_unknown=False)
    fourth = must_claim(work)
    seen = [(each.fence, each.attempts, each.outcome_unknown) for each in (second, third, fourth)]
    assert seen == [(2, 1, True), (3, 1, True), (4, 1, True)]


@pytest.mark.parametrize("late", ["begin_attempt", "finish", "retry", "give_up"])
def test_a_worker_that_comes_back_after_another_took_over_changes_nothing(
    work: SqlWork, engine: Engine, let_time_pass: Pass, late: str
) -> None:
    put(work, message("a"))
    zombie = must_claim(work, "worker-1")
    let_time_pass(61)
    holder = must_claim(work, "worker-2")
    before = _row(engine)
    with work.begin() as tx:
        outbox = tx.outbox
        acts: dict[str, Callable[[], None]] = {
            "begin_attempt": partial(outbox.begin_attempt, zombie),
            "finish": partial(outbox.finish, zombie),
            "retry": partial(outbox.retry, zombie, 5, "late", outcome_unknown=False),
            "give_up": partial(outbox.give_up, zombie, "late"),
        }
        with pytest.raises(LeaseLost):
            acts[late]()
    assert _row(engine) == before
    with work.begin() as tx:
        tx.outbox.begin_attempt(holder)
        tx.outbox.finish(holder)


def test_a_lost_lease_undoes_all_that_its_worker_wanted_to_store(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("a"))
    zombie = must_claim(work)
    let_time_pass(61)
    must_claim(work, "worker-2")

    def finish_late() -> None:
        with work.begin() as tx:
            tx.outbox.put(message("told the sender"))
            tx.outbox.finish(zombie)

    with pytest.raises(LeaseLost):
        finish_late()
    assert claim(work) is None


def test_an_attempt_is_not_begun_once_the_lease_ran_out_although_nobody_took_over(
    work: SqlWork, let_time_pass: Pass
) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    let_time_pass(61)
    with work.begin() as tx, pytest.raises(LeaseLost):
        tx.outbox.begin_attempt(claimed)


def test_what_a_slow_worker_learnt_is_stored_while_nobody_took_over(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.begin_attempt(claimed)
    let_time_pass(61)
    with work.begin() as tx:
        tx.outbox.finish(claimed)
    assert claim(work) is None


def test_a_message_given_back_is_no_longer_the_workers(work: SqlWork) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.retry(claimed, 0, "refused connection", outcome_unknown=False)
    with work.begin() as tx, pytest.raises(LeaseLost):
        tx.outbox.finish(claimed)


def test_a_retry_is_due_after_its_pause_and_not_before(work: SqlWork, let_time_pass: Pass) -> None:
    put(work, message("a"))
    claimed = must_claim(work)
    with work.begin() as tx:
        tx.outbox.begin_attempt(claimed)
        tx.outbox.retry(claimed, 900, "no answer", outcome_unknown=True)
    let_time_pass(800)
    too_early = claim(work)
    let_time_pass(101)
    again = must_claim(work)
    assert (too_early, again.attempts, again.outcome_unknown) == (None, 1, True)
    assert 901 <= again.queued_seconds < 960


def test_each_message_is_claimed_by_exactly_one_of_three_workers(work: SqlWork) -> None:
    put(work, *(message(f"m{number:02}") for number in range(45)))
    taken: dict[str, list[str]] = {f"worker-{number}": [] for number in range(3)}

    def drain(worker: str) -> None:
        # On PostgreSQL a worker may pass over what another one is just taking: only a repeated None is the end.
        for _ in range(3):
            while claimed := claim(work, worker):
                taken[worker].append(claimed.message.key)

    outcomes = at_once(*(partial(drain, worker) for worker in taken))
    everything = sorted(key for keys in taken.values() for key in keys)
    assert (outcomes, everything) == ([None] * 3, [f"m{number:02}" for number in range(45)])


def test_a_message_is_due_until_it_is_held_and_again_when_the_lease_has_run_out(
    work: SqlWork, let_time_pass: Pass
) -> None:
    def is_due() -> bool:
        with work.reading() as tx:
            return tx.outbox.has_due()

    seen = [is_due()]
    put(work, message("open_episode/1"))
    seen.append(is_due())
    must_claim(work)
    seen.append(is_due())
    let_time_pass(61)
    seen.append(is_due())
    assert seen == [False, True, False, True]


def _row(engine: Engine) -> tuple[object, ...]:
    with engine.connect() as connection:
        return tuple(connection.execute(select(OutboxMessageRow.__table__)).one())
