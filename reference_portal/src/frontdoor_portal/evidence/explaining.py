"""What was done to the first row that is not as it was sealed: a reading of what the rows after it still show."""

from collections.abc import Iterator
from itertools import chain

from frontdoor_portal.evidence.findings import Finding, Wrong
from frontdoor_portal.evidence.reading_export import End, NotReadable, Row, Unsealed
from frontdoor_portal.use_cases.auditing.chain import canonical, linked

_FURTHEST = 1_000
"""How many deleted rows are recognised as such where the rest were numbered anew."""


def explain(seq: int, row: Row, before: str, last: str, rest: Iterator[Row | Unsealed | End]) -> Finding:
    """Why `row`, which stands where row `seq` belongs, does not follow the hash `last`.

    `before` is the hash before the last; empty at the first row.
    """
    if row.is_gone and row.data["seq"] == seq:
        entry = row.data["entry"]
        return Finding(Wrong.DELETED, f"row {seq}: its entry {entry} is gone from the database, and its seal left", seq)
    if row.data["seq"] != seq:
        return _of_numbers(seq, row, rest)
    if before and linked(before, _numbered(row, seq - 1)) == row.hash:
        says = f"row {seq - 1} was not there when row {seq} was sealed: it was put in between"
        return Finding(Wrong.INSERTED, says, seq - 1)
    following = next(_only_rows(rest), None)
    if following is None:
        return _edited(seq)
    if linked(following.hash, _numbered(row, seq + 1)) == row.hash:
        return _reordered(seq, following)
    if linked(last, _numbered(following, seq)) == following.hash:
        return Finding(Wrong.INSERTED, f"row {seq} was not there when the rows after it were sealed", seq)
    if removed := _moved_up(following, seq + 1, row.hash):
        says = f"{_rows(removed)} removed before row {seq}, and the rest numbered anew"
        return Finding(Wrong.DELETED, says, seq)
    for other in chain((following,), _only_rows(rest)):
        if linked(last, _numbered(other, seq)) in (row.hash, other.hash):
            return _reordered(seq, other)
    return _edited(seq)


def _edited(seq: int) -> Finding:
    return Finding(Wrong.EDITED, f"row {seq} does not say what was sealed", seq)


def _reordered(seq: int, other: Row) -> Finding:
    return Finding(Wrong.REORDERED, f"what was sealed as row {seq} stands as row {other.data['seq']}", seq)


def _rows(count: int) -> str:
    return "1 row was" if count == 1 else f"{count} rows were"


def _of_numbers(seq: int, row: Row, rest: Iterator[Row | Unsealed | End]) -> Finding:
    found = row.data["seq"]
    if found < seq:
        return Finding(Wrong.INSERTED, f"row {found} stands where row {seq} belongs, for a second time", seq)
    if any(other.data["seq"] == seq for other in _only_rows(rest)):
        return Finding(Wrong.REORDERED, f"row {found} stands where row {seq} belongs, which comes later", seq)
    return Finding(Wrong.DELETED, f"row {seq} is missing: row {found} follows row {seq - 1}", seq)


def _moved_up(row: Row, stands_as: int, last: str) -> int:
    """By how many numbers a row was moved up, where it follows from the hash before it under its old number."""
    numbers = range(1, _FURTHEST + 1)
    return next((by for by in numbers if linked(last, _numbered(row, stands_as + by)) == row.hash), 0)


def _numbered(row: Row, seq: int) -> bytes:
    """What would have been sealed of this row under another number; what it holds may be nothing of ours."""
    try:
        return canonical(row.data | {"seq": seq})
    except ValueError:
        return row.sealed


def _only_rows(rest: Iterator[Row | Unsealed | End]) -> Iterator[Row]:
    try:
        for each in rest:
            if isinstance(each, Row):
                yield each
    except NotReadable:
        return
