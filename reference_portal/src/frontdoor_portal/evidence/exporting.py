"""The export of the audit: JSON lines, streamed, in the order of the seals; what has none yet stands at the end.

The first line names the deployment. Each row is `{"hash": ..., "row": {...}}` in canonical JSON, whose `row` is, byte
for byte, what was sealed if nothing was changed since. A row whose entry is gone holds its numbers only. The last line
counts both kinds, so that an export that was cut short is not taken for a history that was.
"""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attrs import frozen

from frontdoor_portal.use_cases.auditing.chain import FORMAT, Seal, StoredEntry, canonical, row_data
from frontdoor_portal.use_cases.ports import Work

_CHUNK = 5_000
"""Rows of one transaction: what is sealed does not change, so the export needs no long one."""

_UNSEALED_SPAN = 50_000


@frozen
class Exported:
    """How many rows an export holds."""

    sealed: int
    unsealed: int


def export_to(path: Path, work: Work, progress: Callable[[int], None] = lambda _rows: None) -> Exported:
    """Write the whole audit into a new file, compressed where its name ends in `.gz`.

    Raises `FileExistsError` and other `OSError`s, and `StoreUnavailable`.
    """
    with path.open("xb") as file, _maybe_compressed(file, path.suffix == ".gz") as out:
        return write_export(out, work, progress)


def write_export(out: IO[bytes], work: Work, progress: Callable[[int], None] = lambda _rows: None) -> Exported:
    """The same into any file."""
    with work.reading() as tx:
        deployment = tx.seals.head().deployment
    out.write(canonical({"deployment": deployment, "format": FORMAT}) + b"\n")
    sealed = last = 0
    for chunk in _chunks(work):
        out.writelines(sealed_line(deployment, seal, entry) for seal, entry in chunk)
        sealed, last = sealed + len(chunk), chunk[-1][0].seq
        progress(sealed)
    unsealed = 0
    for entry in _without_seal(work, last):
        row = row_data(deployment, 0, entry)
        del row["seq"]
        out.write(canonical({"unsealed": row}) + b"\n")
        unsealed += 1
    out.write(canonical({"end": {"sealed": sealed, "unsealed": unsealed}}) + b"\n")
    return Exported(sealed, unsealed)


def sealed_line(deployment: str, seal: Seal, entry: StoredEntry | None) -> bytes:
    """One row with its seal, as the database holds both."""
    if entry is None:
        row = canonical({"deployment": deployment, "entry": seal.entry_id, "seq": seal.seq})
    else:
        row = canonical(row_data(deployment, seal.seq, entry))
    return b'{"hash":%s,"row":%s}\n' % (canonical(seal.hash), row)


def _chunks(work: Work) -> Iterator[tuple[tuple[Seal, StoredEntry | None], ...]]:
    after = 0
    while True:
        with work.reading() as tx:
            chunk = tx.seals.sealed(after, _CHUNK)
        if not chunk:
            return
        yield chunk
        after = chunk[-1][0].seq


def _without_seal(work: Work, last_seq: int) -> Iterator[StoredEntry]:
    """What had no seal when the last row was exported: what was sealed meanwhile is not left out."""
    with work.reading() as tx:
        highest = tx.seals.highest_id()
    for first in range(0, highest + 1, _UNSEALED_SPAN):
        after = first
        while True:
            with work.reading() as tx:
                found = tx.seals.unsealed(after, _CHUNK, first + _UNSEALED_SPAN + 1, last_seq)
            yield from found
            if len(found) < _CHUNK:
                break
            after = found[-1].id


@contextmanager
def _maybe_compressed(file: IO[bytes], is_compressed: bool) -> Iterator[IO[bytes]]:
    if not is_compressed:
        yield file
        return
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6) as compressed:
        yield compressed  # type: ignore[misc]
