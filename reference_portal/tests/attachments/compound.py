"""A compound file (MS-CFB): what Outlook's .msg and old Office files are. It holds streams, and folders of them."""

import struct
from collections.abc import Mapping

from attrs import define, field

_SECTOR = 512
_SHORTEST = 4_096
"""Streams shorter than this lie elsewhere in a compound file: those here are made longer with zeros."""
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@define
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0


@define
class _Directory:
    entries: list[_Entry] = field(factory=lambda: [_Entry("Root Entry", 5)])

    def add(self, folder: int, streams: Mapping[str, "bytes | Mapping[str, bytes]"]) -> None:
        """Hang entries below a folder, each the right neighbour of the one before."""
        before = -1
        for name, content in streams.items():
            number = len(self.entries)
            if isinstance(content, bytes):
                self.entries.append(_Entry(name, 2, content.ljust(_SHORTEST, b"\0")))
            else:
                self.entries.append(_Entry(name, 1))
                self.add(number, content)
            if before < 0:
                self.entries[folder].child = number
            else:
                self.entries[before].right = number
            before = number


def compound(streams: Mapping[str, "bytes | Mapping[str, bytes]"]) -> bytes:
    """The file. A mapping is a folder; it stands for one sector of the table, so for 60 kB of streams."""
    directory = _Directory()
    directory.add(0, streams)
    table: list[int] = [_TABLE]
    body = b""
    for entry in directory.entries:
        if entry.kind == 2:
            entry.start, entry.size = len(table), len(entry.content)
            body += _padded(entry.content)
            table += _chain(len(table), entry.size)
    listed = _padded(b"".join(_written(entry) for entry in directory.entries))
    first_of_directory = len(table)
    table += _chain(len(table), len(listed))
    assert len(table) <= _SECTOR // 4
    table += [_NONE] * (_SECTOR // 4 - len(table))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first_of_directory, 0, _SHORTEST, _END, 0,
        _END, 0, 0,
    )  # fmt: skip
    head = head[:_SECTOR].ljust(_SECTOR, b"\xff")
    return head + struct.pack("<128I", *table) + body + listed


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _SECTOR)


def _chain(start: int, size: int) -> list[int]:
    count = -(-size // _SECTOR)
    return [*range(start + 1, start + count), _END]


def _written(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ",
        name, len(name) + 2, entry.kind, 1, _NONE, entry.right, entry.child, 0, entry.start, entry.size,
    )  # fmt: skip


def outlook(attached: str = "plan.pdf", content: bytes = b"%PDF-1.7") -> bytes:
    """An Outlook email that carries one file."""
    return compound(
        {
            "__properties_version1.0": b"\0",
            "__substg1.0_0037001F": "Monday".encode("utf-16-le"),
            "__substg1.0_0C1A001F": "Jo Bloggs".encode("utf-16-le"),
            "__attach_version1.0_#00000000": {
                "__substg1.0_3707001F": attached.encode("utf-16-le"),
                "__substg1.0_37010102": content,
            },
        }
    )
