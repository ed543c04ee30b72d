"""Checkpoints: where the chain stood at a time, signed and kept outside the database.

Whoever owns the database can write the whole chain anew; they cannot sign that it always was so.
"""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from frontdoor_portal.use_cases.ports import Office


class HistoryDiffers(RuntimeError):
    """The chain is not the one that was signed last: nothing more is signed until somebody has looked."""


@frozen
class Checkpoint:
    """The chain of a deployment had this hash at this number. `time` is when that was signed, in UTC."""

    deployment: str
    seq: int
    hash: str
    time: datetime


class Anchors(Protocol):
    """Signed checkpoints in a place that the database's owner does not own."""

    def last(self) -> Checkpoint | None:
        """The one that was added last; None where there is none. Raises `HistoryDiffers` where it cannot be read."""
        ...

    def add(self, checkpoint: Checkpoint) -> None:
        """Sign and keep one more."""


def anchor(office: Office, anchors: Anchors) -> Checkpoint | None:
    """Sign where the chain stands now; None where nothing was sealed since the last checkpoint.

    Raises `HistoryDiffers` where the chain does not hold what was signed last: a backup was restored, or the history
    was changed. What `Anchors` raise comes through.
    """
    before = anchors.last()
    with office.work.reading() as tx:
        head = tx.seals.head()
        signed = tx.seals.hash_of(before.seq) if before else None
    if before is not None and (before.deployment, before.hash) != (head.deployment, signed):
        raise HistoryDiffers(f"The audit does not hold what was signed for its row {before.seq}: run audit verify")
    if head.seq == (before.seq if before else 0):
        return None
    checkpoint = Checkpoint(head.deployment, head.seq, head.hash, office.now())
    anchors.add(checkpoint)
    return checkpoint
