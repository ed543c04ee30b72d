"""Brings a database to the tables this version of the portal expects, and tells whether it is there.

It may touch Alembic and the database; its steps name tables as they were when written, never the rows of today.
A new step is a module of `versions` that names the step before it; a test compares the outcome with the rows.
"""

from pathlib import Path
from typing import Any, NoReturn

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.pool import ConnectionPoolEntry

from frontdoor_portal.storage.engine import BEGIN_OPTION, open_engine

_ONE_UPGRADE_AT_A_TIME = 0x46524F4E54  # an arbitrary number for PostgreSQL's advisory lock


class DowngradeNotSupported(RuntimeError):
    """Migrations go forward only: taking one back would drop what people wrote. Restore the backup instead."""


def refuse_downgrade() -> NoReturn:
    raise DowngradeNotSupported(
        "A migration cannot be taken back, because that would drop data. Restore the backup made before the upgrade"
    )


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest tables; does nothing where it is there already.

    Everything happens in one transaction: a step that fails leaves the database as it was. Two processes that start
    together take turns.
    """
    engine = open_engine(url, pool_size=1, statement_seconds=0)
    if engine.dialect.name == "sqlite":
        # SQLite changes a table by making it anew, and would take rows that refer to it for orphans meanwhile.
        event.listen(engine, "connect", _check_foreign_keys_later)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # The other process may need longer than the ordinary wait for a lock.
                connection.execute(text("SET LOCAL lock_timeout = '10min'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_UPGRADE_AT_A_TIME})
                connection.execute(text("SET LOCAL lock_timeout = '3s'"))
            command.upgrade(configuration(connection), "head")
            if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
                raise RuntimeError("The upgrade left rows that refer to nothing")
    finally:
        engine.dispose()


def _check_foreign_keys_later(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # has no effect once a transaction is open


def is_at_head(url: str) -> bool:
    """Whether the database at `url` has exactly the tables this version of the portal expects."""
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect().execution_options(**{BEGIN_OPTION: "DEFERRED"}) as connection:
            return has_head(connection)
    finally:
        engine.dispose()


def has_head(connection: Connection) -> bool:
    """The same, on an open connection."""
    wanted = ScriptDirectory.from_config(configuration(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(wanted)


def configuration(connection: Connection) -> Config:
    """Alembic's settings for work on an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
