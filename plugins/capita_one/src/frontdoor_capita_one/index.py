"""The plugin's own SQLite index of pupils, as it is read; `intake.py` writes it.

Each call opens a connection of its own, so any thread may call; SQLite's write-ahead log lets reads go on while a
file is taken in, and its lock keeps two processes from writing at once.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from attrs import evolve, frozen

from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.conversion import structure
from frontdoor_capita_one.arrival import Arrival, Kind
from frontdoor_capita_one.matching import Standing
from frontdoor_capita_one.records import (
    ALONE,
    FEED_KINDS,
    Said,
    Told,
    identity_of,
    read_standing,
    record_of,
)
from frontdoor_capita_one.sounds import soundex

BUSY_SECONDS = 2.0
AFTER_EVERY_LETTER = "\U0010ffff"
SCHEMA = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
SCHEMA_VERSION = 2
"""Goes up with `schema.sql`. An index holds nothing that its files do not, so an older one is built again, not kept."""

BEGIN_AGAIN = "Capita ONE: the index was made anew since that page: begin again"


class OtherVersion(sqlite3.DatabaseError):
    """The index was made by another version of this plugin."""


@frozen
class Enquiry:
    """What to look for, every name already folded. Empty parts are not compared."""

    given: str = ""
    family: str = ""
    birth_date: str = ""
    postcode: str = ""
    upn: str = ""
    limit: int = 20
    sounds_like: bool = False


@frozen
class Apart:
    """A pupil whose newest file was joined with differences or not at all, without a word about who it is."""

    pupil_id: str
    state: str
    kind: str
    school_code: str
    arrived_at: str
    fields: tuple[str, ...]


class PupilIndex:
    """Everybody whom the files told of. Raises `sqlite3.Error` where the index cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            yield connection

    def prepare(self) -> None:
        """Make the tables that are missing; harmless when none is. Raises `OtherVersion`."""
        with self.open() as connection:
            # Both in one look, since another process may be making the tables.
            connection.execute("begin")
            (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
            (version,) = connection.execute("pragma user_version").fetchone()
            connection.execute("commit")
            if tables and version != SCHEMA_VERSION:
                raise OtherVersion
            connection.execute("pragma journal_mode = wal")
            connection.executescript(f"begin immediate; {SCHEMA}; pragma user_version = {SCHEMA_VERSION}; commit")
            made = [("made", secrets.token_hex(8)), ("revision", "0")]
            connection.executemany("insert or ignore into meta values (?, ?)", made)

    def has_file(self, checksum: str) -> bool:
        with self.open() as connection:
            return connection.execute("select 1 from file where checksum = ?", (checksum,)).fetchone() is not None

    def complete_as_at(self) -> datetime | None:
        """The time up to which every school and every snapshot was heard. None before any transfer file.

        It is the oldest of their newest files.
        """
        with self.open() as connection:
            heard = "select max(written_at) from file where kind in ('ctf', 'partial_ctf') group by school_code"
            schools = [datetime.fromisoformat(written_at) for (written_at,) in connection.execute(heard)]
            return min((*schools, *_snapshots(connection).values())) if schools else None

    def search(self, enquiry: Enquiry) -> list[Told]:
        """Pupils who fit every given part, by name, at most `enquiry.limit`."""
        wheres, values = [], []
        for part in ("given", "family"):
            if prefix := getattr(enquiry, part):
                called, more = _called(part, prefix, enquiry.sounds_like)
                wheres.append(f"pupil_id in (select pupil_id from name join arrival using (number) where {called})")
                values += more
        if enquiry.birth_date:
            wheres.append("exists (select 1 from arrival a where a.pupil_id = pupil.pupil_id and a.birth_date = ?)")
            values.append(enquiry.birth_date)
        if enquiry.postcode:
            wheres.append(
                "pupil_id in (select pupil_id from arrival a join pupil p using (pupil_id)"
                " where a.postcode = ? and a.postcode <> '' and a.number = p.base)"
            )
            values.append(enquiry.postcode)
        if enquiry.upn:
            # What an older transfer file gave may have been another child's, and been put right since.
            wheres.append(
                "pupil_id in (select pupil_id from arrival a join pupil p using (pupil_id) where a.upn = ?"
                " and a.upn <> '' and (a.number = p.base or a.kind not in ('ctf', 'partial_ctf'))"
                " union select pupil_id from former_upn f join arrival using (number) where f.upn = ?)"
            )
            values += [enquiry.upn, enquiry.upn]
        statement = f"select pupil_id, base, standing from pupil where {' and '.join(wheres) or 'false'}"
        ordered = f"{statement} order by sort_name, pupil_id limit ?"
        with self.open() as connection:
            connection.create_function("soundex", 1, soundex, deterministic=True)
            snapshots = _snapshots(connection)
            found = connection.execute(ordered, (*values, enquiry.limit)).fetchall()
            return [_told(connection, row, snapshots) for row in found]

    def get(self, pupil_id: str) -> Told | None:
        with self.open() as connection:
            select = "select pupil_id, base, standing from pupil where pupil_id = ?"
            row = connection.execute(select, (pupil_id,)).fetchone()
            return _told(connection, row, _snapshots(connection)) if row else None

    def page(self, after: str, most: int) -> FeedPage:
        """Who was added, changed or removed since the cursor `after`, or everybody; `NotFound` for another index's.

        A cursor is this index's own mark and a revision: revisions only grow, so nobody is left out however much
        changes between two pages.
        """
        with self.open() as connection:
            connection.execute("begin")
            made, revision = _meta(connection, "made"), int(_meta(connection, "revision"))
            since = _revision(after, made)
            rows = connection.execute(_PAGE, (since, most)).fetchall()
            people = [_identity(list(group)) for _, group in groupby(rows, key=lambda row: row[0])]
            is_last = len(people) < most
            reached = revision if is_last else rows[-1][1]
            left = "select pupil_id from gone where revision > ? and revision <= ? order by revision"
            gone = tuple(pupil_id for (pupil_id,) in connection.execute(left, (since, reached)))
            (total,) = connection.execute("select count(*) from pupil").fetchone()
        return FeedPage(tuple(people), f"{made}-{reached}", is_last, gone, total)

    def apart(self) -> list[Apart]:
        """Everybody who was joined with differences or not at all, those who were not at all first."""
        select = (
            "select pupil.pupil_id, standing, kind, school_code from pupil join arrival on number = base"
            " where standing <> '' order by arrival.written_at, pupil.pupil_id"
        )
        with self.open() as connection:
            rows = [
                (pupil_id, read_standing(json.loads(standing)), kind, school_code)
                for pupil_id, standing, kind, school_code in connection.execute(select)
            ]
        found = [
            Apart(
                pupil_id,
                standing.state.value,
                kind,
                school_code,
                standing.arrived_at,
                tuple(each.field for each in standing.conflicts),
            )
            for pupil_id, standing, kind, school_code in rows
            if standing.state is not ALONE.state
        ]
        return sorted(found, key=lambda each: each.state != "unmatched")


def _called(part: str, prefix: str, sounds_like: bool) -> tuple[str, list[str]]:
    """The names of one part that begin with what was asked for or, where wanted, sound like it."""
    begins, values = "part = ? and folded >= ? and folded < ?", [part, prefix, prefix + AFTER_EVERY_LETTER]
    sound = soundex(prefix) if sounds_like else ""
    if not sound:
        return begins, values
    # Soundex keeps the first letter, so only names that share it are compared.
    first = sound[0].lower()
    values += [part, first, first + AFTER_EVERY_LETTER, sound]
    return f"({begins}) or ({begins} and soundex(folded) = ?)", values


_PAGE = (
    "select p.pupil_id, p.revision, p.standing, a.number = p.base or a.kind not in ('ctf', 'partial_ctf'), a.identity"
    " from (select * from pupil where revision > ? order by revision limit ?) p"
    " join arrival a on a.pupil_id = p.pupil_id"
    " order by p.revision, a.number = p.base desc, a.written_at desc, a.number"
)


def _revision(cursor: str, made: str) -> int:
    if not cursor:
        return 0
    mark, _, revision = cursor.partition("-")
    if mark != made or not (revision.isascii() and revision.isdigit() and len(revision) < 19):
        raise NotFound(BEGIN_AGAIN)
    return int(revision)


def _identity(rows: list[tuple[str, int, str, int, str]]) -> PersonIdentity:
    pupil_id, _, standing, *_ = rows[0]
    told = [(tells_upn, json.loads(identity)) for *_, tells_upn, identity in rows]
    holds_upn = not standing or read_standing(json.loads(standing)).holds_upn
    upns = [row[6] for tells_upn, row in told if tells_upn and row[6] and holds_upn]
    return identity_of(pupil_id, [row for _, row in told], upns)


def _meta(connection: sqlite3.Connection, name: str) -> str:
    row: tuple[str] = connection.execute("select value from meta where name = ?", (name,)).fetchone()
    return row[0]


def _snapshots(connection: sqlite3.Connection) -> Mapping[Kind, datetime]:
    """The date of the newest file of each kind of the feed."""
    marks = ", ".join("?" for _ in FEED_KINDS)
    select = f"select kind, max(written_at) from file where kind in ({marks}) group by kind"
    rows = connection.execute(select, [kind.value for kind in FEED_KINDS])
    return {Kind(kind): datetime.fromisoformat(written_at) for kind, written_at in rows}


def _told(connection: sqlite3.Connection, row: tuple[str, int, str], snapshots: Mapping[Kind, datetime]) -> Told:
    pupil_id, base_number, standing = row
    select = (
        "select number, kind, written_at, school_code, body from arrival where pupil_id = ? order by written_at, number"
    )
    arrivals = connection.execute(select, (pupil_id,)).fetchall()
    said, base, school_code = [], None, ""
    for number, kind, written_at, code, body in arrivals:
        each = Said(Kind(kind), datetime.fromisoformat(written_at), structure(json.loads(body), Arrival))
        said.append(each)
        if number == base_number:
            base, school_code = each, code
    if base is None:
        raise sqlite3.DatabaseError("a pupil without its base")
    stands = _standing(standing, base)
    record, as_at = record_of(pupil_id, base, said, stands, snapshots)
    return Told(record, school_code, as_at)


def _standing(row: str, base: Said) -> Standing:
    return read_standing(json.loads(row)) if row else evolve(ALONE, arrived_at=base.written_at.isoformat())
