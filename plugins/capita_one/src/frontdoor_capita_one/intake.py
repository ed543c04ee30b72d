"""Takes one file into the index: kept apart until its end was read, then put in whole or not at all.

What a file says replaces what an older file said of the same pupil in the same words; older files change only since
when it is known. A file of the feed is a snapshot, so what it no longer says is dropped. Then whoever the file touches
is matched anew, and the revision of whoever changed for the feed goes up.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files

from attrs import frozen

from frontdoor.conversion import unstructure
from frontdoor.domain.people import PersonName
from frontdoor.single_view import fold
from frontdoor_capita_one.arrival import SEPARATOR, Arrival, Kind, details
from frontdoor_capita_one.index import PupilIndex
from frontdoor_capita_one.records import identity_row
from frontdoor_capita_one.settling import settle

STAGING = files(__package__).joinpath("staging.sql").read_text(encoding="utf-8")
MERGING = files(__package__).joinpath("merging.sql").read_text(encoding="utf-8").split(";\n\n")


@frozen
class Source:
    """Which file it is. `written_at` is in UTC and its own date; a file of the feed has no school.

    Two files of one `checksum` are one.
    """

    kind: Kind
    checksum: str
    written_at: datetime
    school_code: str = ""


class Intake:
    """Writes the index. Raises `sqlite3.Error` where it cannot, and lets pass whatever the arrivals raise."""

    def __init__(self, index: PupilIndex) -> None:
        self._index = index

    def is_superseded(self, source: Source) -> bool:
        """Whether a newer snapshot of its kind was taken in already."""
        if source.kind.is_transfer:
            return False
        with self._index.open() as connection:
            return _has_newer(connection, source)

    def take_in(self, source: Source, arrivals: Iterable[Arrival]) -> None:
        """Read the arrivals to their end, then put them in; all of them or, whatever happens, none."""
        with self._index.open() as connection:
            connection.executescript(STAGING)
            with _transaction(connection, "begin"):
                _stage(connection, source, arrivals)
            with _transaction(connection, "begin immediate"):
                known = "select 1 from file where checksum = ?"
                if connection.execute(known, (source.checksum,)).fetchone() is None:
                    # Another process may have taken in a newer snapshot while this one was read.
                    if source.kind.is_transfer or not _has_newer(connection, source):
                        _merge(connection, source)
                        settle(connection)
                    row = (source.checksum, source.kind.value, source.school_code, source.written_at.isoformat())
                    count = "(select count(*) from arriving)"
                    connection.execute(f"insert into file values (?, ?, ?, ?, {count})", row)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _has_newer(connection: sqlite3.Connection, source: Source) -> bool:
    # Two snapshots of one date: the one whose checksum sorts last, so that the order of arrival does not matter.
    select = "select 1 from file where kind = ? and (written_at, checksum) > (?, ?)"
    row = connection.execute(select, (source.kind.value, source.written_at.isoformat(), source.checksum)).fetchone()
    return row is not None


def _stage(connection: sqlite3.Connection, source: Source, arrivals: Iterable[Arrival]) -> None:
    times: Counter[str] = Counter()
    for number, arrival in enumerate(arrivals, start=1):
        key = _key(source, arrival)
        if not source.kind.is_transfer:
            # A child may have several rows; each is known again in the next snapshot by its place among them.
            times[key] += 1
            key = f"{times[key]}{SEPARATOR}{key}"
        row = (number, key, *_columns(arrival))
        new = connection.execute("insert or ignore into arriving values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, 0)", row)
        if new.rowcount:
            names = [(number, part, text) for part, text in _folded_names(arrival)]
            connection.executemany("insert into arriving_name values (?, ?, ?)", names)
            formers = [(number, former.value) for former in arrival.former_upns if former != arrival.upn]
            if formers:
                connection.executemany("insert into arriving_former values (?, ?)", formers)


def _key(source: Source, arrival: Arrival) -> str:
    """What makes arrivals of two files the same words about the same pupil. It ends with the four details."""
    if arrival.upn:
        return SEPARATOR.join((arrival.upn.value, *details(arrival)))
    words = (source.school_code, arrival.given_upn, arrival.person_id, arrival.name.family, arrival.name.given)
    return SEPARATOR.join(("", *words, *details(arrival)))


def _columns(arrival: Arrival) -> tuple[str, ...]:
    compared = details(arrival)
    postcode = arrival.address.postcode
    return (
        arrival.upn.value if arrival.upn else "",
        arrival.person_id,
        SEPARATOR.join(compared) if all(compared) else "",
        compared[0],
        postcode.value if postcode else "",
        f"{fold(arrival.name.family)} {fold(arrival.name.given)} {compared[0]}",
        json.dumps(identity_row(arrival), ensure_ascii=False),
        json.dumps(unstructure(arrival), ensure_ascii=False),
    )


def _folded_names(arrival: Arrival) -> set[tuple[str, str]]:
    names: tuple[PersonName, ...] = (arrival.name, *arrival.other_names)
    both = {(part, fold(getattr(name, part))) for name in names for part in ("given", "family")}
    return {(part, text) for part, text in both if text}


def _merge(connection: sqlite3.Connection, source: Source) -> None:
    values = {
        "kind": source.kind.value,
        "school_code": source.school_code,
        "written_at": source.written_at.isoformat(),
        "is_snapshot": not source.kind.is_transfer,
    }
    for statement in MERGING:
        connection.execute(statement, values)
