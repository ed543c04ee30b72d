"""Hearing at once of what was committed elsewhere, so that an idle worker need not ask the database all the time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

Heard = Callable[[float], bool]
"""Waits so many seconds at most; whether a message may have been queued meanwhile."""

_CHANNEL = "frontdoor_outbox"
_TELL = select(func.pg_notify(_CHANNEL, ""))
_BETWEEN_LOOKS_SECONDS = 0.01


def tell_of_a_message(connection: Connection) -> None:
    """Let listeners know, once this transaction is committed. SQLite counts commits by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(_TELL)


@contextmanager
def listening(engine: Engine, is_due: Select[bool]) -> Iterator[Heard]:
    """Listen for as long as the block lasts, on a connection of its own that is closed with it.

    `is_due` answers whether a message waits now: on SQLite each commit is heard of, whatever it changed. Raises the
    driver's errors.
    """
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    connection.detach()
    try:
        yield _notified(driver) if engine.dialect.name == "postgresql" else _counted(driver, _in_words(is_due, engine))
    finally:
        connection.close()


def _notified(driver: Any) -> Heard:
    driver.autocommit = True
    driver.execute(f"LISTEN {_CHANNEL}")

    def heard(seconds: float) -> bool:
        return any(True for _ in driver.notifies(timeout=seconds, stop_after=1))

    return heard


def _counted(driver: Any, is_due: str) -> Heard:
    def ask(question: str) -> int:
        return int(driver.execute(question).fetchone()[0])

    # SQLite keeps this number for each connection: it changes when another one commits, and costs no transaction.
    commits = "PRAGMA data_version"
    last = ask(commits)

    def heard(seconds: float) -> bool:
        nonlocal last
        until = time.monotonic() + seconds
        while True:
            before, last = last, ask(commits)
            if last != before and ask(is_due):
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(_BETWEEN_LOOKS_SECONDS)

    return heard


def _in_words(statement: Select[bool], engine: Engine) -> str:
    return str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
