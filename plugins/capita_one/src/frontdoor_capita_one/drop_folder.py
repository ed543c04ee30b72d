"""The folder that Capita ONE's exports are dropped into, and what becomes of each file.

A file is claimed by renaming it into `taking_in/`, so that of several processes one takes it; then it goes to
`done/`, or to `quarantine/` beside a `.reason.txt` that holds no personal data. A claim that a stopped process left
behind goes back after `ABANDONED_AFTER`; a file read twice is known by its checksum and changes nothing. A file that
cannot be moved, or that fails in a way nobody foresaw, stays where it is, and the others are taken in all the same.
"""

import hashlib
import logging
import os
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
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

CLAIM = re.compile(r"(?P<since>[0-9a-f]+)-[0-9a-f]{8}\.(?P<name>.+)", re.DOTALL)
"""What `_claim` makes: seconds since 1970, something random, and the name that the file had."""

WAITING, TAKING_IN, DONE, QUARANTINE = ".", "taking_in", "done", "quarantine"
logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


@frozen
class Taken:
    """What one round did: file names only, which name schools and never pupils."""

    taken_in: tuple[str, ...] = ()
    seen_before: tuple[str, ...] = ()
    quarantined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Files that could be neither taken in nor put aside: each waits for the next round, and the log says why."""


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
        done: dict[str, list[str]] = {"taken_in": [], "seen_before": [], "quarantined": [], "left": []}
        for waiting in self._waiting():
            if until is not None and time.monotonic() >= until:
                break
            outcome = self._take(waiting)
            if outcome is not None:
                done[outcome].append(waiting.name)
        return Taken(**{outcome: tuple(names) for outcome, names in done.items()})

    def _prepare(self) -> None:
        """Make the three folders inside; the drop folder itself must exist, since a typing slip must not make one."""
        for name in (TAKING_IN, DONE, QUARANTINE):
            (self._folder / name).mkdir(exist_ok=True)

    def _waiting(self) -> list[Path]:
        """Files that end in .xml: a file still being written has another name until its writer renames it."""
        with os.scandir(self._folder) as entries:
            # A link is never followed, not even to learn what it leads to.
            files = [entry.name for entry in entries if not entry.is_dir(follow_symlinks=False)]
        return [self._folder / name for name in sorted(files) if name.lower().endswith(".xml")]

    def _take(self, waiting: Path) -> str | None:
        """Take one file in or put it aside; returns its part of `Taken`, or None where another process has it."""
        try:
            claimed = waiting.rename(self._folder / TAKING_IN / _claim(waiting.name))
        except FileNotFoundError:
            return None
        except OSError as problem:
            return _left(problem)
        try:
            return self._settle(claimed, _short(waiting.name))
        except sqlite3.Error:
            # The index failed, not the file: the others would fare no better.
            self._give_back(claimed, waiting.name)
            raise
        except Exception as problem:  # whatever one file can bring about must not keep the others out
            self._give_back(claimed, waiting.name)
            return _left(problem)

    def _give_back(self, claimed: Path, name: str) -> None:
        with suppress(OSError):  # `_give_back_abandoned` tries again later
            claimed.rename(self._free(claimed, WAITING, name))

    def _give_back_abandoned(self) -> None:
        for claimed in (self._folder / TAKING_IN).iterdir():
            claim = CLAIM.fullmatch(claimed.name)
            if claim and time.time() - int(claim["since"], 16) > ABANDONED_AFTER:
                self._give_back(claimed, claim["name"])

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
            self._put_aside(claimed, name, str(refusal))
            return "quarantined"
        self._index.take_in(file, checksum)
        self._move(claimed, DONE, name)
        return "taken_in"

    def _read(self, claimed: Path) -> bytes:
        if claimed.is_symlink() or not claimed.is_file():
            raise CtfRefused("This is not an ordinary file")
        try:
            with claimed.open("rb") as stream:
                content = stream.read(self._max_bytes + 1)
        except PermissionError:
            raise CtfRefused("The user that runs the portal may not read this file") from None
        if len(content) > self._max_bytes:
            raise CtfRefused(f"The file is larger than {self._max_bytes} bytes")
        return content

    def _put_aside(self, claimed: Path, name: str, reason: str) -> None:
        target = self._free(claimed, QUARANTINE, name)
        sentence = f"{self._now().isoformat(timespec='seconds')} {reason}\n"
        # The reason first: a file that cannot be put aside after it waits, and none lies there unexplained.
        target.with_name(f"{target.name}.reason.txt").write_text(sentence, encoding="utf-8")
        claimed.rename(target)

    def _move(self, claimed: Path, into: str, name: str) -> None:
        claimed.rename(self._free(claimed, into, name))

    def _free(self, claimed: Path, into: str, name: str) -> Path:
        """Where the file goes without taking another's place: a newer file of the same name must not be lost."""
        target = self._folder / into / name
        return target.with_name(claimed.name) if os.path.lexists(target) else target


def _claim(name: str) -> str:
    """A name in `taking_in/`. It holds the moment, since another owner's file may be moved but not touched."""
    return f"{int(time.time()):x}-{secrets.token_hex(4)}.{_short(name)}"


def _left(problem: Exception) -> str:
    # The kind of problem only: an error's text holds paths, and may hold what a file says.
    logger.warning("Capita ONE: a file in the drop folder could not be taken in (%s); it waits", type(problem).__name__)
    return "left"


def _short(name: str) -> str:
    """The end of a file's name, so that what is added here never makes it longer than a file system allows."""
    # One character for each byte that is none: the mark that stands for it otherwise takes three.
    return os.fsencode(name)[-LONGEST_NAME:].decode("utf-8", "replace").replace("\ufffd", "_")
