"""The one way to the database: read-only, with a deadline, with the password of this moment, failing in our words."""

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, CredentialsRefused, Unavailable
from frontdoor.secrets.references import SecretMissing, SecretReader
from frontdoor_ssd.dataset import Dataset, look_at
from frontdoor_ssd.settings import SsdSettings

CONNECTIONS: Final = 8
"""As many as the portal asks at once of one source."""

LOGGING_NAME: Final = "frontdoor_ssd"

_ACCOUNT_REFUSED: Final = frozenset({"28000", "28P01", "42501"})
"""SQLSTATEs: invalid authorisation, invalid password, no right to the table (ISO/IEC 9075, PostgreSQL's appendix A)."""


class Database:
    """Connections to one database. Opens nothing until it is first asked; may be used from several threads."""

    def __init__(self, settings: SsdSettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._engine = _engine(settings)
        self._looking = threading.Lock()
        self._dataset: Dataset | None = None
        if settings.password is not None:
            reference = settings.password

            @event.listens_for(self._engine, "do_connect")
            def with_password(_dialect: Any, _record: Any, _args: Any, arguments: dict[str, Any]) -> None:
                # Read for every connection, so that a rotated password counts without a restart.
                password = read_secret(reference).reveal()
                is_odbc = self._engine.dialect.driver == "pyodbc"
                arguments["password"] = _odbc_value(password) if is_odbc else password

    @contextmanager
    def reading(self, seconds: float) -> Iterator[tuple[Connection, Dataset]]:
        """A connection that ends its questions after `seconds`, and what this database has of the dataset.

        Whatever the database does in the block is raised as a `ConnectorFailure` without its words: a driver quotes
        the statement and its values.
        """
        until = time.monotonic() + min(seconds, self._settings.total_seconds)
        try:
            with self._engine.connect() as connection, _deadline(connection, until):
                yield connection, self._look_at(connection)
        except ConnectorFailure:
            raise
        except SecretMissing:
            raise CredentialsRefused(f"{self._settings.source_name}: the keyring has no password for us") from None
        except SQLAlchemyError as problem:
            self._dataset = None  # tables may have changed: look again
            raise _failure(self._settings.source_name, problem) from None

    def close(self) -> None:
        self._engine.dispose()

    def _look_at(self, connection: Connection) -> Dataset:
        with self._looking:
            if self._dataset is None:
                column = self._settings.restricted_column
                self._dataset = look_at(connection, self._settings.schema, (column.lower(),) if column else ())
            return self._dataset


def _engine(settings: SsdSettings) -> Engine:
    address = make_url(settings.database)
    arguments: dict[str, Any] = {}
    if address.get_backend_name() == "sqlite":
        address = _read_only_file(address)
    elif address.get_backend_name() == "postgresql":
        arguments = {
            "connect_timeout": math.ceil(settings.connect_seconds),
            "options": "-c default_transaction_read_only=on",
        }
    # Parameters and rows are names and birthdays of children: they stay out of every message. At the level DEBUG
    # SQLAlchemy would log each row that it reads.
    logging.getLogger(f"sqlalchemy.engine.Engine.{LOGGING_NAME}").setLevel(logging.WARNING)
    return create_engine(
        address,
        connect_args=arguments,
        hide_parameters=True,
        logging_name=LOGGING_NAME,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=settings.connect_seconds,
        pool_pre_ping=True,
    )


def _odbc_value(text: str) -> str:
    """As ODBC takes any text: pyodbc itself would let a password end at its first semicolon."""
    return "{" + text.replace("}", "}}") + "}"


def _read_only_file(address: URL) -> URL:
    # Without this SQLite would make an empty file where there is none, and an empty file knows nobody.
    return address.set(database=f"file:{quote(address.database or '')}", query={"mode": "ro", "uri": "true"})


@contextmanager
def _deadline(connection: Connection, until: float) -> Iterator[None]:
    """Let the database itself end a question that takes too long, so that no thread is left behind with it."""
    begin = _DEADLINES.get(connection.dialect.name)
    if begin is None:
        yield
        return
    end = begin(connection, until)
    try:
        yield
    finally:
        end()


def _postgresql(connection: Connection, until: float) -> Callable[[], None]:
    milliseconds = max(1, round((until - time.monotonic()) * 1000))
    connection.execute(text(f"SET LOCAL statement_timeout = {milliseconds}"))
    return lambda: None  # it ends with the transaction


def _sqlite(connection: Connection, until: float) -> Callable[[], None]:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {max(1, round((until - time.monotonic()) * 1000))}")
    driver.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    return lambda: driver.set_progress_handler(None, 0)


def _sql_server(connection: Connection, until: float) -> Callable[[], None]:
    driver: Any = connection.connection.driver_connection
    driver.timeout = max(1, math.ceil(until - time.monotonic()))
    return lambda: None  # set anew for each question


_DEADLINES: Final[dict[str, Callable[[Connection, float], Callable[[], None]]]] = {
    "postgresql": _postgresql,
    "sqlite": _sqlite,
    "mssql": _sql_server,
}


def _failure(source: str, problem: SQLAlchemyError) -> ConnectorFailure:
    if isinstance(problem, PoolTimeout):
        return Unavailable(f"{source}: all connections are in use")
    if not isinstance(problem, DBAPIError):
        return ContractMismatch(f"{source} cannot be read: {type(problem).__name__}")
    said, state = str(problem.orig), getattr(problem.orig, "sqlstate", None)
    arguments = problem.orig.args if problem.orig else ()
    # psycopg has the state as an attribute, but for a refused connection; pyodbc has it as the first argument.
    if _ACCOUNT_REFUSED & {state, *arguments[:1]} or "password authentication failed" in said:
        return CredentialsRefused(f"{source} refused our account")
    if isinstance(problem, ProgrammingError) or said.startswith(("no such", "file is not a database")):
        return ContractMismatch(f"{source} has not the tables that it had")
    if isinstance(problem, (OperationalError, InterfaceError)):
        return Unavailable(f"{source} did not answer: {type(problem.orig).__name__}")
    return ContractMismatch(f"{source} cannot be read: {type(problem.orig).__name__}")
