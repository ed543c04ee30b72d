"""Capita ONE as the portal's commands, benches and suites meet it: a folder of files that changes week by week."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import Unavailable
from frontdoor.conversion import structure
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address
from frontdoor.testing.families import MadeUpPupil
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.ctf import LONDON
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator.crowd import crowd
from frontdoor_capita_one.simulator.dropping import drop, free_name
from frontdoor_capita_one.simulator.feed_files import Row, made_up_rows, who, write_feed
from frontdoor_capita_one.simulator.transfer_files import (
    Defect,
    contacts_file,
    ctf,
    file_stem,
    made_up_pupils,
    write_files,
)

AGE = timedelta(hours=1)
"""How old the files of the beginning are: later ones must not be of the future."""

TWO_DAYS = timedelta(hours=49)
MOST_BYTES = 5_000_000
CALL = Call(acting_for="simulator", purpose="simulate")
_INDEX_FILES = ("", "-wal", "-shm")


class CapitaOneSimulator:
    """Keeps `frontdoor.testing.simulators.Simulator` with real files.

    Its state is the roll of pupils and, as a council's would be, the folder and the index. Files have no connection to
    break, so it misbehaves in the ways that files can: it loses the index, and all there is to make it anew from is
    spoilt; or what can be read is an index of two days ago.
    """

    title: ClassVar[str] = "Capita ONE"
    misbehaviours: ClassVar[frozenset[Misbehaviour]] = frozenset(
        {Misbehaviour.EMPTY, Misbehaviour.MALFORMED, Misbehaviour.OVERSIZED, Misbehaviour.STALE}
    )

    def __init__(self, folder: Path) -> None:
        self._drop, self._index, self._aside = folder / "drop", folder / "index.sqlite3", folder / "aside"
        self._contacts = folder / "contacts.toml"
        for each in (self._drop, self._aside):
            each.mkdir(parents=True, exist_ok=True)
        self._contacts.write_text(contacts_file(), encoding="utf-8")
        self._told_at = datetime.now(UTC).replace(microsecond=0) - AGE
        self._pupils = list(made_up_pupils())
        self._withdrawn: list[Row] = []
        self._turn = self._crowd = 0
        self._how: Misbehaviour | None = None
        write_files(self._drop, written_at=self._on_the_wall(), with_checksums=True)
        write_feed(self._drop, self._on_the_wall(), with_checksums=True)

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:  # noqa: ARG003 - files listen at none
        """A stand-in below `folder`; `port` is left alone."""
        return cls(folder)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {
            "drop_folder": str(self._drop),
            "index": str(self._index),
            "contacts": str(self._contacts),
            "max_file_bytes": MOST_BYTES,
            "look_every_seconds": 0.0,
        }

    @property
    def secrets(self) -> Mapping[str, str]:
        return {}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {}

    def misbehave(self, how: Misbehaviour | None) -> None:
        """Go wrong in this way from now on; None puts everything back as it was."""
        if self._how is not None:
            self._restore()
        self._how = how
        if how is not None:
            self._taken_in()
            self._keep_index()
            _SPOILT[how](self)

    def held(self, reference: str) -> Held:  # noqa: ARG002 - whatever it is
        """Education is read and never written, so nothing."""
        return Held()

    def catch_up(self) -> None:
        """Have every file taken in that waits."""
        self._taken_in()

    def populate(self, people: int, seed: int) -> None:
        """Write the files of a crowd and have them taken in, one after another, so that the folder stays small."""
        for school, pupils in crowd(people, seed, self._crowd):
            target = free_name(self._drop, file_stem(school))
            drop(target, ctf(school, pupils, written_at=self._on_the_wall()))
            self._taken_in()
            (self._drop / "done" / target.name).unlink()
        self._crowd += people

    def change_somebody(self) -> str:
        """Let the next pupil on the roll move house; the id."""
        place = self._turn % len(self._pupils)
        self._turn += 1
        pupil = self._pupils[place]
        moved = Address((f"{self._turn} Removal Row", "Exampleton"), Postcode(f"WR80 {self._turn % 10}ZZ"))
        self._pupils[place] = evolve(pupil, address=moved)
        self._tick()
        write_files(self._drop, written_at=self._on_the_wall(), pupils=[self._pupils[place]])
        return self._id_of(pupil)

    def remove_somebody(self) -> str:
        """Withdraw the last pupil on the roll; the id that the pupil had."""
        pupil = self._pupils.pop()
        pupil_id = self._id_of(pupil)
        self._withdrawn.append(who(pupil))
        self._tick()
        write_feed(self._drop, self._on_the_wall(), {Kind.WITHDRAWN: self._withdrawn})
        self._taken_in()
        return pupil_id

    def run_b2b(self) -> None:
        """A week's run: every school's file, and a snapshot of each kind of the feed."""
        self._tick()
        write_files(self._drop, written_at=self._on_the_wall(), pupils=self._pupils)
        rows = {**made_up_rows(self._pupils), Kind.WITHDRAWN: self._withdrawn}
        write_feed(self._drop, self._on_the_wall(), rows)

    def close(self) -> None:
        self.misbehave(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tick(self) -> None:
        """A later date than that of any file so far, and none of the future."""
        now = datetime.now(UTC).replace(microsecond=0) - AGE
        self._told_at = max(now, self._told_at + timedelta(seconds=1))

    def _on_the_wall(self) -> datetime:
        return self._told_at.astimezone(LONDON).replace(tzinfo=None)

    def _connector(self) -> CapitaOne:
        return CapitaOne(structure(dict(self.settings), CapitaOneSettings))

    def _taken_in(self) -> CapitaOne:
        connector = self._connector()
        taken = connector.take_in_files()
        if self._how is None and (taken.quarantined or taken.left):
            raise Unavailable("Capita ONE: the simulator's own files were not taken in")
        return connector

    def _id_of(self, pupil: MadeUpPupil) -> str:
        found = self._taken_in().search_pupils(PersonQuery(upn=pupil.upn), CALL)
        return next(record.id for record in found.value if record.upn == pupil.upn)

    def _keep_index(self) -> None:
        """Copy the index, whole, to where it can be put back from."""
        kept = self._aside / "index.sqlite3"
        kept.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._index)) as source, closing(sqlite3.connect(kept)) as target:
            source.backup(target)

    def _lose_index(self) -> None:
        for end in _INDEX_FILES:
            self._index.with_name(f"{self._index.name}{end}").unlink(missing_ok=True)

    def _restore(self) -> None:
        self._lose_index()
        for spoilt in self._drop.glob("*.xml"):
            spoilt.unlink()
        (self._aside / "index.sqlite3").rename(self._index)

    def _leave_only(self, content: bytes) -> None:
        """Lose the index, and leave one file to make it anew from."""
        self._lose_index()
        drop(free_name(self._drop, "8859901_CTF_885LLLL"), content)

    def _spoil_with(self, defect: Defect) -> None:
        school = self._pupils[0].school
        self._leave_only(ctf(school, self._pupils, written_at=self._on_the_wall(), defects=[defect]))

    def _grow_older(self) -> None:
        """Put the index back by two days, as if it had been restored from a copy made then."""
        with closing(sqlite3.connect(self._index)) as connection:
            connection.create_function("earlier", 1, _earlier)
            connection.execute("update arrival set written_at = earlier(written_at), first_seen = earlier(first_seen)")
            connection.execute("update file set written_at = earlier(written_at)")
            connection.commit()


def _earlier(moment: str) -> str:
    return (datetime.fromisoformat(moment) - TWO_DAYS).isoformat()


_SPOILT: Mapping[Misbehaviour, Callable[[CapitaOneSimulator], None]] = {
    Misbehaviour.EMPTY: lambda simulator: simulator._spoil_with(Defect.EMPTY),
    Misbehaviour.MALFORMED: lambda simulator: simulator._spoil_with(Defect.TRUNCATED),
    Misbehaviour.OVERSIZED: lambda simulator: simulator._leave_only(b"<CTfile>" + b" " * (MOST_BYTES * 2)),
    Misbehaviour.STALE: lambda simulator: simulator._grow_older(),
}
