"""Sealing: each entry gets its number and its hash after it was committed, so that no page waits for another's.

Ids are given when an entry is written and not when it is committed: one with a smaller id may come to light after one
with a larger. So a round looks for whatever has no seal among the latest ids, not for ids beyond the last that it saw,
and the order of the chain is that in which entries came to light. What was committed so late that `LOOK_BACK` other
entries were written meanwhile is found when everything is looked at: as a worker begins, hourly, and by
`frontdoor-portal audit seal`.
"""

from frontdoor_portal.use_cases.auditing.chain import StoredEntry, sealed_after
from frontdoor_portal.use_cases.ports import Work

LOOK_BACK = 2_000
"""Ids below the highest sealed one among which a round looks."""

BATCH = 500
"""Entries sealed in one transaction: on SQLite, where writers take turns, it lasts a few milliseconds."""

_SPAN = 50_000
"""Ids looked at in one statement when everything is."""


def seal_latest(work: Work) -> int:
    """Give every entry that came to light lately its seal; how many there were."""
    with work.reading() as tx:
        after = max(0, tx.seals.highest_sealed_id() - LOOK_BACK)
    return _seal_between(work, after, None)


def seal_everything(work: Work) -> int:
    """The same of all entries that ever were written."""
    with work.reading() as tx:
        highest = tx.seals.highest_id()
    return sum(_seal_between(work, first, first + _SPAN + 1) for first in range(0, highest + 1, _SPAN))


def _seal_between(work: Work, after_id: int, before_id: int | None) -> int:
    total = 0
    while sealed := _seal_batch(work, after_id, before_id):
        total += len(sealed)
        # Whatever comes to light behind this meanwhile is for the next round.
        after_id = sealed[-1].id
    return total


def _seal_batch(work: Work, after_id: int, before_id: int | None) -> tuple[StoredEntry, ...]:
    with work.reading() as tx:
        # Mostly there is nothing to do, and then nobody's turn to write is taken.
        if not tx.seals.unsealed(after_id, 1, before_id):
            return ()
    with work.begin() as tx:
        head = tx.seals.lock()
        entries = tx.seals.unsealed(after_id, BATCH, before_id)
        tx.seals.add(sealed_after(head, entries))
    return entries
