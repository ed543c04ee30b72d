"""Secrets mounted as files: read at each request, only from inside the folder, never written."""

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from keyring.backend import get_all_keyring
from keyring.errors import KeyringError, PasswordDeleteError, PasswordSetError

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "secrets"
    (folder / "framework-i").mkdir(parents=True)
    (folder / "framework-i" / "password").write_text("hunter2\n", encoding="utf-8")
    (tmp_path / "outside").write_text("not yours", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


def ask(service: str, name: str) -> str | None:
    return MountedFilesKeyring().get_password(service, name)  # type: ignore[no-untyped-call]


@pytest.mark.usefixtures("folder")
def test_a_secret_is_its_file_without_the_last_newline() -> None:
    assert ask("framework-i", "password") == "hunter2"


def test_only_one_newline_is_dropped(folder: Path) -> None:
    (folder / "framework-i" / "password").write_text(" two\n\n", encoding="utf-8")

    assert ask("framework-i", "password") == " two\n"


def test_a_rotated_file_counts_at_once(folder: Path) -> None:
    before = ask("framework-i", "password")
    (folder / "framework-i" / "password").write_text("rotated", encoding="utf-8")

    assert [before, ask("framework-i", "password")] == ["hunter2", "rotated"]


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("framework-i", "nothing"),
        ("nowhere", "password"),
        ("framework-i", ""),
        ("", ""),
        ("..", "outside"),
        ("framework-i", "../../outside"),
        ("framework-i/../..", "outside"),
        ("/etc", "passwd"),
        ("framework-i", "/etc/passwd"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_nothing_outside_the_folder_is_a_secret(service: str, name: str) -> None:
    assert ask(service, name) is None


@pytest.mark.parametrize("name", ["pass\0word", "n" * 5000])
@pytest.mark.usefixtures("folder")
def test_an_impossible_name_is_a_fault_of_the_keyring(name: str) -> None:
    with pytest.raises(KeyringError, match=r"^The mounted secret"):
        ask("framework-i", name)


def test_bytes_that_are_no_text_are_a_fault_that_shows_none_of_them(folder: Path) -> None:
    (folder / "framework-i" / "password").write_bytes(b"hunter2\xff")

    with pytest.raises(KeyringError) as problem:
        ask("framework-i", "password")

    assert "hunter2" not in "".join(traceback.format_exception(problem.value))


def test_a_link_that_leads_outside_is_no_secret(folder: Path) -> None:
    (folder / "framework-i" / "link").symlink_to(folder.parent / "outside")

    assert ask("framework-i", "link") is None


def test_a_link_inside_the_folder_is_followed_since_platforms_mount_so(folder: Path) -> None:
    (folder / "framework-i" / "link").symlink_to("password")

    assert ask("framework-i", "link") == "hunter2"


@pytest.mark.usefixtures("folder")
def test_mounted_secrets_cannot_be_changed() -> None:
    with pytest.raises(PasswordSetError, match="read-only"):
        MountedFilesKeyring().set_password("framework-i", "password", "x")  # type: ignore[no-untyped-call]
    with pytest.raises(PasswordDeleteError, match="read-only"):
        MountedFilesKeyring().delete_password("framework-i", "password")  # type: ignore[no-untyped-call]


@pytest.mark.usefixtures("folder")
def test_a_named_folder_puts_it_above_every_other_backend() -> None:
    others = [each.priority for each in get_all_keyring() if not isinstance(each, MountedFilesKeyring)]

    assert MountedFilesKeyring.viable
    assert MountedFilesKeyring.priority > max([0, *others])


def test_without_a_folder_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)

    assert not MountedFilesKeyring.viable


def test_a_folder_that_is_not_there_makes_it_unusable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "nowhere"))

    with pytest.raises(RuntimeError, match="is not a folder"):
        _ = MountedFilesKeyring.priority


def test_keyring_finds_it_by_its_entry_point(folder: Path) -> None:
    program = "import keyring; print(keyring.get_password('framework-i', 'password'))"
    environment = {**os.environ, FOLDER_VARIABLE: str(folder)}
    environment.pop("PYTHON_KEYRING_BACKEND", None)

    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert answer.stdout == "hunter2\n"
