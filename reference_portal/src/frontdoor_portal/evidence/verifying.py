"""Whether the history in an export is the one that was signed: read once, row by row, with no database.

A row is bound to all before it by its hash, and the hash of a row that a checkpoint names must be the signed one. The
first row that is not as it was sealed is named. What is read after it only helps to say what was done.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from frontdoor_portal.evidence.anchor_file import AnchorLine
from frontdoor_portal.evidence.explaining import explain
from frontdoor_portal.evidence.findings import Finding, Report, Wrong
from frontdoor_portal.evidence.reading_export import (
    End,
    NotReadable,
    Row,
    Unsealed,
    deployment_of,
    rows_of,
)
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint
from frontdoor_portal.use_cases.auditing.chain import beginning_of, in_utc, linked

LATE = timedelta(minutes=15)
"""How much earlier than the checkpoint before it an entry may say that it was written.

A transaction is committed seconds after its entry, and the clocks of two servers may differ.
"""


def verify(lines: Iterable[bytes], anchors: Sequence[AnchorLine]) -> Report:
    """Judge an export by the anchors. Raises what `lines` raise."""
    return _Verifier(anchors).report(iter(lines))


class _Verifier:
    def __init__(self, anchors: Sequence[AnchorLine]) -> None:
        self._checkpoints = [line.checkpoint for line in anchors if line.checkpoint and line.is_signed]
        self._findings = list(_faults_of(anchors))
        # Checkpoints that contradict each other cannot both be met: the row's finding is then certain.
        self._signed: dict[int, list[Checkpoint]] = {}
        for each in self._checkpoints:
            self._signed.setdefault(each.seq, []).append(each)
        self._deployment = ""
        self._sealed = self._unsealed = self._anchored = self._agreed = 0
        self._earliest = ""

    def report(self, lines: Iterator[bytes]) -> Report:
        try:
            self._deployment = deployment_of(next(lines, b""))
        except NotReadable:
            self._find(Wrong.NOT_READABLE, "the first line does not name a deployment, so this is no export")
            return self._done()
        others = {each.deployment for each in self._checkpoints} - {self._deployment}
        if others:
            says = f"this is the history of {self._deployment}, and the anchors are of {', '.join(sorted(others))}"
            self._find(Wrong.ANOTHER_DEPLOYMENT, says)
            return self._done()
        self._read(rows_of(lines))
        return self._done()

    def _read(self, rows: Iterator[Row | Unsealed | End]) -> None:
        last, ended = beginning_of(self._deployment), False
        before = ""
        try:
            for each in rows:
                match each:
                    case Row():
                        if not self._judge(each, last, before, rows):
                            return
                        before, last = last, each.hash
                    case Unsealed():
                        self._unsealed += 1
                        self._judge_time(each.data, None)
                    case End():
                        ended = (each.sealed, each.unsealed) == (self._sealed, self._unsealed)
                        break
        except NotReadable:
            seq = self._sealed + 1
            self._find(Wrong.NOT_READABLE, f"the line after row {self._sealed} cannot be read", seq)
            return
        if not ended:
            says = "the file has no last line that counts its rows, or another count: export it again"
            self._find(Wrong.INCOMPLETE, says)
        self._judge_end()

    def _judge(self, row: Row, last: str, before: str, rest: Iterator[Row | Unsealed | End]) -> bool:
        """Whether the row is as it was sealed, and as it was signed."""
        seq = self._sealed + 1
        if row.data["deployment"] != self._deployment:
            says = f"row {seq} is of {row.data['deployment']}, and this is the history of {self._deployment}"
            self._find(Wrong.ANOTHER_DEPLOYMENT, says, seq)
            return False
        if row.data["seq"] != seq or row.hash != linked(last, row.sealed):
            self._findings.append(explain(seq, row, before, last, rest))
            return False
        for checkpoint in self._signed.get(seq, ()):
            if checkpoint.hash != row.hash:
                self._find(Wrong.RE_CHAINED, self._re_chained(checkpoint), seq)
                return False
            self._agreed += 1
            self._anchored = seq
        self._sealed = seq
        self._judge_time(row.data, seq)
        if (signed := self._signed.get(seq)) is not None:
            self._earliest = max(self._earliest, *(in_utc(each.time - LATE) for each in signed))
        return True

    def _judge_time(self, data: dict[str, Any], seq: int | None) -> None:
        # Times of one form compare as texts.
        if str(data.get("at", "")) < self._earliest and not self._has(Wrong.DATED_BACK):
            which = f"row {seq}" if seq else f"the entry {data.get('entry')}, which has no seal,"
            says = (
                f"{which} says {data.get('at')}, and was not there when a checkpoint was signed more than "
                f"{LATE.seconds // 60} minutes later: it was added afterwards, or a server's clock was wrong"
            )
            self._find(Wrong.DATED_BACK, says, seq)

    def _judge_end(self) -> None:
        beyond = [each for each in self._checkpoints if each.seq > self._sealed]
        if beyond:
            furthest = max(beyond, key=lambda each: each.seq)
            says = (
                f"the history is shorter than the anchor: it ends with row {self._sealed}, and row {furthest.seq} was "
                f"signed on {in_utc(furthest.time)}. The tail was cut, or an older backup was restored"
            )
            self._find(Wrong.TAIL_CUT, says, self._sealed + 1)

    def _re_chained(self, checkpoint: Checkpoint) -> str:
        return (
            f"row {checkpoint.seq} has not the hash that was signed on {in_utc(checkpoint.time)}, though it follows "
            f"from the rows before it: something after row {self._anchored} was changed and the chain written anew, or "
            "a backup was restored and written on"
        )

    def _find(self, wrong: Wrong, says: str, seq: int | None = None) -> None:
        self._findings.append(Finding(wrong, says, seq))

    def _has(self, wrong: Wrong) -> bool:
        return any(finding.wrong is wrong for finding in self._findings)

    def _done(self) -> Report:
        return Report(
            self._deployment, self._sealed, self._unsealed, self._anchored, self._agreed, tuple(self._findings)
        )


def _faults_of(anchors: Sequence[AnchorLine]) -> Iterator[Finding]:
    if not anchors:
        yield Finding(Wrong.NO_ANCHORS, "the file of anchors is empty, so nothing outside the database can be asked")
    for line in anchors:
        if line.checkpoint is None:
            yield Finding(Wrong.NOT_READABLE, f"line {line.number} of the anchors is no checkpoint")
        elif not line.is_signed:
            says = f"line {line.number} of the anchors was not signed with this key, or was changed since"
            yield Finding(Wrong.BAD_SIGNATURE, says)
