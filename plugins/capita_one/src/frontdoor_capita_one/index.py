"""The plugin's own SQLite index of pupils: what every file taken in said, newest file first.

Each call opens a connection of its own, so any thread may call; SQLite's write-ahead log lets reads go on while a
file is taken in, and its lock keeps two processes from writing at once.
"""

import json
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from frontdoor.connectors.pupils import PupilRecord
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import Upn
from frontdoor.single_view import fold
from frontdoor_capita_one.ctf import CtfFile, CtfPupil

SCHEMA = """
create table if not exists file (
  checksum text primary key, school_code text not null, written_at text not null, pupils integer not null);
create table if not exists identity (key text primary key, pupil_id text not null unique);
create table if not exists pupil (
  key text primary key, pupil_id text not null, upn text not null, birth_date text not null, postcode text not null,
  school_code text not null, written_at text not null, sort_name text not null, record text not null);
create index if not exists pupil_upn on pupil (upn, sort_name);
create index if not exists pupil_postcode on pupil (postcode) where postcode <> '';
create table if not exists pupil_name (
  key text not null references pupil (key) on delete cascade, part text not null, folded text not null);
create index if not exists pupil_name_folded on pupil_name (part, folded, key);
create index if not exists pupil_name_key on pupil_name (key);
create table if not exists former_upn (
  key text not null references pupil (key) on delete cascade, upn text not null);
create index if not exists former_upn_upn on former_upn (upn);
"""
BUSY_SECONDS = 2.0
AFTER_EVERY_LETTER = "\U0010ffff"
SHARED_UPN = "Two pupils in the file carry this UPN: ask the school which of them it belongs to"


@frozen
class Enquiry:
    """What to look for, every name already folded. Empty parts are not compared."""

    given: str = ""
    family: str = ""
    birth_date: str = ""
    postcode: str = ""
    upn: str = ""
    limit: int = 20


class PupilIndex:
    """The pupils of the newest file for each UPN. Raises `sqlite3.Error` where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("pragma foreign_keys = on")
            yield connection

    def prepare(self) -> None:
        """Make the tables that are missing; harmless when none is."""
        with self._open() as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(SCHEMA)

    def has_file(self, checksum: str) -> bool:
        with self._open() as connection:
            return connection.execute("select 1 from file where checksum = ?", (checksum,)).fetchone() is not None

    def complete_as_at(self) -> datetime | None:
        """The time up to which every school was heard: the oldest of their newest files. None before any file."""
        newest = "select max(written_at) as written_at from file group by school_code"
        with self._open() as connection:
            (oldest,) = connection.execute(f"select min(written_at) from ({newest})").fetchone()
        return datetime.fromisoformat(oldest) if oldest else None

    def take_in(self, file: CtfFile, checksum: str) -> None:
        """Put a file's pupils in place of what older files said of the same UPNs; all of them or none."""
        keys = _keys(file)
        with self._open() as connection:
            connection.execute("begin immediate")
            try:
                if connection.execute("select 1 from file where checksum = ?", (checksum,)).fetchone() is None:
                    self._take_in(connection, file, keys)
                    row = (checksum, file.school_code, file.written_at.isoformat(), len(file.pupils))
                    connection.execute("insert into file values (?, ?, ?, ?)", row)
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise

    def _take_in(self, connection: sqlite3.Connection, file: CtfFile, keys: tuple[str, ...]) -> None:
        written = file.written_at.isoformat()
        upns = {pupil.upn.value for pupil in file.pupils if pupil.upn}
        newer = {
            upn
            for upn in upns
            if connection.execute("select 1 from pupil where upn = ? and written_at > ?", (upn, written)).fetchone()
        }
        connection.executemany("delete from pupil where upn = ?", [(upn,) for upn in upns - newer])
        shared = {upn for upn, times in Counter(p.upn for p in file.pupils if p.upn).items() if times > 1}
        for key, pupil in zip(keys, file.pupils, strict=True):
            if pupil.upn and pupil.upn.value in newer:
                continue
            if pupil.upn in shared and key != _key_of_upn(pupil.upn):
                pupil = evolve(pupil, notes={**pupil.notes, "upn": SHARED_UPN})
            newest = connection.execute("select written_at from pupil where key = ?", (key,)).fetchone()
            if newest is None or newest[0] <= written:
                self._replace_former(connection, pupil, written)
                self._replace_unsound(connection, pupil, file)
                self._put(connection, key, pupil, file)

    def _replace_former(self, connection: sqlite3.Connection, pupil: CtfPupil, written: str) -> None:
        """Drop the record under a UPN the school says this pupil had, if the date of birth agrees."""
        born = _born(pupil)
        for former in pupil.former_upns:
            if born and former != pupil.upn:
                connection.execute(
                    "delete from pupil where upn = ? and birth_date = ? and written_at < ?",
                    (former.value, born, written),
                )

    def _replace_unsound(self, connection: sqlite3.Connection, pupil: CtfPupil, file: CtfFile) -> None:
        """Drop the same school's older record of this name and date of birth whose UPN was not a possible one."""
        connection.execute(
            "delete from pupil where upn = '' and school_code = ? and sort_name = ? and birth_date = ?"
            " and written_at < ?",
            (file.school_code, _sort_name(pupil), _born(pupil), file.written_at.isoformat()),
        )

    def _put(self, connection: sqlite3.Connection, key: str, pupil: CtfPupil, file: CtfFile) -> None:
        # The id is random and kept for the key: it stands in addresses, so it must say nothing of the child, and an
        # id from an index that was lost must never name another child in the next one.
        connection.execute("insert or ignore into identity values (?, ?)", (key, secrets.token_hex(8)))
        (pupil_id,) = connection.execute("select pupil_id from identity where key = ?", (key,)).fetchone()
        record = PupilRecord(
            id=pupil_id,
            name=pupil.name,
            other_names=pupil.other_names,
            birth_date=pupil.birth_date,
            sex=pupil.sex,
            upn=pupil.upn,
            former_upns=pupil.former_upns,
            address=pupil.address,
            school=file.school,
            year_group=pupil.year_group,
            sen_provision=pupil.sen_provision,
            looked_after=pupil.looked_after,
            attendance=pupil.attendance,
            notes=pupil.notes,
        )
        row = (
            key,
            pupil_id,
            pupil.upn.value if pupil.upn else "",
            _born(pupil),
            pupil.address.postcode.value if pupil.address.postcode else "",
            file.school_code,
            file.written_at.isoformat(),
            _sort_name(pupil),
            json.dumps(unstructure(record), ensure_ascii=False),
        )
        connection.execute("delete from pupil where key = ?", (key,))
        connection.execute("insert into pupil values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        names = [(key, part, text) for part, text in _folded_names(pupil)]
        connection.executemany("insert into pupil_name values (?, ?, ?)", names)
        formers = [(key, former.value) for former in pupil.former_upns]
        connection.executemany("insert into former_upn values (?, ?)", formers)

    def search(self, enquiry: Enquiry) -> list["IndexedPupil"]:
        """Pupils who fit every given part, by name, at most `enquiry.limit`."""
        wheres, values = [], []
        for part in ("given", "family"):
            prefix = getattr(enquiry, part)
            if prefix:
                wheres.append("key in (select key from pupil_name where part = ? and folded >= ? and folded < ?)")
                values += [part, prefix, prefix + AFTER_EVERY_LETTER]
        for column in ("birth_date", "postcode"):
            if value := getattr(enquiry, column):
                wheres.append(f"{column} = ?")
                values.append(value)
        if enquiry.upn:
            wheres.append("(upn = ? or key in (select key from former_upn where upn = ?))")
            values += [enquiry.upn, enquiry.upn]
        statement = f"select record, school_code, written_at from pupil where {' and '.join(wheres) or 'false'}"
        ordered = f"{statement} order by sort_name, birth_date, pupil_id limit ?"
        with self._open() as connection:
            return [_indexed(row) for row in connection.execute(ordered, (*values, enquiry.limit))]

    def get(self, pupil_id: str) -> "IndexedPupil | None":
        with self._open() as connection:
            select = "select record, school_code, written_at from pupil where pupil_id = ?"
            row = connection.execute(select, (pupil_id,)).fetchone()
        return _indexed(row) if row else None


@frozen
class IndexedPupil:
    """A record with the school it came from and the UTC time its file was written."""

    record: PupilRecord
    school_code: str
    written_at: datetime


def _indexed(row: tuple[str, str, str]) -> IndexedPupil:
    record, school_code, written_at = row
    return IndexedPupil(structure(json.loads(record), PupilRecord), school_code, datetime.fromisoformat(written_at))


def _born(pupil: CtfPupil) -> str:
    return pupil.birth_date.on.isoformat() if pupil.birth_date else ""


def _sort_name(pupil: CtfPupil) -> str:
    return f"{fold(pupil.name.family)} {fold(pupil.name.given)}"


def _keys(file: CtfFile) -> tuple[str, ...]:
    """What makes two records of different files the same pupil.

    A sound UPN does; where one file gives it to two pupils, or there is none, it is the school, the UPN as written,
    the name and the date of birth together. A pupil given twice in the very same words is one.
    """
    times = Counter(pupil.upn for pupil in _distinct(file.pupils) if pupil.upn)
    return tuple(
        _key_of_upn(pupil.upn) if pupil.upn and times[pupil.upn] == 1 else _key_of_words(file, pupil)
        for pupil in file.pupils
    )


def _distinct(pupils: Iterable[CtfPupil]) -> list[CtfPupil]:
    return list({(pupil.given_upn, pupil.name, pupil.birth_date): pupil for pupil in pupils}.values())


def _key_of_upn(upn: Upn) -> str:
    return f"upn {upn.value}"


def _key_of_words(file: CtfFile, pupil: CtfPupil) -> str:
    words = (file.school_code, pupil.given_upn, pupil.name.family, pupil.name.given, _born(pupil))
    return json.dumps(words, ensure_ascii=False)


def _folded_names(pupil: CtfPupil) -> set[tuple[str, str]]:
    names = (pupil.name, *pupil.other_names)
    both = {(part, fold(getattr(name, part))) for name in names for part in ("given", "family")}
    return {(part, text) for part, text in both if text}
