"""A mounted secret is written whole at once, and for its owner alone."""

import os
import threading
from pathlib import Path

import pytest

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.secrets.writing import write_mounted

REFERENCE = SecretReference("framework-i", "password")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_file_and_folder_are_for_their_owner_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        file = write_mounted(tmp_path, REFERENCE, Secret("hunter2"))
    finally:
        os.umask(before)

    assert file == tmp_path / "framework-i" / "password"
    assert [oct(path.stat().st_mode & 0o777) for path in (file, file.parent)] == ["0o600", "0o700"]


@pytest.mark.parametrize("value", ["hunter2", " two\r\nlines\n", "pässwörd 🗝", "\n"])
def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    write_mounted(tmp_path, REFERENCE, Secret(f"{value}\n"))

    found = MountedFilesKeyring().get_password("framework-i", "password")  # type: ignore[no-untyped-call]
    assert found == value.replace("\r\n", "\n")


def test_a_file_that_everybody_could_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "framework-i").mkdir()
    (tmp_path / "framework-i" / "password").write_text("old", encoding="utf-8")
    (tmp_path / "framework-i" / "password").chmod(0o644)

    file = write_mounted(tmp_path, REFERENCE, Secret("new"))

    assert (file.read_text(encoding="utf-8"), oct(file.stat().st_mode & 0o777)) == ("new", "0o600")


def test_a_reader_sees_the_old_value_or_the_new_one_and_nothing_else(tmp_path: Path) -> None:
    old, new = "o" * 50_000, "n" * 50_000
    file = write_mounted(tmp_path, REFERENCE, Secret(old))
    seen, done = set(), threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(file.read_text(encoding="utf-8"))

    reading = threading.Thread(target=read)
    reading.start()
    for _ in range(50):
        write_mounted(tmp_path, REFERENCE, Secret(new))
        write_mounted(tmp_path, REFERENCE, Secret(old))
    done.set()
    reading.join()

    assert seen <= {old, new}
    assert seen != set()


def test_a_write_that_fails_leaves_the_old_value_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_mounted(tmp_path, REFERENCE, Secret("old"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_mounted(tmp_path, REFERENCE, Secret("new"))

    assert {path.name: path.read_text(encoding="utf-8") for path in file.parent.iterdir()} == {"password": "old"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_what_root_writes_belongs_to_whoever_owns_the_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 23456)

    file = write_mounted(tmp_path, REFERENCE, Secret("hunter2"))

    owners = [(path.stat().st_uid, path.stat().st_gid) for path in (file.parent, file)]
    assert owners == [(12345, 23456), (12345, 23456)]
