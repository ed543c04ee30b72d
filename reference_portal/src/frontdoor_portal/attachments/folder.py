"""Sealed bytes in a folder of this machine: a file each, spread over subfolders, written whole or not at all."""

import contextlib
import errno
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from frontdoor_portal.use_cases.attachments.ports import NoSuchFile, StorageFull

_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")
_UNFINISHED = ".part"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@frozen
class FolderStore:
    """`sealing.ByteStore` in a folder. A file appears under its key only once all of it is on the disk."""

    root: Path

    def write(self, key: str, chunks: Iterable[bytes]) -> None:
        place = self._place(key)
        unfinished = place.with_name(place.name + _UNFINISHED)
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(place)
            _sync_folder(place.parent)
        except BaseException as problem:
            unfinished.unlink(missing_ok=True)
            if isinstance(problem, OSError) and problem.errno in _FULL:
                raise StorageFull("There is no room for a file") from None
            raise

    def read(self, key: str, size: int) -> Iterator[bytes]:
        try:
            file = self._place(key).open("rb")
        except FileNotFoundError:
            raise NoSuchFile("There are no bytes under this key") from None
        return _pieces(file, size)

    def delete(self, key: str) -> None:
        place = self._place(key)
        place.unlink(missing_ok=True)
        place.with_name(place.name + _UNFINISHED).unlink(missing_ok=True)

    def older_than(self, age: timedelta) -> Iterator[str]:
        before = time.time() - age.total_seconds()
        for place in self.root.glob("*/*"):
            key = place.name.removesuffix(_UNFINISHED)
            with contextlib.suppress(FileNotFoundError):
                if _KEY.fullmatch(key) and place.stat().st_mtime <= before:
                    yield key

    def free(self) -> int:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def _place(self, key: str) -> Path:
        # A key is always one of ours: nothing that anybody typed is ever part of a path (ASVS 5.3.2).
        if not _KEY.fullmatch(key):
            raise NoSuchFile("This is no key")
        return self.root / key[:2] / key


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    with file:
        while piece := file.read(size):
            yield piece


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
