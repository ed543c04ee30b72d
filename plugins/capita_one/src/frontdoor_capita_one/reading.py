"""What becomes of one file's content: known by its checksum, read by its kind, taken into the index."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from frontdoor_capita_one.arrival import Arrival
from frontdoor_capita_one.bad_rows import BadRows
from frontdoor_capita_one.csv_feed import kind_and_date, read_feed
from frontdoor_capita_one.ctf import LONDON, read_ctf
from frontdoor_capita_one.index import PupilIndex
from frontdoor_capita_one.intake import Intake, Source
from frontdoor_capita_one.refusal import FileRefused

CLOCKS_MAY_DIFFER = timedelta(days=1)
FROM_THE_FUTURE = "in the future, so it would hide every later file"


@frozen
class Outcome:
    """What was done with a file: the part of `Taken` it belongs to, and what an operator should be told of it."""

    what: str
    told: tuple[str, ...] = ()


class Reading:
    """Reads files of both kinds into the index. Raises `FileRefused`, `OSError` or `sqlite3.Error`.

    Rows of the feed that have faults go to `quarantine`, in a file of their own beside the reasons.
    """

    def __init__(self, index: PupilIndex, quarantine: Path, now: Callable[[], datetime]) -> None:
        self._index, self._intake, self._quarantine, self._now = index, Intake(index), quarantine, now

    def take_in(self, stream: BinaryIO, name: str, checksum: str) -> Outcome:
        """Take in a file that was opened at its start; all of it or nothing."""
        if name.lower().endswith(".csv"):
            return self._take_in_feed(stream, name, checksum)
        if self._index.has_file(checksum):
            return Outcome("seen_before")
        file = read_ctf(stream)
        self._refuse_future(file.header.written_at, "The Header's DateTime")
        source = Source(file.header.kind, checksum, file.header.written_at, file.header.school_code)
        self._intake.take_in(source, file.pupils)
        return Outcome("taken_in")

    def _refuse_future(self, written_at: datetime, what: str) -> None:
        if written_at > self._now() + CLOCKS_MAY_DIFFER:
            raise FileRefused(f"{what} is {FROM_THE_FUTURE}")

    def _take_in_feed(self, stream: BinaryIO, name: str, checksum: str) -> Outcome:
        kind, written_at = kind_and_date(name)
        self._refuse_future(written_at, "The date in the file's name")
        # A later snapshot may say the very same, and is newer all the same: its date stands in its name alone.
        source = Source(kind, f"{checksum} {written_at.isoformat()}", written_at)
        if self._index.has_file(source.checksum):
            return Outcome("seen_before")
        if self._intake.is_superseded(source):
            return Outcome("older")
        with BadRows(self._quarantine / f"{name}.{checksum[:8]}.rows.csv") as aside:
            file = read_feed(stream, kind, written_at.astimezone(LONDON).date(), aside.put)
            aside.heading = file.heading
            self._intake.take_in(source, _then_keep(file.arrivals, aside))
        told = []
        if file.unknown_columns:
            told.append(f"columns not read: {', '.join(map(str, file.unknown_columns))}")
        if aside.count:
            told.append(f"rows put aside: {aside.count}")
        return Outcome("taken_in", tuple(told))


def _then_keep(arrivals: Iterator[Arrival], aside: BadRows) -> Iterator[Arrival]:
    """The arrivals, and after the last of them, before the index has any, the faulty rows in their place."""
    yield from arrivals
    aside.keep()
