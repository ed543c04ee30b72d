"""Made-up histories: an audit in memory, its export and its anchors, and what the owner of a database does to one."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve
from reference_portal.tests.storage.made import NOW

from frontdoor_portal.evidence.anchor_file import AnchorLine, read_anchors, signed_line
from frontdoor_portal.evidence.exporting import sealed_line
from frontdoor_portal.evidence.findings import Report
from frontdoor_portal.evidence.keys import PublicKeys, SigningKey
from frontdoor_portal.evidence.verifying import verify
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint
from frontdoor_portal.use_cases.auditing.chain import (
    FORMAT,
    ChainHead,
    Seal,
    StoredEntry,
    beginning_of,
    canonical,
    row_data,
    sealed_after,
)

HERE, ELSEWHERE = "6f2d0c1e-here", "0b9a7f33-elsewhere"
KEY, OTHER_KEY = SigningKey.new(), SigningKey.new()


def entries(count: int, start: datetime = NOW) -> tuple[StoredEntry, ...]:
    """Somebody opens one contact after the other, a minute apart."""
    return tuple(
        StoredEntry(
            number,
            start + timedelta(minutes=number),
            f"person-{number % 3}",
            "viewed_contact",
            f"FD-2222-222{number % 10}",
            "Triage at the front door",
            "",
        )
        for number in range(1, count + 1)
    )


def seals_of(some: Sequence[StoredEntry], deployment: str = HERE) -> tuple[Seal, ...]:
    return sealed_after(ChainHead(deployment, 0, beginning_of(deployment)), tuple(some))


def export_of(
    some: Sequence[StoredEntry],
    seals: Sequence[Seal] | None = None,
    *,
    deployment: str = HERE,
    unsealed: Iterable[StoredEntry] = (),
) -> list[bytes]:
    """The lines of an export: each seal with the entry of its id."""
    seals = seals_of(some, deployment) if seals is None else seals
    found = {entry.id: entry for entry in some}
    rows = [sealed_line(deployment, seal, found.get(seal.entry_id)) for seal in seals]
    waiting = []
    for entry in unsealed:
        row = row_data(deployment, 0, entry)
        del row["seq"]
        waiting.append(canonical({"unsealed": row}) + b"\n")
    end = {"end": {"sealed": len(rows), "unsealed": len(waiting)}}
    return [canonical({"deployment": deployment, "format": FORMAT}) + b"\n", *rows, *waiting, canonical(end) + b"\n"]


def checkpoint_at(seq: int, some: Sequence[StoredEntry], deployment: str = HERE) -> Checkpoint:
    """What was signed when that row had been sealed, ten seconds after it was written."""
    seal = seals_of(some, deployment)[seq - 1]
    return Checkpoint(deployment, seq, seal.hash, some[seq - 1].at + timedelta(seconds=10))


def anchored(*checkpoints: Checkpoint, key: SigningKey = KEY, known: SigningKey = KEY) -> tuple[AnchorLine, ...]:
    lines = b"".join(signed_line(each, key) for each in checkpoints)
    return tuple(read_anchors(io.BytesIO(lines).readlines(), PublicKeys.of([known.public])))


def judged(lines: Iterable[bytes], *checkpoints: Checkpoint) -> list[tuple[str, int | None]]:
    """What is wrong, and with which row first."""
    return found_in(verify(lines, anchored(*checkpoints)))


def found_in(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.wrong.value, finding.seq) for finding in report.findings]


def changed(some: Sequence[StoredEntry], number: int, **how: Any) -> tuple[StoredEntry, ...]:
    """The same entries, but for one that says something else."""
    return tuple(evolve(each, **how) if each.id == number else each for each in some)
