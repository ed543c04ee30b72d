"""Files sealed at rest: chunks of AES-GCM, each bound to its file, its key in the storage, its place, and whether it is
the last. A chunk that was changed, moved, left out or put after the end does not open, and nor does half a file.

The layout is that of STREAM (Hoang, Reyhanitabar, Rogaway, Vizar 2015): a key for each file, and as nonce a counter
with a mark of the last chunk. The key is a secret outside the storage: a copy of the folder alone opens nothing.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Protocol

from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from frontdoor.secrets.references import SecretReader, SecretReference
from frontdoor_portal.use_cases.attachments.models import Content
from frontdoor_portal.use_cases.attachments.ports import FileUnreadable

SHORTEST_KEY = 32
CHUNK = 64 * 1024
_MAGIC = b"FFD1"
_SALT = 32
_TAG = 16
_SEALED_CHUNK = CHUNK + _TAG


class KeyTooShort(ValueError):
    """The key of files could be guessed. The text names its reference only."""


class ByteStore(Protocol):
    """Where sealed bytes lie, by key: the only part that another storage, such as an S3-compatible one, replaces."""

    def write(self, key: str, chunks: Iterable[bytes]) -> None:
        """Keep all or nothing; for good once it returns. Raises `StorageFull`, and what `chunks` raises."""
        ...

    def read(self, key: str, size: int) -> Iterator[bytes]:
        """The bytes, `size` at a time but for the last. Raises `NoSuchFile` before the first."""
        ...

    def delete(self, key: str) -> None: ...

    def older_than(self, age: timedelta) -> Iterator[str]: ...

    def free(self) -> int: ...


@frozen
class SealedStorage:
    """`use_cases.attachments.ports.FileStorage`: seals what it stores. Reads its key at each use."""

    store: ByteStore
    key: SecretReference
    read_secret: SecretReader

    def check(self) -> None:
        """Raise `SecretMissing` or `KeyTooShort` unless the key can be used."""
        self._master()

    def put(self, chunks: Iterable[bytes]) -> Content:
        key, salt = secrets.token_urlsafe(24), os.urandom(_SALT)
        cipher = self._cipher(key, salt)
        digest, size = hashlib.sha256(), 0

        def sealed() -> Iterator[bytes]:
            nonlocal size
            yield _MAGIC + salt
            number, waiting = 0, bytearray()
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                waiting += chunk
                # The last chunk is marked, so one is held back until it is known whether another comes.
                while len(waiting) > CHUNK:
                    yield cipher.encrypt(_nonce(number, last=False), bytes(waiting[:CHUNK]), _MAGIC)
                    del waiting[:CHUNK]
                    number += 1
            yield cipher.encrypt(_nonce(number, last=True), bytes(waiting), _MAGIC)

        self.store.write(key, sealed())
        return Content(key, size, digest.hexdigest())

    def open(self, content: Content) -> Iterator[bytes]:
        # The first chunk is opened before this returns: a file that is gone is known before anything was sent of it.
        opened = self._opened(content.key)
        first = next(opened)
        return _all_of(first, opened)

    def delete(self, key: str) -> None:
        self.store.delete(key)

    def older_than(self, age: timedelta) -> Iterator[str]:
        return self.store.older_than(age)

    def free(self) -> int:
        return self.store.free()

    def _opened(self, key: str) -> Iterator[bytes]:
        pieces = _regrouped(self.store.read(key, _SEALED_CHUNK))
        head = next(pieces)
        if len(head) != len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
            raise FileUnreadable("This is no sealed file")
        cipher = self._cipher(key, head[len(_MAGIC) :])
        number, piece = 0, next(pieces, None)
        if piece is None:
            raise FileUnreadable("The file ends before its first part")
        while piece is not None:
            following = next(pieces, None)
            try:
                yield cipher.decrypt(_nonce(number, last=following is None), piece, _MAGIC)
            except InvalidTag:
                raise FileUnreadable(f"Part {number} was changed, or the file is cut short") from None
            number, piece = number + 1, following

    def _cipher(self, key: str, salt: bytes) -> AESGCM:
        # Bound to its place in the storage: bytes that were renamed to another file's key open nothing.
        info = b"frontdoor attachments: " + key.encode()
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(self._master()))

    def _master(self) -> bytes:
        value = self.read_secret(self.key).reveal()
        if len(value) < SHORTEST_KEY:
            raise KeyTooShort(f"{self.key}: must have at least {SHORTEST_KEY} characters, chosen at random")
        return value.encode()


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _all_of(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _regrouped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """First the head, then sealed chunks, however the store cut the bytes."""
    waiting, wanted = bytearray(), len(_MAGIC) + _SALT
    for piece in pieces:
        waiting += piece
        while len(waiting) >= wanted:
            yield bytes(waiting[:wanted])
            del waiting[:wanted]
            wanted = _SEALED_CHUNK
    if waiting or wanted != _SEALED_CHUNK:
        yield bytes(waiting)
