"""A database that cannot be used is told in the use cases' words, on both kinds of database."""

from pathlib import Path

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.trouble import told_in_our_words
from frontdoor_portal.use_cases.refusals import Stale, StoreUnavailable


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OperationalError("SELECT 1", {}, DeadlockDetected("deadlock detected")), Stale),
        (OperationalError("SELECT 1", {}, Exception("connection refused")), StoreUnavailable),
        (PoolExhausted("QueuePool limit reached"), StoreUnavailable),
        (ProgrammingError("SELEKT 1", {}, Exception("syntax error")), ProgrammingError),
        (Stale("changed by somebody else"), Stale),
    ],
)
def test_trouble_is_told_by_what_the_reader_should_do(trouble: Exception, told: type[Exception]) -> None:
    with pytest.raises(Exception) as raised, told_in_our_words():
        raise trouble

    assert type(raised.value) is told


def test_a_server_that_is_not_there_is_unavailable() -> None:
    work = SqlWork(open_engine("postgresql://nobody@127.0.0.1:1/nothing"))

    with pytest.raises(StoreUnavailable), work.begin() as tx:
        tx.contacts.sent_from("any")


def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    work = SqlWork(open_engine(f"sqlite:///{tmp_path / 'no such folder' / 'portal.db'}"))

    with pytest.raises(StoreUnavailable), work.begin() as tx:
        tx.contacts.sent_from("any")
