"""The folder that Capita ONE's exports are dropped into, and what becomes of each file.

A file is claimed by renaming it into `taking_in/`, so that of several processes one takes it; then it goes to
`done/`, or to `quarantine/` beside a `.reason.txt` that holds no personal data. A claim that a stopped process left
behind goes back after `ABANDONED_AFTER`; a file read twice is known by its checksum and changes nothing. A file that
cannot be moved, or that fails in a way nobody foresaw, stays where it is, and the others are taken in all the same.

A file may have its checksum beside it, in a file of the same name and `.sha256`, as `sha256sum` writes it. One that is
not what its checksum says is put aside. The two move together.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from frontdoor_capita_one.index import PupilIndex
from frontdoor_capita_one.reading import Outcome, Reading
from frontdoor_capita_one.refusal import FileRefused

ABANDONED_AFTER = 600.0
"""Seconds after which a claim counts as left behind; taking in the largest allowed file needs a tenth of it."""

LONGEST_NAME = 180
"""Bytes of a file's name that are kept, so that what is added here still fits."""

CLAIM = re.compile(r"(?P<since>[0-9a-f]+)-[0-9a-f]{8}\.(?P<name>.+)", re.DOTALL)
"""What `_claim` makes: seconds since 1970, something random, and the name that the file had."""

WAITING, TAKING_IN, DONE, QUARANTINE = ".", "taking_in", "done", "quarantine"
CHECKSUM = ".sha256"
A_CHUNK = 1_048_576
logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


@frozen
class Taken:
    """What one round did: file names only, which name schools and never pupils."""

    taken_in: tuple[str, ...] = ()
    seen_before: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    """Snapshots of the feed that are older than the one held, and change nothing."""
    quarantined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Files that could be neither taken in nor put aside: each waits for the next round, and the log says why."""
    told: tuple[str, ...] = ()
    """What an operator should know of files that were taken in, like rows that were put aside."""


class DropFolder:
    """Takes the files of one folder into the index. Raises `OSError` or `sqlite3.Error` where it cannot work.

    With `checksum_required`, a file waits until its checksum lies beside it.
    """

    def __init__(
        self,
        folder: Path,
        index: PupilIndex,
        max_bytes: int,
        *,
        checksum_required: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._folder, self._max_bytes, self._now = folder, max_bytes, now
        self._checksum_required = checksum_required
        self._reading = Reading(index, folder / QUARANTINE, now)

    def take_in(self, until: float | None = None) -> Taken:
        """Take in what waits, in the order of names; stop before a file that would begin after `until` (monotonic)."""
        self._prepare()
        self._give_back_abandoned()
        done: dict[str, list[str]] = {}
        for waiting in self._waiting():
            if until is not None and time.monotonic() >= until:
                break
            outcome = self._take(waiting)
            if outcome is not None:
                done.setdefault(outcome.what, []).append(waiting.name)
                done.setdefault("told", []).extend(f"{waiting.name}: {each}" for each in outcome.told)
        return Taken(**{what: tuple(names) for what, names in done.items()})

    def _prepare(self) -> None:
        """Make the three folders inside; the drop folder itself must exist, since a typing slip must not make one."""
        for name in (TAKING_IN, DONE, QUARANTINE):
            (self._folder / name).mkdir(exist_ok=True)

    def _waiting(self) -> list[Path]:
        """Transfer files and files of the feed: one still being written has another name until it is renamed."""
        with os.scandir(self._folder) as entries:
            # A link is never followed, not even to learn what it leads to.
            files = {entry.name for entry in entries if not entry.is_dir(follow_symlinks=False)}
        ready = (name for name in sorted(files) if name.lower().endswith((".xml", ".csv")))
        return [self._folder / name for name in ready if not self._checksum_required or f"{name}{CHECKSUM}" in files]

    def _take(self, waiting: Path) -> Outcome | None:
        """Take one file in or put it aside; None where another process has it."""
        try:
            claimed = waiting.rename(self._folder / TAKING_IN / _claim(waiting.name))
        except FileNotFoundError:
            return None
        except OSError as problem:
            return _left(problem)
        try:
            return self._settle(claimed, waiting)
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

    def _settle(self, claimed: Path, waiting: Path) -> Outcome:
        """Take one claimed file in or put it aside."""
        name = _short(waiting.name)
        try:
            with self._open(claimed) as stream:
                checksum = self._checksum(stream)
                _compare(checksum, waiting)
                outcome = self._reading.take_in(stream, name, checksum)
        except FileRefused as refusal:
            self._put_aside(claimed, waiting, name, str(refusal))
            return Outcome("quarantined")
        self._move(claimed, waiting, self._free(claimed, DONE, name))
        return outcome

    def _open(self, claimed: Path) -> BinaryIO:
        try:
            # Neither a link nor a pipe is opened, and what was looked at is what is read.
            descriptor = os.open(claimed, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except PermissionError:
            raise FileRefused("The user that runs the portal may not read this file") from None
        except OSError as problem:
            if problem.errno not in {errno.ELOOP, errno.ENXIO}:
                raise
            raise FileRefused("This is not an ordinary file") from None
        stream = os.fdopen(descriptor, "rb")
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            stream.close()
            raise FileRefused("This is not an ordinary file")
        return stream

    def _checksum(self, stream: BinaryIO) -> str:
        digest, size = hashlib.sha256(), 0
        while chunk := stream.read(A_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > self._max_bytes:
                raise FileRefused(f"The file is larger than {self._max_bytes} bytes")
        stream.seek(0)
        return digest.hexdigest()

    def _put_aside(self, claimed: Path, waiting: Path, name: str, reason: str) -> None:
        target = self._free(claimed, QUARANTINE, name)
        sentence = f"{self._now().isoformat(timespec='seconds')} {reason}\n"
        # The reason first: a file that cannot be put aside after it waits, and none lies there unexplained.
        target.with_name(f"{target.name}.reason.txt").write_text(sentence, encoding="utf-8")
        self._move(claimed, waiting, target)

    def _move(self, claimed: Path, waiting: Path, target: Path) -> None:
        claimed.rename(target)
        with suppress(OSError):  # most files have none
            _beside(waiting).rename(_beside(target))

    def _free(self, claimed: Path, into: str, name: str) -> Path:
        """Where the file goes without taking another's place: a newer file of the same name must not be lost."""
        target = self._folder / into / name
        return target.with_name(claimed.name) if os.path.lexists(target) else target


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}{CHECKSUM}")


def _compare(checksum: str, waiting: Path) -> None:
    """Refuse a file that is not what the checksum beside it says, where there is one."""
    try:
        with _beside(waiting).open("rb") as stream:
            said = stream.read(64)
    except OSError as problem:
        # A name that is too long to have `.sha256` after it has none.
        if problem.errno in {errno.ENOENT, errno.ENAMETOOLONG}:
            return
        raise
    if said.lower() != checksum.encode("ascii"):
        raise FileRefused("The file is not what its .sha256 says: it may be cut short or changed")


def _claim(name: str) -> str:
    """A name in `taking_in/`. It holds the moment, since another owner's file may be moved but not touched."""
    return f"{int(time.time()):x}-{secrets.token_hex(4)}.{_short(name)}"


def _left(problem: Exception) -> Outcome:
    # The kind of problem only: an error's text holds paths, and may hold what a file says.
    logger.warning("Capita ONE: a file in the drop folder could not be taken in (%s); it waits", type(problem).__name__)
    return Outcome("left")


def _short(name: str) -> str:
    """The end of a file's name, so that what is added here never makes it longer than a file system allows."""
    # One character for each byte that is none: the mark that stands for it otherwise takes three.
    return os.fsencode(name)[-LONGEST_NAME:].decode("utf-8", "replace").replace("\ufffd", "_")
