"""The processes of the audit's suite: one makes an export and its anchors, another verifies them."""

import gzip
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from frontdoor_benchmarks.memory import peak_mb
from frontdoor_portal.evidence.anchor_file import read_anchors, signed_line
from frontdoor_portal.evidence.exporting import sealed_line
from frontdoor_portal.evidence.keys import PublicKeys, SigningKey
from frontdoor_portal.evidence.reading_export import lines_of
from frontdoor_portal.evidence.verifying import verify
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint
from frontdoor_portal.use_cases.auditing.chain import (
    FORMAT,
    ChainHead,
    StoredEntry,
    beginning_of,
    canonical,
    sealed_after,
)

_DEPLOYMENT = "5b9d3c5e-4a0f-4f0e-9c1c-benchmark"
_BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_CHUNK = 1_000
_DID = (
    ("viewed_contact", "FD-7K3M-9QXP", "Triage at the front door", ""),
    ("searched", "children", "I am checking whether services already know the child", "given_name,family_name"),
    ("viewed_child", "framework_i/104711", "I am worried about the child and may send a concern", ""),
    ("changed_contact", "FD-7K3M-9QXP", "", "Decide"),
)


def make(folder: Path, name: str, rows: int, checkpoint_every: int) -> None:
    """Write an export of so many rows, two a second, as the portal writes it, and its anchors."""
    key = SigningKey.new()
    (folder / "public-key").write_text(key.public, encoding="ascii")
    head = ChainHead(_DEPLOYMENT, 0, beginning_of(_DEPLOYMENT))
    with (folder / "anchors.jsonl").open("wb") as anchors, _open(folder / name) as out:
        out.write(canonical({"deployment": _DEPLOYMENT, "format": FORMAT}) + b"\n")
        for first in range(1, rows + 1, _CHUNK):
            entries = tuple(_entry(number) for number in range(first, min(first + _CHUNK, rows + 1)))
            for seal, entry in zip(sealed_after(head, entries), entries, strict=True):
                out.write(sealed_line(_DEPLOYMENT, seal, entry))
                head = ChainHead(_DEPLOYMENT, seal.seq, seal.hash)
                if seal.seq % checkpoint_every == 0 or seal.seq == rows:
                    signed = Checkpoint(_DEPLOYMENT, seal.seq, seal.hash, entry.at + timedelta(seconds=5))
                    anchors.write(signed_line(signed, key))
        out.write(canonical({"end": {"sealed": rows, "unsealed": 0}}) + b"\n")


def measure(folder: Path, name: str) -> dict[str, Any]:
    """Verify, as `frontdoor-portal audit verify` does, from reading the first file to the verdict."""
    began, busy = time.perf_counter(), time.process_time()
    keys = PublicKeys.of([(folder / "public-key").read_text(encoding="ascii")])
    report = verify(
        lines_of(folder / name), tuple(read_anchors((folder / "anchors.jsonl").read_bytes().splitlines(), keys))
    )
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    if report.findings or report.sealed != report.anchored:
        raise RuntimeError(f"A whole history was not found whole: {report.findings}")
    return {
        "rows": report.sealed,
        "checkpoints": report.checkpoints,
        "seconds": round(seconds, 2),
        "busy_seconds": round(busy, 2),
        "rows_a_second": round(report.sealed / seconds),
        "peak_mb": round(peak_mb(), 1),
    }


def _entry(number: int) -> StoredEntry:
    action, subject, purpose, detail = _DID[number % len(_DID)]
    at = _BEGAN + timedelta(seconds=number / 2)
    return StoredEntry(number, at, f"demo-person-{number % 400}", action, subject, purpose, detail)


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as file:
        if path.suffix != ".gz":
            yield file
            return
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6) as compressed:
            yield compressed  # type: ignore[misc]


if __name__ == "__main__":
    step, where, called, count, every = sys.argv[1:]
    if step == "make":
        make(Path(where), called, int(count), int(every))
    else:
        told = json.dumps(measure(Path(where), called))
        (Path(where) / "figures.json").write_text(told, encoding="utf-8")
