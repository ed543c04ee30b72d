"""The way into the mart: it cannot write, it ends in time, and it says nothing of what was asked."""

import logging
import socket
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Connection, create_engine, insert, literal, make_url, select, text, true
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.functions import func

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, CredentialsRefused, Unavailable
from frontdoor.conversion import structure
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor.transport.http import Deadline
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.mart import tables
from frontdoor_mosaic.mart.database import _LIMITS, Mart
from frontdoor_mosaic.settings import MosaicSettings
from frontdoor_mosaic.simulator import Simulator

SHORT = Call("Officer 7", "screening", 0.3)
ZYLA = PersonQuery(given_name="Xanthippe", family_name="Zyla")


def failure(ask: Callable[[], object]) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as raised:
        ask()
    return raised.value


def opened(simulator: Simulator, **settings: Any) -> Mart:
    whole = structure({**simulator.settings, **settings}, MosaicSettings)
    return Mart(whole, whole.mapping().refreshed, lambda _: Secret("made-up"))


def test_nothing_can_be_written_into_the_mart(well: Simulator, call: Call) -> None:
    mart = opened(well)
    with pytest.raises(ConnectorFailure), mart.reading(call) as reading:
        reading._connection.execute(insert(tables.PERSONS).values(PERSON_ID=1))
    with mart.reading(call) as reading:
        assert reading.first(select(tables.PERSONS.c.PERSON_ID).where(tables.PERSONS.c.PERSON_ID == 1)) is None
    mart.close()


def test_a_statement_that_takes_too_long_is_ended(well: Simulator, call: Call) -> None:
    mart = opened(well)
    crowd: Any = tables.PERSONS
    for number in range(7):
        crowd = crowd.join(tables.PERSONS.alias(f"P{number}"), true())
    endless = select(func.count()).select_from(crowd)
    assert type(failure(lambda: _ask(mart, endless, SHORT))) is Unavailable
    assert _ask(mart, select(literal(7)), call) == 7
    mart.close()


def _ask(mart: Mart, statement: Any, call: Call) -> Any:
    with mart.reading(call) as reading:
        return reading.value(statement)


def test_a_mart_that_somebody_has_locked_is_waited_for_no_longer_than_allowed(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    locking = sqlite3.connect(make_url(str(simulator.settings["mart"])).database or "", isolation_level=None)
    locking.execute("BEGIN EXCLUSIVE")
    assert type(failure(lambda: connector.get_person("7000101", SHORT))) is Unavailable
    locking.execute("ROLLBACK")
    locking.close()
    assert connector.get_person("7000101", call).value.id == "7000101"


def test_every_answer_is_as_old_as_the_refresh_by_the_marts_own_word(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    refreshed = connector.get_person("7000101", call).as_at
    assert connector.search_people(PersonQuery(family_name="Ashdown"), call).as_at == refreshed
    assert connector.get_relationships("7000101", call).as_at == refreshed
    assert connector.get_involvements("7000101", call).as_at == refreshed
    assert connector.get_warnings("7000101", call).as_at == refreshed
    assert connector.list_changed_people("", 7, call).as_at == refreshed
    simulator.catch_up()
    assert connector.get_person("7000101", call).as_at > refreshed


@pytest.mark.parametrize(
    ("stamp", "zone", "as_at"),
    [
        ("2026-07-01 03:00:00.000000", "Europe/London", datetime(2026, 7, 1, 2, tzinfo=UTC)),
        ("2026-12-01 03:00:00.000000", "Europe/London", datetime(2026, 12, 1, 3, tzinfo=UTC)),
        ("2026-10-25 01:30:00.000000", "Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-07-01 03:00:00.000000", "UTC", datetime(2026, 7, 1, 3, tzinfo=UTC)),
    ],
)
def test_the_time_of_the_refresh_is_read_in_the_zone_of_the_site(
    simulator: Simulator, call: Call, stamp: str, zone: str, as_at: datetime
) -> None:
    file = make_url(str(simulator.settings["mart"])).database or ""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE DATA_MART_REFRESH SET COMPLETED_ON = ?", (stamp,))
    whole = structure(simulator.settings, MosaicSettings)
    mart = Mart(whole, evolve(simulator.site.refreshed, time_zone=zone), lambda _: Secret("made-up"))
    with mart.reading(call) as reading:
        assert reading.as_at == as_at
    mart.close()


def test_a_mart_that_does_not_say_when_it_was_refreshed_is_not_believed(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    with sqlite3.connect(make_url(str(simulator.settings["mart"])).database or "") as connection:
        connection.execute("DELETE FROM DATA_MART_REFRESH")
    told = failure(lambda: connector.get_person("7000101", call))
    assert (type(told), str(told)) == (
        ContractMismatch,
        "Mosaic's data mart does not say when it was refreshed",
    )


def test_a_table_that_is_not_there_is_a_fault_of_the_site(well: Simulator, call: Call) -> None:
    whole = structure(well.settings, MosaicSettings)
    mart = Mart(whole, evolve(well.site.refreshed, table="NO_SUCH_TABLE"), lambda _: Secret("made-up"))
    told = failure(lambda: _ask(mart, select(literal(1)), call))
    assert (type(told), str(told)) == (
        ContractMismatch,
        "Mosaic's data mart lacks a table or column that the site says it has",
    )
    mart.close()


def test_check_reads_every_table_that_is_used(simulator: Simulator, connector: Mosaic) -> None:
    connector.check()
    with sqlite3.connect(make_url(str(simulator.settings["mart"])).database or "") as connection:
        connection.execute("DROP TABLE DM_PERSONAL_REL_TYPES")
    assert type(failure(connector.check)) is ContractMismatch


def test_a_file_that_is_not_there_is_not_made_and_is_unavailable(
    simulator: Simulator, tmp_path: Path, call: Call
) -> None:
    mart = opened(simulator, mart=f"sqlite:///{tmp_path}/nowhere.db")
    assert type(failure(lambda: _ask(mart, select(literal(1)), call))) is Unavailable
    assert list(tmp_path.glob("nowhere.db")) == []
    mart.close()


def test_a_server_that_is_not_there_is_unavailable(simulator: Simulator, call: Call) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        mart = opened(simulator, mart=f"postgresql+psycopg://reader@127.0.0.1:{taken.getsockname()[1]}/mart")
        assert type(failure(lambda: _ask(mart, select(literal(1)), call))) is Unavailable
    mart.close()


def test_a_mart_that_all_connections_are_busy_with_is_unavailable(simulator: Simulator, call: Call) -> None:
    mart = opened(simulator, connections=1, connect_seconds=0.1)
    with mart.reading(call):
        told = failure(lambda: _ask(mart, select(literal(1)), call))
    assert (type(told), str(told)) == (Unavailable, "Mosaic's data mart is asked too much at once")
    mart.close()


def test_a_password_is_read_again_for_each_connection(new_database: Callable[[], str], simulator: Simulator) -> None:
    url = new_database()
    asked: list[SecretReference] = []

    def read(reference: SecretReference) -> Secret:
        asked.append(reference)
        return Secret("made-up")

    settings = {"mart": url, "mart_password": "keyring:mosaic/mart"}
    whole = structure({**simulator.settings, **settings}, MosaicSettings)
    mart = Mart(whole, whole.mapping().refreshed, read)
    with mart._engine.connect(), mart._engine.connect():
        assert asked == [SecretReference("mosaic", "mart")] * 2
    mart.close()


class NoServer(Exception):
    """What the stand-in for pyodbc says of every connection."""


def test_a_password_reaches_sql_server_whole_whatever_signs_it_has(
    simulator: Simulator, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, str]] = []

    def connect(address: str, *, password: str, **_: object) -> None:
        given.append((address, password))
        raise NoServer("08001")

    driver = ModuleType("pyodbc")
    vars(driver).update(connect=connect, Error=NoServer, Cursor=object, version="5.3.0", paramstyle="qmark")
    monkeypatch.setitem(sys.modules, "pyodbc", driver)
    mart = "mssql+pyodbc://reader@mart.example/mosaic?driver=Driver"
    settings = {**simulator.settings, "mart": mart, "mart_password": "keyring:mosaic/mart"}
    whole = structure(settings, MosaicSettings)
    mart_there = Mart(whole, whole.mapping().refreshed, lambda _: Secret("a;b}c{"))

    failure(lambda: _ask(mart_there, select(literal(1)), call))

    assert given == [("DRIVER={Driver};Server=mart.example;Database=mosaic;UID=reader", "{a;b}}c{}")]


def test_a_password_that_is_not_there_is_our_account_refused(simulator: Simulator, call: Call) -> None:
    def gone(reference: SecretReference) -> Secret:
        raise SecretMissing(f"no value for {reference}")

    settings = {"mart": "postgresql+psycopg://reader@127.0.0.1:1/mart", "mart_password": "keyring:mosaic/mart"}
    whole = structure({**simulator.settings, **settings}, MosaicSettings)
    mart = Mart(whole, whole.mapping().refreshed, gone)
    told = failure(lambda: _ask(mart, select(literal(1)), call))
    assert (type(told), str(told)) == (CredentialsRefused, "Mosaic: the keyring has no password for us")
    mart.close()


def test_a_login_that_may_not_read_a_table_is_our_account_refused(
    new_database: Callable[[], str], tmp_path: Path, call: Call
) -> None:
    url = new_database()
    with Simulator(tmp_path / "mosaic", mart=url) as simulator:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text('DROP ROLE IF EXISTS "mosaic_reader"'))
            connection.execute(text('CREATE ROLE "mosaic_reader" LOGIN'))
            connection.execute(text('GRANT USAGE ON SCHEMA mosaic TO "mosaic_reader"'))
        reader = make_url(url).set(username="mosaic_reader").render_as_string(hide_password=False)
        mart = opened(simulator, mart=reader)
        told = failure(lambda: _ask(mart, select(literal(1)), call))
        assert (type(told), str(told)) == (CredentialsRefused, "Mosaic's data mart refused our account")
        mart.close()
        with engine.connect() as connection:
            connection.execute(text('DROP OWNED BY "mosaic_reader"'))
            connection.execute(text('DROP ROLE "mosaic_reader"'))
        engine.dispose()


class DriverError(Exception):
    """What a driver for SQL Server raises."""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("('28000', \"[28000] Login failed for user 'reader'. (18456)\")", CredentialsRefused),
        ("('42S02', \"[42S02] Invalid object name 'DM_PERSONS'. (208)\")", ContractMismatch),
        ("('42S22', \"[42S22] Invalid column name 'NHS_ID'. (207)\")", ContractMismatch),
        ("('HYT00', '[HYT00] Query timeout expired')", Unavailable),
        ("('08S01', '[08S01] Communication link failure')", Unavailable),
    ],
)
def test_what_sql_server_says_has_the_failure_that_it_means(
    simulator: Simulator, said: str, kind: type[ConnectorFailure]
) -> None:
    mart = opened(simulator)
    problem = DBAPIError.instance("SELECT canary", {"p": "canary"}, DriverError(said), DriverError)
    if kind is Unavailable:
        problem.connection_invalidated = True
    told = mart._failure(problem)
    assert (type(told), "canary" in str(told), "reader" in str(told)) == (kind, False, False)
    mart.close()


def test_sql_server_is_told_to_end_a_statement_in_whole_seconds() -> None:
    class Driver:
        timeout = 0

    class Fairy:
        driver_connection = Driver()

    class Opened:
        connection = Fairy()

    stand_in: Any = Opened()
    connection: Connection = stand_in
    with _LIMITS["mssql"](connection, Deadline(2.5)):
        assert Fairy.driver_connection.timeout == 3


def test_neither_failures_nor_logs_hold_what_was_asked(
    simulator: Simulator, connector: Mosaic, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with sqlite3.connect(make_url(str(simulator.settings["mart"])).database or "") as connection:
        connection.execute("DROP TABLE MO_PERSON_NAMES")
    told = failure(lambda: connector.search_people(ZYLA, call))
    whole = f"{told!r} {told} {told.__cause__!r} {caplog.text}"
    assert told.__suppress_context__
    assert [word for word in ("Xanthippe", "xanthippe", "zyla") if word in whole] == []


def test_logs_at_the_level_debug_hold_nobody_who_was_read(
    simulator: Simulator, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "sqlalchemy")
    connector = Mosaic(structure(simulator.settings, MosaicSettings), lambda _: Secret("made-up-client-secret"))
    connector.search_people(PersonQuery(family_name="Ashdown"), call)
    connector.list_changed_people("", 10, call)
    connector.check()
    connector.close()
    canaries = ("Ashdown", "ashdown", "Ella", "9990010374", "made-up-client-secret", "Bearer")
    assert [word for word in canaries if word in caplog.text] == []
