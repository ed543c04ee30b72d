"""The way into the mart: connections that cannot write, a deadline on every statement, and errors without a secret.

An error of a database repeats the statement, its values and sometimes the login. None of that leaves this module.
"""

import logging
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.pool import QueuePool

from frontdoor.connectors.asking import Call
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, CredentialsRefused, Unavailable
from frontdoor.secrets.references import SecretMissing, SecretReader
from frontdoor.transport.http import Deadline
from frontdoor_mosaic.mart.folding import SQLITE_FUNCTION, folded_on_sqlite
from frontdoor_mosaic.mart.rows import AnyRow
from frontdoor_mosaic.mart.statements import itself
from frontdoor_mosaic.mart.statements.conditions import Statement
from frontdoor_mosaic.settings import MosaicSettings
from frontdoor_mosaic.site import Refreshed

LOGGING_NAME = "frontdoor_mosaic"

INSTRUCTIONS_BETWEEN_LOOKS = 10_000
"""How often SQLite looks at the clock while it works: a few hundred times a second."""

REFUSED_STATES = {"28000", "28P01", "42501"}
"""SQLSTATEs of an account that may not come in, or not read this."""

REFUSED = ("password authentication failed", "permission denied", "login failed", "(18456)")
"""What databases say to the same end where they give no SQLSTATE [K]."""

NOT_THERE = ("no such table", "no such column", "does not exist", "invalid object name", "invalid column name", "42s02")
"""What databases say where a table or column is missing [K]."""


class Mart:
    """One council's data mart. May be used from several threads at once."""

    def __init__(self, settings: MosaicSettings, where: Refreshed, read_secret: SecretReader) -> None:
        self._settings, self._where, self._read_secret = settings, where, read_secret
        self._zone = ZoneInfo(where.time_zone)
        self._engine = self._open(make_url(settings.mart))

    @contextmanager
    def reading(self, call: Call) -> Iterator["Reading"]:
        """One consistent look at the mart, within the call's deadline. Raises any `ConnectorFailure` of reading."""
        deadline = Deadline(min(call.deadline, self._settings.statement_seconds))
        try:
            with self._engine.connect() as connection, _limited(connection, deadline):
                yield Reading(connection, deadline, self._as_at(connection))
        except ConnectorFailure:
            raise
        except TimeoutError:
            raise Unavailable(f"{self._settings.source_name}'s data mart did not answer in time") from None
        except SecretMissing:
            raise CredentialsRefused(f"{self._settings.source_name}: the keyring has no password for us") from None
        except SQLAlchemyError as problem:
            raise self._failure(problem) from None

    def close(self) -> None:
        self._engine.dispose()

    def _as_at(self, connection: Connection) -> datetime:
        said = connection.execute(itself.refreshed(self._where)).scalar_one_or_none()
        if not isinstance(said, datetime):
            raise ContractMismatch(f"{self._settings.source_name}'s data mart does not say when it was refreshed")
        # In the hour that an autumn night has twice, the earlier reading is the careful one.
        return (said if said.tzinfo else said.replace(tzinfo=self._zone)).astimezone(UTC)

    def _open(self, url: URL) -> Engine:
        options: dict[str, Any] = {"pool_size": self._settings.connections, "max_overflow": 0}
        options |= {"pool_timeout": self._settings.connect_seconds, "pool_pre_ping": True}
        options |= {"hide_parameters": True, "logging_name": LOGGING_NAME}
        # At the level DEBUG SQLAlchemy logs every row that it reads, which would be people.
        logging.getLogger(f"sqlalchemy.engine.Engine.{LOGGING_NAME}").setLevel(logging.WARNING)
        if url.get_backend_name() == "sqlite":
            options |= {"poolclass": QueuePool, "creator": lambda: _open_sqlite(url.database or "")}
            engine = create_engine("sqlite://", **options)
        else:
            arguments = _connecting(url, math.ceil(self._settings.connect_seconds))
            engine = create_engine(url, connect_args=arguments, **options)
            event.listen(engine, "do_connect", self._give_password)
        if self._settings.mart_schema:
            return engine.execution_options(schema_translate_map={None: self._settings.mart_schema})
        return engine

    def _give_password(self, dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> None:
        # Read again for each connection, so that a rotated password counts at once.
        if self._settings.mart_password is not None:
            password = self._read_secret(self._settings.mart_password).reveal()
            named["password"] = _odbc_value(password) if dialect.driver == "pyodbc" else password

    def _failure(self, problem: SQLAlchemyError) -> ConnectorFailure:
        source = f"{self._settings.source_name}'s data mart"
        if isinstance(problem, PoolExhausted):
            return Unavailable(f"{source} is asked too much at once")
        if not isinstance(problem, DBAPIError):
            return ContractMismatch(f"{source} gave what does not fit ({type(problem).__name__})")
        said, state = str(problem.orig).lower(), getattr(problem.orig, "sqlstate", None)
        if state in REFUSED_STATES or any(mark in said for mark in REFUSED):
            return CredentialsRefused(f"{source} refused our account")
        if any(mark in said for mark in NOT_THERE):
            return ContractMismatch(f"{source} lacks a table or column that the site says it has")
        if problem.connection_invalidated or isinstance(problem, OperationalError | InterfaceError):
            return Unavailable(f"{source} cannot be reached or is too slow ({type(problem.orig).__name__})")
        return ContractMismatch(f"{source} did not understand the question ({type(problem.orig).__name__})")


class Reading:
    """The mart as it was at one moment, `as_at`, by its own word."""

    def __init__(self, connection: Connection, deadline: Deadline, as_at: datetime) -> None:
        self._connection, self._deadline = connection, deadline
        self.as_at = as_at

    def rows(self, statement: Statement) -> Sequence[AnyRow]:
        self._deadline.remaining()
        return self._connection.execute(statement).all()

    def first(self, statement: Statement) -> AnyRow | None:
        rows = self.rows(statement)
        return rows[0] if rows else None

    def value(self, statement: Statement) -> Any:
        row = self.first(statement)
        return None if row is None else row[0]


def _open_sqlite(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(file)}?mode=ro", uri=True, check_same_thread=False)
    connection.create_function(SQLITE_FUNCTION, 1, folded_on_sqlite, deterministic=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connecting(url: URL, seconds: int) -> dict[str, Any]:
    """What the driver is told on connecting, by its name."""
    return {
        "psycopg": {"connect_timeout": max(2, seconds), "tcp_user_timeout": 1000 * max(2, seconds)},
        "pyodbc": {"timeout": max(1, seconds), "readonly": True},
    }.get(url.get_driver_name(), {})


def _odbc_value(text: str) -> str:
    """As ODBC takes any text: pyodbc itself would let a password end at its first semicolon."""
    return "{" + text.replace("}", "}}") + "}"


@contextmanager
def _limited(connection: Connection, deadline: Deadline) -> Iterator[None]:
    """A transaction that can only read and that ends when the deadline does, as each kind of database allows."""
    with _LIMITS[connection.dialect.name](connection, deadline), connection.begin() as transaction:
        if connection.dialect.name == "postgresql":
            milliseconds = max(1, int(deadline.remaining() * 1000))
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            connection.execute(text(f"SET LOCAL statement_timeout = {milliseconds}"))
        yield
        transaction.rollback()


@contextmanager
def _on_sqlite(connection: Connection, deadline: Deadline) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection

    def is_over() -> int:
        try:
            deadline.remaining()
        except TimeoutError:
            return 1
        return 0

    driver.execute(f"PRAGMA busy_timeout = {max(1, int(deadline.remaining() * 1000))}")
    driver.set_progress_handler(is_over, INSTRUCTIONS_BETWEEN_LOOKS)
    try:
        # Without a BEGIN of its own each SELECT of SQLite's driver would see another moment.
        driver.execute("BEGIN")
        yield
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _on_postgresql(_connection: Connection, _deadline: Deadline) -> Iterator[None]:
    yield


@contextmanager
def _on_sql_server(connection: Connection, deadline: Deadline) -> Iterator[None]:
    # pyodbc ends a statement after so many whole seconds; other drivers have no such word and are not hindered.
    driver: Any = connection.connection.driver_connection
    if hasattr(driver, "timeout"):
        driver.timeout = math.ceil(deadline.remaining())
    yield


_LIMITS: Mapping[str, Callable[[Connection, Deadline], Any]] = {
    "sqlite": _on_sqlite,
    "postgresql": _on_postgresql,
    "mssql": _on_sql_server,
}
