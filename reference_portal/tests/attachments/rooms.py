"""A room of files for tests: real sealed bytes in a folder, the judge in this process, and a scanner that obeys."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_portal.attachments.folder import FolderStore
from frontdoor_portal.attachments.judging import judge
from frontdoor_portal.attachments.sealing import SealedStorage
from frontdoor_portal.use_cases.attachments.models import Content, FileLimits, Judged
from frontdoor_portal.use_cases.attachments.ports import (
    FileRoom,
    FileStorage,
    Scanned,
    ScannerHealth,
    ScannerSilent,
    Verdict,
)

KEY = SecretReference("portal", "attachments")


def storage_in(folder: Path, key: str = "a key for tests alone, of enough letters") -> SealedStorage:
    return SealedStorage(FolderStore(folder), KEY, lambda _: Secret(key))


@frozen
class JudgeHere:
    """The judge in this process: quicker than one of its own."""

    storage: FileStorage

    def judge(self, name: str, content: Content) -> Judged:
        found = judge(name, b"".join(self.storage.open(content)))
        copy = self.storage.put([found.copy]) if found.copy is not None else None
        return Judged(found.kind, found.about, found.removed, copy, found.copy_kind)


@define
class Scanner:
    """Finds what a test says, and answers only while it is up."""

    finds: bytes = b"EICAR"
    trouble: str = ""
    seen: list[bytes] = field(factory=list)

    def scan(self, chunks: Iterable[bytes]) -> Scanned:
        if self.trouble:
            raise ScannerSilent(self.trouble)
        data = b"".join(chunks)
        self.seen.append(data)
        return Scanned(Verdict.INFECTED, "Eicar-Test") if self.finds in data else Scanned(Verdict.CLEAN)

    def health(self, now: datetime) -> ScannerHealth:  # noqa: ARG002
        return ScannerHealth("" if self.trouble else "ClamAV 1.4.3", trouble=self.trouble)


def room_in(folder: Path, scanner: Any = None, **limits: int) -> FileRoom:
    """A room whose disk is never too full for a test."""
    storage = storage_in(folder)
    return FileRoom(storage, JudgeHere(storage), scanner, FileLimits(**{"spare": 0, **limits}))
