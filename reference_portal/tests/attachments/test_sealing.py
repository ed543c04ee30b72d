"""Files at rest: what is stored comes back as it was, and bytes that somebody touched come back not at all."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.attachments.rooms import storage_in

from frontdoor_portal.attachments.folder import FolderStore
from frontdoor_portal.attachments.sealing import CHUNK, KeyTooShort, SealedStorage
from frontdoor_portal.use_cases.attachments.models import Content, NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.ports import FileUnreadable, NoSuchFile, StorageFull

LONG = bytes(range(256)) * 1024


def place_of(folder: Path, content: Content) -> Path:
    return folder / content.key[:2] / content.key


def read(storage: SealedStorage, content: Content) -> bytes:
    return b"".join(storage.open(content))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
def test_what_is_stored_comes_back(tmp_path: Path, size: int) -> None:
    storage, data = storage_in(tmp_path), LONG[:size]
    content = storage.put([data])
    assert (read(storage, content), content.size, content.sha256) == (data, size, hashlib.sha256(data).hexdigest())


@settings(max_examples=30)
@given(pieces=st.lists(st.binary(max_size=200_000), max_size=5))
def test_however_it_came(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    storage = storage_in(tmp_path_factory.mktemp("files"))
    assert read(storage, storage.put(pieces)) == b"".join(pieces)


def test_nothing_of_it_can_be_read_in_the_folder(tmp_path: Path) -> None:
    content = storage_in(tmp_path).put([b"the child lives at 1 High Street" * 100])
    assert b"High Street" not in place_of(tmp_path, content).read_bytes()


def flip(data: bytes) -> bytes:
    return data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]


SEALED = CHUNK + 16
TOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "a bit of it": flip,
    "cut by a byte": lambda data: data[:-1],
    "cut after a whole part": lambda data: data[: 36 + SEALED],
    "cut after its head": lambda data: data[:36],
    "emptied": lambda _: b"",
    "longer": lambda data: data + b"x",
    "two parts in each other's place": lambda data: (
        data[:36] + data[36 + SEALED : 36 + 2 * SEALED] + data[36 : 36 + SEALED] + data[36 + 2 * SEALED :]
    ),
    "one part left out": lambda data: data[:36] + data[36 + SEALED :],
    "another head": lambda data: data[:4] + bytes(32) + data[36:],
}


@pytest.mark.parametrize("how", TOUCHED)
def test_what_somebody_touched_is_not_read(tmp_path: Path, how: str) -> None:
    storage = storage_in(tmp_path)
    content = storage.put([LONG[: 2 * CHUNK + 50]])
    place = place_of(tmp_path, content)
    place.write_bytes(TOUCHED[how](place.read_bytes()))
    with pytest.raises((FileUnreadable, StopIteration)):
        read(storage, content)


def test_another_files_bytes_are_not_taken_for_these(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    one, other = storage.put([b"one"]), storage.put([b"two"])
    place_of(tmp_path, one).write_bytes(place_of(tmp_path, other).read_bytes())
    with pytest.raises(FileUnreadable):
        storage.open(one)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    content = storage_in(tmp_path).put([b"one"])
    with pytest.raises(FileUnreadable):
        storage_in(tmp_path, "another key for tests alone, long enough").open(content)


def test_a_key_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyTooShort):
        storage_in(tmp_path, "short").check()


def test_what_was_deleted_is_gone(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    content = storage.put([b"one"])
    storage.delete(content.key)
    storage.delete(content.key)
    with pytest.raises(NoSuchFile):
        storage.open(content)


def test_nothing_stays_of_a_file_that_was_not_taken(tmp_path: Path) -> None:
    def too_long() -> Iterator[bytes]:
        yield LONG
        raise NotTaken(Unwanted.TOO_LARGE)

    with pytest.raises(NotTaken):
        storage_in(tmp_path).put(too_long())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    """ASVS V5.2.4: refused cleanly."""

    def full() -> Iterator[bytes]:
        yield b"x"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageFull):
        FolderStore(tmp_path).write("a" * 32, full())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "/etc/passwd", "a/b", "", "..", "a" * 300, "a" * 30 + "\0"])
def test_only_a_key_of_ours_is_a_place(tmp_path: Path, key: str) -> None:
    """ASVS V5.3.2."""
    with pytest.raises(NoSuchFile):
        FolderStore(tmp_path).read(key, 10)


def test_what_was_stored_long_ago_is_told_with_leftovers(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    content = storage.put([b"one"])
    leftover = tmp_path / "ab" / f"ab{'c' * 30}.part"
    leftover.parent.mkdir(exist_ok=True)
    leftover.write_bytes(b"half")
    found = set(storage.older_than(timedelta(seconds=-5)))
    assert (found, set(storage.older_than(timedelta(hours=1)))) == ({content.key, f"ab{'c' * 30}"}, set())
