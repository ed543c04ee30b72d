"""The stand-in's data mart: a copy of the live system as it was at the last refresh, in SQLite or PostgreSQL.

It lags behind on purpose, as a mart that is filled overnight does. A refresh replaces everything in one transaction, so
that whoever reads meanwhile sees the mart as it was.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Column, Connection, Date, DateTime, create_engine, delete, insert, text
from sqlalchemy.schema import CreateSchema

from frontdoor_mosaic.simulator.misbehaving import STALE_BY
from frontdoor_mosaic.simulator.shape import COPIED, INDEXED, REFRESHES, SHAPES
from frontdoor_mosaic.simulator.store import Store, shape_for_sqlite

SCHEMA = "mosaic"
"""The schema on PostgreSQL. SQLite has none."""


class Copy(Protocol):
    """One kind of database that a mart lies in."""

    url: str
    schema: str

    def refresh(self, live: Path, at: datetime) -> None:
        """Replace everything with what the live file holds, as refreshed at that time (UTC, without a zone)."""

    def stamp(self, at: datetime) -> None:
        """Say that the mart was refreshed at that time."""

    def close(self) -> None: ...


class DataMart:
    """The mart that connectors read. `url` and `schema` are what their settings say."""

    def __init__(self, store: Store, copy: Copy) -> None:
        self._store, self._copy = store, copy
        self._last = datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
        self._stale = False
        self.url, self.schema = copy.url, copy.schema

    def refresh(self) -> None:
        """Copy the live system as it is now. No two refreshes have the same time."""
        with self._store.held():
            now = datetime.now(UTC).replace(tzinfo=None)
            self._last = max(now, self._last + timedelta(microseconds=1))
            self._copy.refresh(self._store.file, self._said)

    def be_stale(self, stale: bool) -> None:
        """Say that the last refresh was two days before it was, or no longer say so."""
        if stale != self._stale:
            self._stale = stale
            self._copy.stamp(self._said)

    def close(self) -> None:
        self._copy.close()

    @property
    def _said(self) -> datetime:
        return self._last - STALE_BY if self._stale else self._last


class SqliteCopy:
    """A mart in a file, filled by SQLite itself."""

    schema = ""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.url = f"sqlite:///{file}"
        with closing(self._open()) as connection:
            connection.executescript(shape_for_sqlite())
            connection.execute(f"CREATE TABLE IF NOT EXISTS {REFRESHES.name} (COMPLETED_ON TEXT NOT NULL)")

    def refresh(self, live: Path, at: datetime) -> None:
        with closing(self._open()) as connection:
            # Nothing reaches the file before the end, so that readers wait for the end alone.
            connection.execute("PRAGMA main.cache_spill = OFF")
            connection.execute("ATTACH ? AS LIVE", (str(live),))
            connection.execute("BEGIN IMMEDIATE")
            for table in COPIED:
                connection.execute(f"DELETE FROM main.{table.name}")
                connection.execute(f"INSERT INTO main.{table.name} SELECT * FROM LIVE.{table.name}")
            self._write(connection, at)
            connection.execute("COMMIT")

    def stamp(self, at: datetime) -> None:
        with closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._write(connection, at)
            connection.execute("COMMIT")

    def close(self) -> None:
        """Nothing is kept open between two refreshes."""

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, isolation_level=None, timeout=30)

    @staticmethod
    def _write(connection: sqlite3.Connection, at: datetime) -> None:
        connection.execute(f"DELETE FROM {REFRESHES.name}")
        connection.execute(f"INSERT INTO {REFRESHES.name} VALUES (?)", (at.isoformat(" ", "microseconds"),))


class PostgresCopy:
    """A mart in a schema of a PostgreSQL database, filled by COPY."""

    schema = SCHEMA

    def __init__(self, url: str) -> None:
        self.url = url
        engine = create_engine(url)
        self._engine = engine.execution_options(schema_translate_map={None: SCHEMA})
        with engine.begin() as connection:
            connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
        with self._engine.begin() as connection:
            for shape in SHAPES:
                shape.create_all(connection)
            for table, columns in INDEXED.items():
                for column in columns:
                    made = f'CREATE INDEX IF NOT EXISTS "IX_{table}_{column}" ON "{SCHEMA}"."{table}" ("{column}")'
                    connection.execute(text(made))

    def refresh(self, live: Path, at: datetime) -> None:
        with closing(sqlite3.connect(f"file:{live}?mode=ro", uri=True)) as source, self._engine.begin() as connection:
            for table in COPIED:
                # DELETE and not TRUNCATE, which whoever reads meanwhile would see as an empty table.
                connection.execute(delete(table))
                self._fill(connection, source, table.name, list(table.columns))
            self._write(connection, at)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))

    def stamp(self, at: datetime) -> None:
        with self._engine.begin() as connection:
            self._write(connection, at)

    def close(self) -> None:
        self._engine.dispose()

    @staticmethod
    def _fill(connection: Connection, source: sqlite3.Connection, table: str, columns: list[Column[Any]]) -> None:
        named = ", ".join(f'"{column.name}"' for column in columns)
        driver: Any = connection.connection.driver_connection
        with driver.cursor().copy(f'COPY "{SCHEMA}"."{table}" ({named}) FROM STDIN') as copy:
            for row in source.execute(f"SELECT {named} FROM {table}"):
                copy.write_row([_read(value, column) for value, column in zip(row, columns, strict=True)])

    @staticmethod
    def _write(connection: Connection, at: datetime) -> None:
        connection.execute(delete(REFRESHES))
        connection.execute(insert(REFRESHES).values(COMPLETED_ON=at))


def _read(value: Any, column: Column[Any]) -> Any:
    """A value of SQLite, which keeps days and moments as text."""
    if isinstance(value, str) and isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
