"""How databases are opened: limits, durability, and no personal data in what goes wrong."""

import logging
import traceback

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import DRAFT, DUE, EMPTY, TEACHER, register
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from frontdoor.domain.people import PersonName
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.ports import Work

CANARY = "Quillfeather"


def test_the_unit_of_work_is_what_the_use_cases_ask_for(work: SqlWork) -> None:
    port: Work = work  # the type checker compares every store with its port
    with port.begin() as tx:
        assert tx.contacts.get(EMPTY.reference) is None


def test_sqlite_is_durable_guards_references_and_waits_its_turn(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_postgresql_stops_what_takes_too_long(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")
    with engine.connect() as connection:
        settings = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names}
    engine.dispose()
    assert settings == {
        "statement_timeout": "5s",
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "15s",
        "TimeZone": "UTC",
    }


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite needs a file"):
        open_engine(url)


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="sqlite or postgresql, not mysql"):
        open_engine("mysql://portal@db.example/portal")


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    address = f"not a url with a {CANARY}"
    with pytest.raises(ValueError, match="not a URL") as refused:
        open_engine(address)
    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_a_refused_row_is_not_repeated_in_the_error(work: SqlWork, engine: Engine) -> None:
    child = evolve(EMPTY.child, name=PersonName(CANARY, CANARY))
    with work.begin() as tx:
        tx.contacts.add(evolve(EMPTY, child=child, summary=CANARY), DUE, [], "draft-1")
    with pytest.raises(DBAPIError) as refused, engine.begin() as connection:
        connection.execute(text("UPDATE contacts SET status = 'lost', category = :canary"), {"canary": CANARY})
    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_a_taken_address_is_not_repeated_in_the_error(work: SqlWork) -> None:
    register(work)
    with pytest.raises(Exception, match="already exists") as refused, work.begin() as tx:
        tx.accounts.add_account(Account(evolve(TEACHER, id="another"), "hash"))
    assert TEACHER.email.lower() not in "".join(traceback.format_exception(refused.value)).lower()


def test_neither_values_nor_rows_stand_in_the_statement_log(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_engine(database_url)
    work = SqlWork(engine)
    register(work)
    with caplog.at_level(logging.DEBUG, "sqlalchemy"), work.begin() as tx:
        tx.drafts.add(evolve(DRAFT, answers={"name": CANARY}))
        tx.drafts.get(DRAFT.id)
    engine.dispose()
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert ("INSERT INTO drafts" in logged, CANARY in logged) == (True, False)


def test_not_a_number_is_not_stored_as_an_answer(work: SqlWork) -> None:
    register(work)
    with pytest.raises((SQLAlchemyError, ValueError)), work.begin() as tx:
        tx.drafts.add(evolve(DRAFT, answers={"weight": float("nan")}))
