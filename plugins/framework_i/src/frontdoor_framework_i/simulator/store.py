"""What the stand-in remembers: people and episodes in SQLite, in memory or in a file that outlives the process."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from frontdoor.single_view import fold
from frontdoor.testing.families import MadeUpFamily, MadeUpPerson, MadeUpWorker

FIRST_NEW_PERSON = 9_000_001
"""Ids of people created with an episode start here, above those of the made-up families."""


class Store:
    """One database. A call holds it from its first statement to its last, so that two never open one episode twice."""

    def __init__(self, database: Path | None) -> None:
        self._connection = sqlite3.connect(
            ":memory:" if database is None else database, check_same_thread=False, isolation_level=None, timeout=10
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("FOLD", 1, fold, deterministic=True)
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._turn = threading.RLock()
        tables = resources.files(__package__).joinpath("tables.sql").read_text(encoding="utf-8")
        with self._turn:
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

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def fill(self, families: Iterable[MadeUpFamily]) -> None:
        """Write the families where no people are yet; a file that was filled before keeps what it has."""
        everyone = [member for family in families for member in family.members]
        links = [link for family in families for link in family.relationships]
        with self.transaction():
            if self.rows("SELECT 1 FROM PEOPLE LIMIT 1"):
                return
            ids = {person.key: person.case_id for person in everyone if person.case_id is not None}
            for person in everyone:
                if person.case_id is not None:
                    self._insert_made_up(person, person.case_id, ids.get(person.duplicate_of or "", ""))
            for link in links:
                if link.person in ids and link.other in ids:
                    values = {
                        "PERSON_ID": ids[link.person],
                        "RELATED_PERSON_ID": ids[link.other],
                        "RELATION": link.relation,
                        "PARENTAL_RESPONSIBILITY": link.parental_responsibility,
                        "SAME_HOUSEHOLD": link.same_household,
                    }
                    self.insert("RELATIONSHIPS", values)

    def _insert_made_up(self, person: MadeUpPerson, person_id: str, duplicate_of: str) -> None:
        upns = (person.upn, *person.former_upns) if person.upn else person.former_upns
        self.insert_person(
            {
                "PERSON_ID": person_id,
                "GENDER": person.sex.value,
                "DATE_OF_BIRTH": person.birth_date.on.isoformat(),
                "DATE_OF_BIRTH_KIND": person.birth_date.kind.value,
                "CASE_STATUS": person.case_status.value,
                "RESTRICTED": person.restricted,
                "ADDRESS_CONFIDENTIAL": person.do_not_disclose_address,
                "DUPLICATE_OF": duplicate_of,
            },
            names=[(name.given, name.family) for name in (person.name, *person.other_names)],
            references={"NHS": [number.value for number in person.nhs_numbers], "UPN": [upn.value for upn in upns]},
            lines=person.address.lines,
            postcode=person.address.postcode.value if person.address.postcode else "",
            note=person.address.note,
        )
        for position, involved in enumerate(person.involvements):
            worker = involved.worker
            values = {"PERSON_ID": person_id, "POSITION": position, "ROLE": involved.role}
            known = self.row("SELECT WORKER_ID FROM WORKERS WHERE NAME = ? AND TEAM = ?", worker.name, worker.team)
            worker_id = known["WORKER_ID"] if known else self.insert("WORKERS", _columns_of(worker))
            self.insert("PEOPLE_WORKERS", {**values, "WORKER_ID": worker_id, "START_DATE": involved.since.isoformat()})

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
        self.insert("PEOPLE", columns)
        for position, (forename, surname) in enumerate(names):
            values = {"PERSON_ID": person_id, "POSITION": position, "FORENAME": forename, "SURNAME": surname}
            self.insert("PERSON_NAMES", values)
        for kind, numbers in references.items():
            for position, number in enumerate(numbers):
                values = {"PERSON_ID": person_id, "REFERENCE_TYPE": kind, "POSITION": position, "REFERENCE": number}
                self.insert("PERSON_REFERENCES", values)
        address = self.insert("ADDRESSES", {"LINES": "\n".join(lines), "POSTCODE": postcode, "NOTE": note})
        self.insert("ADDRESSES_PEOPLE", {"PERSON_ID": person_id, "ADDRESS_ID": address})

    def next_person_id(self) -> str:
        """The id for a person about to be created."""
        highest = self.row("SELECT MAX(CAST(PERSON_ID AS INTEGER)) AS HIGHEST FROM PEOPLE")
        return str(max(FIRST_NEW_PERSON, (highest["HIGHEST"] or 0) + 1 if highest else 0))


def _columns_of(worker: MadeUpWorker) -> dict[str, object]:
    return {
        "NAME": worker.name,
        "TEAM": worker.team,
        "PHONE": worker.phone,
        "EMAIL": worker.email,
        "CONFIRMED_ON": worker.confirmed_on.isoformat(),
    }
