"""What the use cases of files need from outside: rows, bytes, a judge and a virus scanner."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.attachments.models import (
    Attachment,
    Content,
    FileCounts,
    FileLimits,
    FileState,
    Judged,
)


class AttachmentStore(Protocol):
    """Rows of files, in the transaction."""

    def hold_draft(self, draft_id: str) -> bool:
        """Keep a draft from being sent or thrown away until this transaction ends; whether it is still there."""
        ...

    def add(self, attachment: Attachment) -> None:
        """Store a new file. Raises `Stale` where the draft has one of the same content."""
        ...

    def of_draft(self, draft_id: str) -> tuple[Attachment, ...]:
        """The files of a draft that was not sent, in the order in which they were added."""
        ...

    def of_contact(self, reference: Reference) -> tuple[Attachment, ...]: ...

    def get(self, attachment_id: str) -> Attachment | None: ...

    def size_in_drafts(self, professional_id: str) -> int:
        """The bytes that a person has in drafts."""
        ...

    def remove(self, attachment_id: str, draft_id: str) -> bool:
        """Drop a file of a draft that was not sent; whether it was there."""
        ...

    def send(self, draft_id: str, reference: Reference) -> None:
        """Let a draft's files go with the contact it became."""
        ...

    def drop_of_draft(self, draft_id: str) -> None:
        """Drop the files of a draft that is thrown away."""
        ...

    def due(self, now: datetime, states: Sequence[FileState], limit: int) -> tuple[Attachment, ...]:
        """Files whose check is due, the longest due first."""
        ...

    def claim(self, attachment: Attachment, until: datetime) -> Attachment | None:
        """Take a check in hand, one more; None where another worker did since it was read."""
        ...

    def put_off(self, attachment: Attachment, until: datetime) -> None:
        """Give a check back that was in hand, to be tried again then."""
        ...

    def settle(self, attachment: Attachment, state: FileState, finding: str, at: datetime) -> bool:
        """Keep what the check said; False where the file is gone or was settled meanwhile."""
        ...

    def keys(self) -> frozenset[str]:
        """Every key that a row holds."""
        ...

    def counts(self) -> FileCounts: ...


class NoSuchFile(LookupError):
    """There are no bytes under a key."""


class FileUnreadable(RuntimeError):
    """Bytes were changed, cut short or sealed with another key."""


class StorageFull(OSError):
    """There is no room for a file."""


class FileStorage(Protocol):
    """Bytes under random keys, sealed: a folder, or a service like it."""

    def put(self, chunks: Iterable[bytes]) -> Content:
        """Store a stream under a new key; it is there for good once this returns. What `chunks` raises is raised,
        and nothing is kept. Raises `StorageFull`.
        """
        ...

    def open(self, content: Content) -> Iterator[bytes]:
        """The bytes. Raises `NoSuchFile` and, at any chunk, `FileUnreadable`."""
        ...

    def delete(self, key: str) -> None:
        """Remove the bytes; nothing happens where there are none."""
        ...

    def older_than(self, age: timedelta) -> Iterator[str]:
        """The keys of everything that was stored so long ago, unfinished leftovers too."""
        ...

    def free(self) -> int:
        """How many bytes may still be stored."""
        ...


class FileJudge(Protocol):
    """Says by its content what a file is, and makes the copy that people may fetch."""

    def judge(self, name: str, content: Content) -> Judged:
        """Raises `NotTaken`."""
        ...


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"


@frozen
class Scanned:
    """What a scanner said; `finding` is the name it has for what it found."""

    verdict: Verdict
    finding: str = ""


class ScannerSilent(RuntimeError):
    """The scanner did not say whether a file is clean: it is down, slow, or its signatures are too old to believe."""


@frozen
class ScannerHealth:
    """Which scanner answers, and how old what it knows is; `trouble` is a sentence for whoever runs the portal."""

    version: str = ""
    signatures_from: datetime | None = None
    trouble: str = ""


class VirusScanner(Protocol):
    def scan(self, chunks: Iterable[bytes]) -> Scanned:
        """Raises `ScannerSilent`."""
        ...

    def health(self, now: datetime) -> ScannerHealth:
        """Never raises: a scanner that does not answer is its `trouble`."""
        ...


@frozen
class FileRoom:
    """Everything that files need. `scanner` is None where a deployment goes without one and says so."""

    storage: FileStorage
    judge: FileJudge
    scanner: VirusScanner | None
    limits: FileLimits = field(factory=FileLimits)
