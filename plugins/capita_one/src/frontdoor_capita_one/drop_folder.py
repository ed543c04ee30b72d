"""The folder that Capita ONE's exports are dropped into, and what becomes of each file.

A file is claimed by renaming it into `taking_in/`, so that of several processes one takes it; then it goes to
`done/`, or to `quarantine/` beside a `.reason.txt` that holds no personal data. A claim that a stopped process left
behind goes back after `ABANDONED_AFTER`; a file read twice is known by its checksum and changes nothing.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import frozen

from frontdoor_capita_one.ctf import CtfRefused, read_ctf
from frontdoor_capita_one.index import PupilIndex

ABANDONED_AFTER = 600.0
"""Seconds after which a claim counts as left behind; taking in the largest allowed file needs a tenth of it."""

CLOCKS_MAY_DIFFER = timedelta(days=1)
LONGEST_NAME = 200
"""Bytes of a file's name that are kept."""

TAKING_IN, DONE, QUARANTINE = "taking_in", "done", "quarantine"


def utc_now() -> datetime:
    return datetime.now(UTC)


@frozen
class Taken:
    """What one round did: file names only, which name schools and never pupils."""

    taken_in: tuple[str, ...] = ()
    seen_before: tuple[str, ...] = ()
    quarantined: tuple[str, ...] = ()


class DropFolder:
    """Takes the files of one folder into the index. Raises `OSError` or `sqlite3.Error` where it cannot work."""

    def __init__(
        self, folder: Path, index: PupilIndex, max_bytes: int, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._folder, self._index, self._max_bytes, self._now = folder, index, max_bytes, now

    def take_in(self, until: float | None = None) -> Taken:
        """Take in what waits, in the order of names; stop before a file that would begin after `until` (monotonic)."""
        self._prepare()
        self._give_back_abandoned()
        done: dict[str, list[str]] = {"taken_in": [], "seen_before": [], "quarantined": []}
        for waiting in self._waiting():
            if until is not None and time.monotonic() >= until:
                break
            claimed = self._claim(waiting)
            if claimed is None:
                continue
            try:
                done[self._settle(claimed, _short(waiting.name))].append(waiting.name)
            except Exception:
                # The index or the disk failed, not the file: it waits again for the next round.
                if claimed.exists():
                    claimed.rename(waiting)
                raise
        return Taken(**{outcome: tuple(names) for outcome, names in done.items()})

    def _prepare(self) -> None:
        """Make the three folders inside; the drop folder itself must exist, since a typing slip must not make one."""
        for name in (TAKING_IN, DONE, QUARANTINE):
            (self._folder / name).mkdir(exist_ok=True)

    def _waiting(self) -> Iterator[Path]:
        """Files that end in .xml: a file still being written has another name until its writer renames it."""
        entries = sorted(self._folder.iterdir(), key=lambda path: path.name)
        return (entry for entry in entries if entry.suffix.lower() == ".xml" and not entry.is_dir())

    def _claim(self, waiting: Path) -> Path | None:
        claimed = self._folder / TAKING_IN / f"{secrets.token_hex(4)}.{_short(waiting.name)}"
        try:
            os.utime(waiting, follow_symlinks=False)  # the claim's own time, for `_give_back_abandoned`
            return waiting.rename(claimed)
        except FileNotFoundError:
            return None

    def _give_back_abandoned(self) -> None:
        for claimed in (self._folder / TAKING_IN).iterdir():
            try:
                if time.time() - claimed.lstat().st_mtime > ABANDONED_AFTER:
                    claimed.rename(self._folder / claimed.name.partition(".")[2])
            except FileNotFoundError:
                continue

    def _settle(self, claimed: Path, name: str) -> str:
        """Take one claimed file in or put it aside; returns which of `Taken`'s parts it belongs to."""
        try:
            content = self._read(claimed)
            checksum = hashlib.sha256(content).hexdigest()
            if self._index.has_file(checksum):
                self._move(claimed, DONE, name)
                return "seen_before"
            file = read_ctf(content)
            if file.written_at > self._now() + CLOCKS_MAY_DIFFER:
                raise CtfRefused("The Header's DateTime is in the future, so it would hide every later file")
        except CtfRefused as refusal:
            aside = self._move(claimed, QUARANTINE, name)
            reason = f"{self._now().isoformat(timespec='seconds')} {refusal}\n"
            aside.with_name(f"{aside.name}.reason.txt").write_text(reason, encoding="utf-8")
            return "quarantined"
        self._index.take_in(file, checksum)
        self._move(claimed, DONE, name)
        return "taken_in"

    def _read(self, claimed: Path) -> bytes:
        if claimed.is_symlink() or not claimed.is_file():
            raise CtfRefused("This is not an ordinary file")
        with claimed.open("rb") as stream:
            content = stream.read(self._max_bytes + 1)
        if len(content) > self._max_bytes:
            raise CtfRefused(f"The file is larger than {self._max_bytes} bytes")
        return content

    def _move(self, claimed: Path, into: str, name: str) -> Path:
        target = self._folder / into / name
        if target.exists():
            target = target.with_name(claimed.name)  # the claim's random beginning keeps both
        return claimed.rename(target)


def _short(name: str) -> str:
    """The end of a file's name, so that what is added here never makes it longer than a file system allows."""
    return os.fsencode(name)[-LONGEST_NAME:].decode("utf-8", "replace")
