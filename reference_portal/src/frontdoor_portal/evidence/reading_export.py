"""The lines of an export, taken apart without being trusted."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from frontdoor_portal.use_cases.auditing.chain import FORMAT

_HEAD = b'{"hash":"'
_BETWEEN = b'","row":'
_HASH_AT = len(_HEAD)
_ROW_AT = _HASH_AT + 64 + len(_BETWEEN)
_HEX = frozenset(b"0123456789abcdef")

LONGEST_LINE = 1_000_000
"""Bytes: no entry of the portal comes near it, and a line without end would fill the memory."""


class NotReadable(ValueError):
    """A line is none of an export's."""


@frozen
class Row:
    """A sealed row: the bytes that the hash is of, and what they say."""

    hash: str
    sealed: bytes
    data: dict[str, Any]

    @property
    def is_gone(self) -> bool:
        """Whether its entry was missing in the database."""
        return self.data.keys() == {"deployment", "entry", "seq"}


@frozen
class Unsealed:
    data: dict[str, Any]


@frozen
class End:
    sealed: int
    unsealed: int


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of an export, compressed or not. Raises `OSError`, `EOFError` and `zlib.error` where it is damaged."""
    with path.open("rb") as file:
        is_compressed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        source = gzip.GzipFile(fileobj=file) if is_compressed else file
        while line := source.readline(LONGEST_LINE):
            yield line


def deployment_of(line: bytes) -> str:
    """The deployment that an export's first line names. Raises `NotReadable`."""
    data = _loaded(line)
    if data.keys() != {"deployment", "format"} or data["format"] != FORMAT or not isinstance(data["deployment"], str):
        raise NotReadable
    return data["deployment"]


def rows_of(lines: Iterable[bytes]) -> Iterator[Row | Unsealed | End]:
    """What the lines after the first hold. Raises `NotReadable` at the first that is nothing of the kind."""
    for line in lines:
        if line[:_HASH_AT] == _HEAD:
            yield _row(line)
            continue
        data = _loaded(line)
        if data.keys() == {"unsealed"} and isinstance(data["unsealed"], dict):
            yield Unsealed(data["unsealed"])
        elif data.keys() == {"end"} and isinstance(data["end"], dict):
            yield End(data["end"].get("sealed", 0), data["end"].get("unsealed", 0))
        else:
            raise NotReadable


def _row(line: bytes) -> Row:
    digest = line[_HASH_AT : _HASH_AT + 64]
    if line[_HASH_AT + 64 : _ROW_AT] != _BETWEEN or line[-2:] != b"}\n" or not _HEX.issuperset(digest):
        raise NotReadable
    sealed = line[_ROW_AT:-2]
    data = _loaded(sealed)
    if type(data.get("seq")) is not int or not isinstance(data.get("deployment"), str):
        raise NotReadable
    return Row(digest.decode("ascii"), sealed, data)


def _loaded(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise NotReadable from None
    if not isinstance(data, dict):
        raise NotReadable
    return data
