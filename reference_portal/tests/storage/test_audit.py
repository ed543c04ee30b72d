"""The audit can be added to and read; the database refuses everything else, to anybody."""

import pytest
from reference_portal.tests.storage.made import NOW, undone
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Action, AuditEntry

VIEWED = AuditEntry(NOW, "person-1", Action.VIEWED_CONTACT, "FD-2222-2222", "triage", "codes=1")
SENT = AuditEntry(NOW, "person-2", Action.SENT, "FD-2222-2222")
ELSEWHERE = AuditEntry(NOW, "person-1", Action.VIEWED_CHILD, "records/P1")


def add(work: SqlWork, *entries: AuditEntry) -> None:
    with work.begin() as tx:
        for entry in entries:
            tx.audit.add(entry)


def test_entries_about_a_subject_come_in_the_order_they_were_written(work: SqlWork) -> None:
    add(work, VIEWED, ELSEWHERE, SENT, VIEWED)
    with work.begin() as tx:
        assert tx.audit.of_subject("FD-2222-2222") == (VIEWED, SENT, VIEWED)


def test_an_entry_is_dropped_with_its_transaction(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.audit.add(VIEWED)
    with work.begin() as tx:
        assert tx.audit.of_subject(VIEWED.subject) == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entries SET actor_id = 'nobody'",
        "UPDATE audit_entries SET id = id + 100",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_entries WHERE id = 1",
    ],
)
def test_a_written_entry_cannot_be_changed_or_removed(work: SqlWork, engine: Engine, change: str) -> None:
    add(work, VIEWED)
    with pytest.raises(DBAPIError, match="The audit is append-only"), engine.begin() as connection:
        connection.exec_driver_sql(change)
    with work.begin() as tx:
        assert tx.audit.of_subject(VIEWED.subject) == (VIEWED,)


def test_the_audit_cannot_be_emptied_or_written_over_by_the_databases_own_short_cuts(
    work: SqlWork, engine: Engine
) -> None:
    add(work, VIEWED)
    short_cut = {
        "postgresql": "TRUNCATE audit_entries CASCADE",
        "sqlite": "INSERT OR REPLACE INTO audit_entries SELECT id, at, 'nobody', action, subject, purpose, detail "
        "FROM audit_entries",
    }[engine.dialect.name]
    with pytest.raises(DBAPIError, match="The audit is append-only"), engine.begin() as connection:
        connection.exec_driver_sql(short_cut)
    with work.begin() as tx:
        assert tx.audit.of_subject(VIEWED.subject) == (VIEWED,)
