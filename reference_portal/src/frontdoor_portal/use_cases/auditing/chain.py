"""The audit as a chain: the bytes of each entry, and the hash that binds it to every entry before it.

An entry's bytes are canonical JSON as in RFC 8785. Its values are texts and whole numbers below 2**53 and its names are
ASCII, for which Python's own encoder writes exactly what that document asks: sorted, without spaces, UTF-8.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

FORMAT = "frontdoor-audit/1"

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


@frozen
class StoredEntry:
    """An entry of the audit as the database holds it. `action` is any text: an export shows what is there."""

    id: int
    at: datetime
    actor_id: str
    action: str
    subject: str
    purpose: str
    detail: str


@frozen
class Seal:
    """An entry's place in the chain. `seq` counts from 1 without holes; `hash` is 64 hexadecimal digits."""

    seq: int
    entry_id: int
    hash: str


@frozen
class ChainHead:
    """Where the chain of a deployment stands: the number and hash of its last seal, or its beginning (`seq` 0)."""

    deployment: str
    seq: int
    hash: str


def canonical(value: Any) -> bytes:
    """The one way to write texts, whole numbers and objects of them. Raises `UnicodeEncodeError` for half a letter."""
    return _ENCODE(value).encode()


def row_data(deployment: str, seq: int, entry: StoredEntry) -> dict[str, Any]:
    """What is sealed of an entry: everything the database holds of it, and its place."""
    return {
        "action": entry.action,
        "actor": entry.actor_id,
        "at": in_utc(entry.at),
        "deployment": deployment,
        "detail": entry.detail,
        "entry": entry.id,
        "purpose": entry.purpose,
        "seq": seq,
        "subject": entry.subject,
    }


def in_utc(at: datetime) -> str:
    """A time as the audit writes it, to the microsecond: as texts they sort like the times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def beginning_of(deployment: str) -> str:
    """The hash before the first: bound to the deployment, so that no two chains begin alike."""
    return hashlib.sha256(canonical({"deployment": deployment, "format": FORMAT})).hexdigest()


def linked(previous: str, row: bytes) -> str:
    """The hash of a row that follows the hash `previous`: SHA-256 over the 32 bytes of that and the row's own."""
    return hashlib.sha256(bytes.fromhex(previous) + row).hexdigest()


def sealed_after(head: ChainHead, entries: tuple[StoredEntry, ...]) -> tuple[Seal, ...]:
    """The seals of entries that follow the head, in their order."""
    seals: list[Seal] = []
    last = head.hash
    for seq, entry in enumerate(entries, head.seq + 1):
        last = linked(last, canonical(row_data(head.deployment, seq, entry)))
        seals.append(Seal(seq, entry.id, last))
    return tuple(seals)
