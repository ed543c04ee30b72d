"""The way to the database: settings that are refused, read-only, deadlines, accounts, and what failures say."""

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Engine, make_url, text
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, CredentialsRefused, Unavailable
from frontdoor.conversion import DataFaults, structure
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor_ssd import rows, searching
from frontdoor_ssd.connector import SafeguardingData
from frontdoor_ssd.database import Database
from frontdoor_ssd.settings import SsdSettings
from frontdoor_ssd.simulator import SafeguardingDataset

from .conftest import CALL, no_secret

EVERY_PART = PersonQuery(
    given_name="Ella",
    family_name="Ashdown",
    date_of_birth=date(2014, 5, 17),
    postcode=Postcode("WR80 1AB"),
    upn=Upn("P885990118107"),
    nhs_number=NhsNumber("9990010374"),
)
LOCK = {"sqlite": "BEGIN EXCLUSIVE", "postgresql": "LOCK TABLE ssd_person IN ACCESS EXCLUSIVE MODE"}
SQL_SERVER = registry.load("mssql")()
SOUND = {"database": "sqlite:///ssd.sqlite", "live": True}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"database": "not an address"}, "database is not an address like postgresql+psycopg://host/name @ $.database"),
        (
            {"database": "postgresql://u:canary@db.council.example/ssd"},
            "database must not carry a password: use the setting of that name @ $.database",
        ),
        ({"database": "sqlite://"}, "database names no file @ $.database"),
        ({"live": False}, "say how old the dataset is with one of refreshed, copied_at and live @ $"),
        ({"refreshed": "a.b"}, "say how old the dataset is with one of refreshed, copied_at and live @ $"),
        (
            {"live": False, "copied_at": "2026-11-23T02:00:00"},
            "copied_at needs a time zone, like 2026-11-23T02:00:00Z @ $.copied_at",
        ),
        ({"time_zone": "Europe/Worcester"}, "time_zone is not a time zone like Europe/London @ $.time_zone"),
        ({"password": "canary"}, "written as keyring:SERVICE/NAME, never as the value itself"),
    ],
)
def test_a_wrong_setting_is_told_without_its_value(wrong: dict[str, Any], fault: str) -> None:
    with pytest.raises(DataFaults) as told:
        structure({**SOUND, **wrong}, SsdSettings)

    assert fault in str(told.value)
    assert "canary" not in str(told.value)


@pytest.mark.parametrize("name", ["ssd; DROP TABLE ssd_person", "a b.c", "x'.y", "table"])
def test_names_of_tables_are_names(name: str) -> None:
    with pytest.raises(DataFaults):
        structure({"database": "sqlite:///x", "refreshed": name}, SsdSettings)


@pytest.mark.usefixtures("engine")
def test_nothing_can_be_written(database: str) -> None:
    ours = Database(structure({"database": database, "live": True}, SsdSettings), no_secret)

    with ours._engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(text("DELETE FROM ssd_person"))
    ours.close()


def test_a_file_that_is_not_there_is_not_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("nothing")
    ssd = SafeguardingData(
        structure({"database": f"sqlite:///{folder}/no.sqlite", "live": True}, SsdSettings), no_secret
    )

    with pytest.raises(Unavailable):
        ssd.check()
    assert list(folder.iterdir()) == []


def test_a_file_may_have_any_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("50% ok? #1")
    with SafeguardingDataset.start(folder):
        address = f"sqlite:///{folder / 'ssd.sqlite'}"
        SafeguardingData(SsdSettings(address, live=True), no_secret).check()


def test_a_file_that_is_no_database_is_not_believed(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("page") / "ssd.sqlite"
    file.write_text("<html>Please sign in</html>" * 100)
    ssd = SafeguardingData(structure({"database": f"sqlite:///{file}", "live": True}, SsdSettings), no_secret)

    with pytest.raises(ContractMismatch):
        ssd.check()


def test_a_database_that_refuses_connections_is_unavailable() -> None:
    settings = structure({"database": "postgresql+psycopg://u@127.0.0.1:1/ssd", "live": True}, SsdSettings)

    with pytest.raises(Unavailable):
        SafeguardingData(settings, no_secret).check()


@pytest.fixture
def locked(engine: Engine) -> Iterator[None]:
    """The council's own job holds the table of people for itself."""
    with engine.connect() as connection:
        lock = (
            "BEGIN EXCLUSIVE" if engine.dialect.name == "sqlite" else "LOCK TABLE ssd_person IN ACCESS EXCLUSIVE MODE"
        )
        connection.exec_driver_sql(lock)
        yield
        connection.rollback()


@pytest.mark.usefixtures("locked")
def test_a_question_ends_at_its_deadline(connect: Callable[..., SafeguardingData]) -> None:
    with pytest.raises(Unavailable):
        connect().get_person("7000101", evolve(CALL, deadline=0.3))


def test_a_failure_says_nothing_of_whom_was_looked_for(
    ssd: SafeguardingData, change: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    ssd.check()
    change("DROP TABLE ssd_person")

    with pytest.raises(ConnectorFailure) as failure:
        ssd.search_people(PersonQuery(given_name="Canary", family_name="Canary"), CALL)

    assert "anary" not in f"{failure.value!r}{failure.value}{caplog.text}"
    assert (failure.value.__cause__, failure.value.__suppress_context__) == (None, True)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_account_that_may_not_read_is_refused(database: str, change: Callable[..., None]) -> None:
    role = f"{make_url(database).database}_stranger"
    change(f"CREATE ROLE {role} LOGIN")
    address = make_url(database).set(username=role).render_as_string(hide_password=False)

    with pytest.raises(CredentialsRefused):
        SafeguardingData(structure({"database": address, "live": True}, SsdSettings), no_secret).check()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("engine")
def test_the_password_is_read_for_every_connection(database: str) -> None:
    asked: list[SecretReference] = []

    def read(reference: SecretReference) -> Secret:
        asked.append(reference)
        return Secret(f"the password at {len(asked)}")

    settings = structure({"database": database, "live": True, "password": "keyring:ssd/password"}, SsdSettings)
    ssd = SafeguardingData(settings, read)
    assert asked == []
    ssd.check()
    ssd.close()
    ssd.check()
    ssd.close()

    assert asked == [SecretReference("ssd", "password")] * 2


class NoServer(Exception):
    """What the stand-in for pyodbc says of every connection."""


def test_a_password_reaches_sql_server_whole_whatever_signs_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def connect(_address: str, *, password: str) -> None:
        given.append(password)
        raise NoServer("08001")

    driver = ModuleType("pyodbc")
    vars(driver).update(connect=connect, Error=NoServer, Cursor=object, version="5.3.0", paramstyle="qmark")
    monkeypatch.setitem(sys.modules, "pyodbc", driver)
    address = "mssql+pyodbc://reader@db.council.example/ssd?driver=Driver"
    settings = structure({"database": address, "live": True, "password": "keyring:ssd/password"}, SsdSettings)

    with pytest.raises(ConnectorFailure):
        SafeguardingData(settings, lambda _: Secret("a;b}c{")).check()

    assert given == ["{a;b}}c{}"]


@pytest.mark.usefixtures("engine")
def test_a_password_that_is_not_there_is_told_by_its_name(database: str) -> None:
    def missing(reference: SecretReference) -> Secret:
        raise SecretMissing(str(reference))

    settings = structure({"database": database, "live": True, "password": "keyring:ssd/password"}, SsdSettings)
    with pytest.raises(CredentialsRefused, match="the keyring has no password for us"):
        SafeguardingData(settings, missing).check()


def test_many_threads_may_ask_at_once(ssd: SafeguardingData) -> None:
    answers: list[str] = []

    def ask() -> None:
        answers.append(str(ssd.get_person("7000101", CALL).value.name))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert answers == ["Ella Ashdown"] * 16


def test_every_statement_can_be_said_to_sql_server(connect: Callable[..., SafeguardingData]) -> None:
    ssd = connect()
    ssd.check()
    dataset = ssd._database._dataset
    assert dataset is not None
    statements = [
        rows.people(dataset, *searching.candidates(EVERY_PART, dataset)).limit(500),
        rows.how_many(dataset),
        rows.relatives(dataset, "7000101"),
        rows.involvements(dataset, "7000101"),
    ]

    said = [str(statement.compile(dialect=SQL_SERVER)) for statement in statements]

    assert [each.split(" ", 2)[0] for each in said] == ["SELECT"] * 4
    assert said[0].startswith("SELECT TOP ")
    assert not [each for each in said if " LIMIT " in each]


def test_as_of_a_time_in_summer_is_in_utc(connect: Callable[..., SafeguardingData]) -> None:
    ssd = connect(refreshed="", copied_at="2026-06-30T23:30:00Z")

    assert ssd.get_person("7000101", CALL).as_at == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
