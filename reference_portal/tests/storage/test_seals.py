"""Sealing gives every entry one place without holes, whoever commits when; and no seal can be changed."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import NOW, at_once
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from frontdoor_portal.storage import SqlWork, migrations, open_engine
from frontdoor_portal.use_cases.auditing import sealing
from frontdoor_portal.use_cases.auditing.chain import beginning_of, sealed_after
from frontdoor_portal.use_cases.auditing.sealing import seal_everything, seal_latest
from frontdoor_portal.use_cases.auditing.seals import LogFilter
from frontdoor_portal.use_cases.models import Action, AuditEntry, Page

VIEWED = AuditEntry(NOW, "person-1", Action.VIEWED_CONTACT, "FD-2222-2222", "Own concern — ŵ", "codes=1")


def write(work: SqlWork, *subjects: str) -> None:
    with work.begin() as tx:
        for subject in subjects:
            tx.audit.add(evolve(VIEWED, subject=subject))


def sealed_subjects(work: SqlWork) -> list[tuple[int, str]]:
    with work.reading() as tx:
        return [(seal.seq, entry.subject) for seal, entry in tx.seals.sealed(0, 1_000) if entry]


def test_entries_are_sealed_in_the_order_they_were_written(work: SqlWork) -> None:
    write(work, "a", "b", "c")
    assert (seal_latest(work), seal_latest(work)) == (3, 0)
    write(work, "d")
    assert (seal_latest(work), sealed_subjects(work)) == (1, [(1, "a"), (2, "b"), (3, "c"), (4, "d")])


def test_each_seal_binds_all_before_it(work: SqlWork) -> None:
    with work.reading() as tx:
        beginning = tx.seals.head()
    write(work, "a", "b", "c")
    with work.reading() as tx:
        entries = tx.seals.unsealed(0, 10)
    seal_latest(work)
    with work.reading() as tx:
        found, head = tuple(seal for seal, _ in tx.seals.sealed(0, 10)), tx.seals.head()
    assert (beginning.seq, beginning.hash) == (0, beginning_of(beginning.deployment))
    assert (found, head.hash) == (sealed_after(beginning, entries), found[-1].hash)


def test_more_entries_than_one_transaction_takes_are_sealed_without_holes(
    work: SqlWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    write(work, *"abcdefgh")
    assert (seal_latest(work), sealed_subjects(work)) == (8, list(enumerate("abcdefgh", 1)))


def test_sealers_at_once_number_without_holes_or_doubles(work: SqlWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    write(work, *map(str, range(100)))
    assert at_once(*[partial(seal_latest, work)] * 4) == [None] * 4
    assert sealed_subjects(work) == [(number + 1, str(number)) for number in range(100)]


def test_an_entry_committed_after_one_with_a_larger_id_is_sealed_after_it(postgres_url: str) -> None:
    # On SQLite writers take turns, so that this cannot happen there.
    engine = open_engine(postgres_url)
    work = SqlWork(engine)
    with work.begin() as slow:
        slow.audit.add(evolve(VIEWED, subject="slow"))
        write(work, "quick")
        first = seal_latest(work)
    second = seal_latest(work)
    with work.reading() as tx:
        ids = [seal.entry_id for seal, _ in tx.seals.sealed(0, 10)]
    told = sealed_subjects(work)
    engine.dispose()
    assert (first, second, told, ids) == (1, 1, [(1, "quick"), (2, "slow")], [2, 1])


def test_an_entry_that_came_to_light_very_late_is_sealed_when_everything_is_looked_at(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "LOOK_BACK", 2)
    engine = open_engine(postgres_url)
    work = SqlWork(engine)
    with work.begin() as slow:
        slow.audit.add(evolve(VIEWED, subject="slow"))
        write(work, *"abcde")
        seal_latest(work)
    outcome = (seal_latest(work), seal_everything(work), seal_everything(work))
    told = sealed_subjects(work)
    engine.dispose()
    assert (outcome, told[-1]) == ((0, 1, 0), (6, "slow"))


def test_a_number_that_was_given_to_nobody_leaves_no_hole(work: SqlWork) -> None:
    write(work, "a")
    with suppress(ZeroDivisionError), work.begin() as tx:
        tx.audit.add(VIEWED)
        raise ZeroDivisionError
    write(work, "b")
    assert (seal_everything(work), sealed_subjects(work)) == (2, [(1, "a"), (2, "b")])


def test_a_reader_sees_no_half_of_a_batch_and_writes_do_not_wait_for_it(work: SqlWork) -> None:
    write(work, *"abc")
    with work.reading() as tx:
        tx.seals.head()
        assert (seal_latest(work), tx.seals.unsealed(0, 10, up_to_seq=0)[0].subject) == (3, "a")


def test_what_was_sealed_since_is_told_as_unsealed_where_that_is_asked_for(work: SqlWork) -> None:
    write(work, *"abc")
    seal_latest(work)
    with work.reading() as tx:
        assert [entry.subject for entry in tx.seals.unsealed(0, 10, up_to_seq=1)] == ["b", "c"]


def test_two_deployments_are_two_chains(work: SqlWork, empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    engine = open_engine(empty_database_url)
    with work.reading() as tx, SqlWork(engine).reading() as other:
        heads = tx.seals.head(), other.seals.head()
    engine.dispose()
    assert heads[0].deployment != heads[1].deployment
    assert heads[0].hash != heads[1].hash


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_seals SET hash = 'x'",
        "UPDATE audit_seals SET seq = seq + 100",
        "DELETE FROM audit_seals",
        "UPDATE audit_chain SET deployment = 'another'",
        "DELETE FROM audit_chain",
        "INSERT INTO audit_chain VALUES ('another')",
    ],
)
def test_the_chain_cannot_be_changed_or_removed(work: SqlWork, engine: Engine, change: str) -> None:
    write(work, "a")
    seal_latest(work)
    with work.reading() as tx:
        before = tx.seals.head()
    with pytest.raises(DBAPIError, match="The audit is append-only"), engine.begin() as connection:
        connection.execute(text(change))
    with work.reading() as tx:
        assert tx.seals.head() == before


def test_a_seal_cannot_be_written_over_by_the_databases_own_short_cuts(work: SqlWork, engine: Engine) -> None:
    write(work, "a")
    seal_latest(work)
    short_cut = {
        "postgresql": "TRUNCATE audit_seals",
        "sqlite": "INSERT OR REPLACE INTO audit_seals SELECT seq, entry_id, 'x' FROM audit_seals",
    }[engine.dialect.name]
    with pytest.raises(DBAPIError, match="The audit is append-only"), engine.begin() as connection:
        connection.execute(text(short_cut))


def test_the_log_is_filtered_and_told_newest_first(work: SqlWork) -> None:
    later = evolve(VIEWED, at=NOW + timedelta(hours=1), actor_id="person-2")
    with work.begin() as tx:
        tx.audit.add(VIEWED)
        tx.audit.add(later)
        tx.audit.add(evolve(later, subject="records/P1"))
    with work.reading() as tx:
        of_subject = tx.audit_log.page(LogFilter(subjects=frozenset({"FD-2222-2222"})), 1, 10)
        of_person = tx.audit_log.page(LogFilter(actor_id="person-2", since=NOW, before=later.at), 1, 10)
        second = tx.audit_log.page(LogFilter(), 2, 2)
    assert of_subject == Page((later, VIEWED), 1, 10, 2)
    assert of_person == Page((), 1, 10, 0)
    assert second == Page((VIEWED,), 2, 2, 3)


def test_what_is_about_a_subject_is_left_out_and_counted_out_but_for_refusals(work: SqlWork) -> None:
    refused, other = evolve(VIEWED, action=Action.REFUSED_CONTACT), evolve(VIEWED, subject="FD-3333-3333")
    with work.begin() as tx:
        for entry in (VIEWED, refused, other):
            tx.audit.add(entry)
    with work.reading() as tx:
        found = tx.audit_log.page(LogFilter(but_about=frozenset({VIEWED.subject})), 1, 10)
    assert found == Page((other, refused), 1, 10, 2)


def test_whoever_writes_does_not_wait_for_a_sealer(postgres_url: str) -> None:
    # On SQLite all writers take turns, a sealer's of a few milliseconds among them.
    engine = open_engine(postgres_url)
    work = SqlWork(engine)
    with work.begin() as sealer:
        sealer.seals.lock()
        write(work, "a")
        with work.reading() as tx:
            written = [entry.subject for entry in tx.seals.unsealed(0, 10)]
    engine.dispose()
    assert written == ["a"]
