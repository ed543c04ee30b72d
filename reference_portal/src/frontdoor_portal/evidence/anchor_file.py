"""The anchors: a file of signed checkpoints, one a line, that is only ever added to."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from frontdoor_portal.evidence.keys import PublicKeys, SigningKey
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint, HistoryDiffers
from frontdoor_portal.use_cases.auditing.chain import canonical, in_utc

_MEANT_FOR = b"frontdoor-audit-checkpoint/1\n"
"""Stands before what is signed, so that no signature made for something else can pass for a checkpoint."""

_END_BYTES = 4_096
"""How much of the file's end is read for its last line, which has about 300."""


@frozen
class AnchorLine:
    """A line of the file. `checkpoint` is None where it cannot be read; `is_signed` says that a known key signed it."""

    number: int
    checkpoint: Checkpoint | None
    is_signed: bool


@frozen
class AnchorFile:
    """`use_cases.auditing.anchoring.Anchors` in a file. The signing key is read for each signature."""

    path: Path
    _signing_key: Callable[[], SigningKey]

    def last(self) -> Checkpoint | None:
        """Raises `HistoryDiffers` where the last line cannot be read or is not ours, and `OSError`."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _END_BYTES))
            lines = file.read().splitlines()
        if not lines:
            return None
        [line] = read_anchors(lines[-1:], PublicKeys.of([self._signing_key().public]))
        if line.checkpoint is None:
            raise HistoryDiffers(f"The last line of {self.path} cannot be read")
        return line.checkpoint

    def add(self, checkpoint: Checkpoint) -> None:
        """One more line, on the disk before this returns. Raises `OSError`, and what reading the key raises."""
        line = signed_line(checkpoint, self._signing_key())
        # One write to the file's end: two processes that sign at the same moment do not mix their lines.
        with self.path.open("ab", buffering=0) as file:
            file.write(line)
            os.fsync(file.fileno())


def signed_line(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """The line of a checkpoint, with its end."""
    data = {
        "deployment": checkpoint.deployment,
        "hash": checkpoint.hash,
        "seq": checkpoint.seq,
        "time": in_utc(checkpoint.time),
    }
    signature = key.sign(_MEANT_FOR + canonical(data))
    return canonical({"checkpoint": data, "signature": signature}) + b"\n"


def read_anchors(lines: "list[bytes]", keys: PublicKeys) -> Iterator[AnchorLine]:
    """Every line that is not empty, judged by these keys."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(number, line, keys)


def _read(number: int, line: bytes, keys: PublicKeys) -> AnchorLine:
    try:
        whole = json.loads(line)
        data, signature = whole["checkpoint"], whole["signature"]
        checkpoint = _checkpoint(data)
        is_signed = keys.signed(_MEANT_FOR + canonical(data), signature)
    except (ValueError, KeyError, TypeError, RecursionError):
        return AnchorLine(number, None, False)
    return AnchorLine(number, checkpoint, is_signed)


def _checkpoint(data: Any) -> Checkpoint:
    at = datetime.strptime(data["time"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    seq, deployment, digest = data["seq"], data["deployment"], data["hash"]
    if not isinstance(seq, int) or not isinstance(deployment, str) or len(bytes.fromhex(digest)) != 32:
        raise ValueError
    return Checkpoint(deployment, seq, digest, at)
