"""Referrals as files: one for each reference, written whole and once, for a job that imports them.

The job reads `FD-....json` and leaves it where it is. It puts `FD-....taken` or `FD-....refused` beside it: empty, or
JSON with what the case system made of it. So a file never disappears while somebody looks for it, and no reference is
written twice.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import frozen

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import Episode, EpisodeRequest, EpisodeStage
from frontdoor.connectors.failures import ContractMismatch, OutcomeUnknown, RecordFault, RecordRejected, Unavailable
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.texts import has_lone_surrogate

Value = TypeVar("Value")

WAITING: Final = "Waits for the import job"

MARKS: Final = {
    ".refused": ("Refused by the import job", EpisodeStage.CANCELLED),
    ".taken": ("Taken in by the import job", EpisodeStage.IN_PROGRESS),
}


@frozen
class Referral:
    """What a file holds: the episode to open, who asked for it and why."""

    acting_for: str
    purpose: str
    episode: EpisodeRequest


@frozen
class Mark:
    """What the import job may say: the case system's own ids and words."""

    episode_id: str = ""
    person_id: str = ""
    status: str = ""
    team: str = ""
    outcome: str = ""


class ReferralFolder:
    """One folder of referrals. Several processes may write into it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, request: EpisodeRequest, call: Call) -> Episode:
        """Write the referral unless its reference has one already, and answer with the one there is.

        Raises `RecordRejected` for a text that no file can hold, `Unavailable` where nothing was written, and
        `OutcomeUnknown` where that is not sure.
        """
        referral = unstructure(Referral(call.acting_for, call.purpose, request))
        if faults := [RecordFault(place, "is not Unicode text") for place in _unwritable(referral)]:
            raise RecordRejected(faults)
        content = json.dumps(referral, indent=2, ensure_ascii=False)
        try:
            self._write(self._file(request.reference), content.encode())
        except OSError as problem:
            raise Unavailable(f"The folder of referrals takes no file: {problem.strerror}") from None
        try:
            self._keep()
            found = self.find(request.reference)
        except (OSError, Unavailable):
            raise OutcomeUnknown("The folder of referrals cannot be read after a file was written") from None
        if found is None:
            raise OutcomeUnknown("The folder of referrals lost a file")
        return found

    def find(self, reference: Reference) -> Episode | None:
        """The referral of a reference, None where the folder has none."""
        asked = self._read(self._file(reference), Referral)
        if asked is None:
            self.check()  # where the folder itself is away, nothing is known
            return None
        if asked.episode.reference != reference:
            raise ContractMismatch("A file in the folder of referrals bears another reference")
        (status, stage), mark = (WAITING, EpisodeStage.WAITING), Mark()
        for ending, meaning in MARKS.items():
            found = self._read(self._folder / f"{reference}{ending}", Mark)
            if found is not None:
                (status, stage), mark = meaning, found
                break
        return Episode(
            id=mark.episode_id or f"{reference}.json",
            reference=reference,
            person_id=mark.person_id or asked.episode.person_id or "",
            status=mark.status or status,
            team=mark.team or asked.episode.team,
            outcome=mark.outcome,
            stage=stage,
            queued=not mark.episode_id,
        )

    def check(self) -> None:
        """Raise `Unavailable` unless the folder is there and takes files."""
        if not self._folder.is_dir() or not os.access(self._folder, os.R_OK | os.W_OK | os.X_OK):
            raise Unavailable("The folder of referrals is not there, or is closed to us")

    def _file(self, reference: Reference) -> Path:
        return self._folder / f"{reference}.json"

    def _write(self, file: Path, content: bytes) -> None:
        # A link is made whole or not at all, and never over a file that is there: a rename would replace it.
        part = self._folder / f".{file.stem}.{secrets.token_hex(8)}.part"
        try:
            part.touch(0o600, exist_ok=False)
            with part.open("wb") as writing:
                writing.write(content)
                writing.flush()
                os.fsync(writing.fileno())
            with suppress(FileExistsError):
                file.hardlink_to(part)
        finally:
            part.unlink(missing_ok=True)

    def _keep(self) -> None:
        """Bring the folder's own list of files to the disk, so that a power cut loses none of them."""
        if os.name == "nt":
            return  # Windows has no such call and needs none
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @staticmethod
    def _read(file: Path, into: type[Value]) -> Value | None:
        """What a file holds, None where there is no such file; an empty one holds what its class has by default."""
        try:
            written = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise Unavailable(f"The folder of referrals cannot be read: {problem.strerror}") from None
        try:
            return structure(json.loads(written) if written.strip() else {}, into)
        except ValueError:
            raise ContractMismatch("A file in the folder of referrals is not as it was written") from None


def _unwritable(data: Any, place: str = "") -> Iterator[str]:
    """Where in plain data a text has half a character, which UTF-8 does not know: `.episode.new_person.name.given`."""
    if isinstance(data, str):
        if has_lone_surrogate(data):
            yield place
    elif isinstance(data, dict):
        for key, each in data.items():
            yield from _unwritable(each, f"{place}.{key}")
    elif isinstance(data, (list, tuple)):
        for number, each in enumerate(data):
            yield from _unwritable(each, f"{place}[{number}]")
