"""Opening the database: SQLite in one file, or PostgreSQL."""

import json
import logging
import sqlite3
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 5
"""How long a SQLite transaction waits for the one before it."""

PATIENT_SECONDS = 600
"""The same for a transaction without a limit of its own, as a migration has none."""

BEGIN_OPTION = "sqlite_begin"
"""Execution option: how SQLite opens a transaction, `IMMEDIATE` unless a reader asks for `DEFERRED`."""

READ_ONLY: Mapping[str, Any] = {BEGIN_OPTION: "DEFERRED", "postgresql_readonly": True}
"""Execution options of a transaction that changes nothing: on SQLite it neither waits for a writer nor holds one up."""

_LOGGING_NAME = "frontdoor_portal"
_PLAIN_JSON = partial(json.dumps, allow_nan=False)


def open_engine(url: str, *, pool_size: int = 10, statement_seconds: float = 5) -> Engine:
    """Open the database at `sqlite:///path` or `postgresql://...`. Nothing is connected until it is first used.

    Values never stand in logs or errors. On PostgreSQL a statement is stopped after `statement_seconds`, a wait for
    a lock after 3 seconds, and a transaction left idle after 15 (the design's budget table). Raises `ValueError`
    where the address is of another kind.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        # The address may hold a password, so it is not repeated.
        raise ValueError("The database address is not a URL like sqlite:///portal.db") from None
    kind = address.get_backend_name()
    logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGING_NAME}").addFilter(_says_no_row)
    if kind == "sqlite":
        # Whoever may take as long as it needs may also wait as long for its turn, as one upgrade does for another.
        return _open_sqlite(address, pool_size, BUSY_SECONDS if statement_seconds else PATIENT_SECONDS)
    if kind in {"postgresql", "postgres"}:
        return _open_postgresql(address, pool_size, statement_seconds)
    raise ValueError(f"The portal keeps its data in sqlite or postgresql, not {kind}")


def _says_no_row(record: logging.LogRecord) -> bool:
    # At the level DEBUG SQLAlchemy logs every row that it reads, which would be children; above it, statements alone.
    return record.levelno > logging.DEBUG


def _open_sqlite(address: URL, pool_size: int, busy_seconds: float) -> Engine:
    if address.database in {None, "", ":memory:"}:
        raise ValueError("SQLite needs a file: a database in memory is not shared between threads")
    engine = create_engine(
        address,
        hide_parameters=True,
        logging_name=_LOGGING_NAME,
        json_serializer=_PLAIN_JSON,
        connect_args={"timeout": busy_seconds},
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions would begin late and end at each DDL statement: `_begin_sqlite` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    _switch_to_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")  # a receipt outlives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -16000")  # 16 MB a connection: the lines of a busy year
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:
    # Two processes that open a new file together stand in each other's way here, where SQLite does not wait by itself.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later is refused by SQLite (busy, without waiting) when another one
    # wrote in between. Nearly every use case writes, if only its audit entry: so each takes its turn at the start.
    how = connection.get_execution_options().get(BEGIN_OPTION, "IMMEDIATE")
    only_reads = how == "DEFERRED"
    if connection.info.get("only_reads") is not only_reads:
        connection.exec_driver_sql(f"PRAGMA query_only = {only_reads}")
        connection.info["only_reads"] = only_reads
    connection.exec_driver_sql(f"BEGIN {how}")


def _open_postgresql(address: URL, pool_size: int, statement_seconds: float) -> Engine:
    limits = {
        "statement_timeout": f"{statement_seconds * 1000:.0f}",
        "lock_timeout": "3000",
        "idle_in_transaction_session_timeout": "15000",
        "timezone": "UTC",
    }
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        logging_name=_LOGGING_NAME,
        json_serializer=_PLAIN_JSON,
        connect_args={
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            "connect_timeout": 3,
            "application_name": "family-front-door",
        },
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=True,
    )
    event.listen(engine, "handle_error", _say_no_values)
    return engine


def _say_no_values(context: ExceptionContext) -> None:
    # PostgreSQL repeats the row in an error's DETAIL line, which `hide_parameters` does not know of.
    original = context.original_exception
    if isinstance(original, psycopg.Error) and original.diag.message_primary:
        original.args = (original.diag.message_primary,)
        if context.sqlalchemy_exception is not None:
            kind = type(original)
            context.sqlalchemy_exception.args = (
                f"({kind.__module__}.{kind.__qualname__}) {original.diag.message_primary}",
            )
