"""What the stand-in remembers: the live system in one SQLite file, which outlives the process."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.schema import CreateTable

from frontdoor_mosaic.simulator.shape import COPIED, INDEXED

FIRST_IDS = {"PERSON": 9_000_001, "STEP": 500_001, "SUBGROUP": 300_001, "ADDRESS": 800_001, "ROW": 1}
"""Where ids of what is made here start, above those of the made-up families."""


class Store:
    """The live database. A call holds it from its first statement to its last: two never open one step twice."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._turn = threading.RLock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=30)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(shape_for_sqlite())
        tables = resources.files(__package__).joinpath("live_tables.sql").read_text(encoding="utf-8")
        self._connection.executescript(tables)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or with an exception nothing of it."""
        with self._turn:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else changes anything for as long as the block lasts."""
        with self._turn:
            yield

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        with self._turn:
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(statement, *values)
        return found[0] if found else None

    def change(self, statement: str, *values: object) -> None:
        with self._turn:
            self._connection.execute(statement, values)

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Insert one row. Table and columns are names in this package, never input."""
        self.insert_many(table, tuple(values), [tuple(values.values())])

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        named, marks = ", ".join(columns), ", ".join("?" * len(columns))
        with self._turn:
            self._connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)

    def next_id(self, kind: str) -> int:
        """An id that was never given out, nor will be again."""
        return self.take_ids(kind, 1)

    def take_ids(self, kind: str, many: int) -> int:
        """The first of so many ids in a row."""
        with self._turn:
            first = FIRST_IDS[kind]
            row = self.row("SELECT LAST FROM SEQUENCES WHERE NAME = ?", kind)
            start = first if row is None else int(row["LAST"]) + 1
            self.change("INSERT OR REPLACE INTO SEQUENCES VALUES (?, ?)", kind, start + many - 1)
            return start

    def close(self) -> None:
        with self._turn:
            self._connection.close()


def shape_for_sqlite() -> str:
    """A script that makes the copied tables and their indexes where they are not there yet."""
    engine = create_engine("sqlite://")
    tables = [str(CreateTable(table, if_not_exists=True).compile(engine)) for table in COPIED]
    indexes = [
        f'CREATE INDEX IF NOT EXISTS "IX_{table}_{column}" ON "{table}" ("{column}")'
        for table, columns in INDEXED.items()
        for column in columns
    ]
    engine.dispose()
    return ";\n".join([*tables, *indexes]) + ";"
