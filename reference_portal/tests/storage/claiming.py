"""Putting messages in the outbox and claiming them, each in a transaction of its own."""

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Claimed, Message


def put(work: SqlWork, *messages: Message) -> None:
    with work.begin() as tx:
        for each in messages:
            tx.outbox.put(each)


def claim(work: SqlWork, worker: str = "worker-1", lease_seconds: float = 60) -> Claimed | None:
    with work.begin() as tx:
        return tx.outbox.claim(worker, lease_seconds)


def must_claim(work: SqlWork, worker: str = "worker-1") -> Claimed:
    claimed = claim(work, worker)
    assert claimed is not None
    return claimed


def claimed_keys(work: SqlWork) -> list[str]:
    """Keys of everything that can be claimed now, in the order of claiming."""
    keys = []
    while claimed := claim(work):
        keys.append(claimed.message.key)
    return keys
