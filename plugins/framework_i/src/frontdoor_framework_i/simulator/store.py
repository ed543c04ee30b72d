"""What the stand-in remembers: one SQLite database, in memory or in a file that outlives the process."""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from frontdoor.single_view import fold

FIRST_NEW_PERSON = 9_000_001
"""Ids of people created with an episode start here, above those of the made-up families."""

_LAYOUT = 2
"""The number of these tables. A file of other ones is refused: what it holds is made up and can be made anew."""


class Store:
    """One database. A call holds it from its first statement to its last, so that two never open one episode twice."""

    def __init__(self, database: Path | None) -> None:
        self._connection = sqlite3.connect(
            ":memory:" if database is None else database, check_same_thread=False, isolation_level=None, timeout=10
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")
        # What was committed outlives the process, which is all that a stand-in is asked; not the machine.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._turn = threading.RLock()
        self._lay_out()

    def _lay_out(self) -> None:
        [[layout]] = self._connection.execute("PRAGMA user_version").fetchall()
        if layout not in {0, _LAYOUT} or (not layout and self.rows("SELECT 1 FROM sqlite_master LIMIT 1")):
            self._connection.close()
            raise ValueError("The file is of another version of the simulator: remove it, and it is made anew")
        self._connection.executescript(resources.files(__package__).joinpath("tables.sql").read_text(encoding="utf-8"))
        with self.transaction():
            self._connection.execute(f"PRAGMA user_version = {_LAYOUT}")
            if not self.rows("SELECT 1 FROM FEED"):
                self.insert("FEED", {"FEED_ID": secrets.token_hex(4), "LAST_CHANGE_NO": 0})

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
    def attempt(self) -> Iterator[None]:
        """Within a transaction: with an exception nothing of what is inside is kept, and the rest is."""
        self._connection.execute("SAVEPOINT ATTEMPT")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO ATTEMPT")
            raise
        finally:
            self._connection.execute("RELEASE ATTEMPT")

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        with self._turn:
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(statement, *values)
        return found[0] if found else None

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Insert one row and answer with its number. Table and columns are names in this package, never input."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        with self._turn:
            cursor = self._connection.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",
                tuple(values.values()),
            )
            return cursor.lastrowid or 0

    def insert_many(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert whole rows, every column in the table's own order."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def next_change(self, how_many: int = 1) -> int:
        """The first of so many numbers in the order of the feed, which are then taken."""
        statement = "UPDATE FEED SET LAST_CHANGE_NO = LAST_CHANGE_NO + ? RETURNING LAST_CHANGE_NO"
        [[last]] = self.rows(statement, how_many)
        return int(last) - how_many + 1

    def insert_person(
        self,
        columns: Mapping[str, object],
        *,
        names: Iterable[tuple[str, str]],
        references: Mapping[str, Iterable[str]],
        lines: Iterable[str],
        postcode: str,
        note: str,
    ) -> None:
        """One person with names (the first is the one in use), numbers by type and an address."""
        person_id = columns["PERSON_ID"]
        self.insert("PEOPLE", {**columns, "CHANGE_NO": self.next_change()})
        self.insert_many(
            "PERSON_NAMES",
            [(person_id, position, *name, *map(fold, name)) for position, name in enumerate(names)],
        )
        for kind, numbers in references.items():
            rows = [(person_id, kind, position, number) for position, number in enumerate(numbers)]
            self.insert_many("PERSON_REFERENCES", rows)
        address = self.insert("ADDRESSES", {"LINES": "\n".join(lines), "POSTCODE": postcode, "NOTE": note})
        self.insert("ADDRESSES_PEOPLE", {"PERSON_ID": person_id, "POSITION": 0, "ADDRESS_ID": address})

    def next_person_id(self) -> str:
        """The id for a person about to be created."""
        [[highest]] = self.rows(
            "SELECT MAX(CAST(PERSON_ID AS INTEGER)) FROM"
            " (SELECT PERSON_ID FROM PEOPLE UNION ALL SELECT PERSON_ID FROM PEOPLE_GONE)"
        )
        return str(max(FIRST_NEW_PERSON, (highest or 0) + 1))
