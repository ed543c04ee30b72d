"""`frontdoor secrets` sets a value without showing it and checks each; nothing it says holds one."""

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from sdk.tests.cli.conftest import OneSecret
from sdk.tests.cli.running import CANARY, lines, run

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring

REFERENCE = "keyring:made_up/password"
HOW_ELSE = f"On a server, write a mounted file (--into FOLDER) and let {FOLDER_VARIABLE} name its folder"


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: OneSecret) -> Path:
    """A folder of mounted secrets, which are in force."""
    assert keyring.get_keyring() is backend
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    keyring.set_keyring(MountedFilesKeyring())  # type: ignore[no-untyped-call]
    return folder


def test_a_value_is_asked_for_twice_and_not_shown(backend: OneSecret) -> None:
    backend.values.clear()

    result = run("secrets", "set", REFERENCE, typed=f"{CANARY}\n{CANARY}\n")

    assert (result.exit_code, backend.values) == (0, {("made_up", "password"): CANARY})
    assert lines(result.stdout) == [
        f"Value of {REFERENCE}: ",
        "The same again: ",
        f"{REFERENCE} is set in sdk.tests.cli.conftest.OneSecret",
    ]


def test_two_values_that_differ_are_asked_for_again(backend: OneSecret) -> None:
    result = run("secrets", "set", REFERENCE, typed=f"{CANARY}\nother\nnew\nnew\n")

    assert (result.exit_code, backend.values) == (0, {("made_up", "password"): "new"})


def test_giving_up_changes_nothing(backend: OneSecret) -> None:
    result = run("secrets", "set", REFERENCE, typed="half\n")

    assert (result.exit_code, backend.values) == (1, {("made_up", "password"): CANARY})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("new", "new"), ("new\n", "new"), ("new\r\n", "new"), (" two\nlines\n\n", " two\nlines\n"), ("é", "é")],
)
def test_standard_input_is_the_value_without_its_last_newline(backend: OneSecret, typed: str, kept: str) -> None:
    result = run("secrets", "set", REFERENCE, "--stdin", typed=typed)

    assert (result.exit_code, backend.values) == (0, {("made_up", "password"): kept})


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "is empty"),
        ("\n", "is empty"),
        (b"\xff" + CANARY.encode(), "is not UTF-8 text"),
        (CANARY * 10_000, "holds more than 65536 bytes"),
    ],
)
def test_standard_input_that_is_no_secret_is_a_fault(backend: OneSecret, typed: str | bytes, told: str) -> None:
    result = run("secrets", "set", REFERENCE, "--stdin", typed=typed)

    assert (result.exit_code, lines(result.stderr)) == (1, [f"FAULT standard input: {told}", "1 fault"])
    assert backend.values == {("made_up", "password"): CANARY}


def test_bytes_that_are_no_text_are_a_fault_in_a_locale_that_lets_them_through(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from frontdoor.cli import main; main()"]
    command = [*program, "secrets", "set", REFERENCE, "--stdin", "--into", str(tmp_path)]
    ended = subprocess.run(command, input=b"\xff", env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False)

    assert (ended.returncode, ended.stderr) == (1, b"FAULT standard input: is not UTF-8 text\n1 fault\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (CANARY,),
        (REFERENCE, CANARY),
        (REFERENCE, f"--value={CANARY}"),
        (REFERENCE, "--stdin", CANARY),
        (f"keyring:made_up/password={CANARY}",),
        (f"-p{CANARY}",),
    ],
)
def test_a_value_on_the_command_line_is_wrong_use_and_is_not_repeated(
    backend: OneSecret, arguments: tuple[str, ...]
) -> None:
    result = run("secrets", "set", *arguments, typed="")

    assert (result.exit_code, backend.values) == (2, {("made_up", "password"): CANARY})


def test_a_mounted_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    result = run("secrets", "set", REFERENCE, "--stdin", "--into", tmp_path, typed=CANARY)

    file = tmp_path / "made_up" / "password"
    told = f"{REFERENCE} is in {file}; it is found where {FOLDER_VARIABLE} names {tmp_path}"
    assert (result.exit_code, lines(result.output)) == (0, [told])
    assert (file.read_text(encoding="utf-8"), oct(file.stat().st_mode & 0o777)) == (CANARY, "0o600")


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    result = run("secrets", "set", REFERENCE, "--stdin", "--into", tmp_path / "nowhere", typed=CANARY)

    told = f"FAULT {tmp_path / 'nowhere'}: cannot be written (Not a folder)"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


def test_mounted_secrets_in_force_are_not_written_and_it_says_what_to_do(mounted: Path) -> None:
    result = run("secrets", "set", REFERENCE, "--stdin", typed=CANARY)

    told = (
        f"FAULT {REFERENCE}: secrets are read from the files that {FOLDER_VARIABLE} names, and the portal never writes"
        " them. Write where they are mounted from: frontdoor secrets set ... --into FOLDER"
    )
    assert (result.exit_code, lines(result.stderr), list(mounted.iterdir())) == (1, [told, "1 fault"], [])


def test_a_server_without_a_keyring_says_what_to_do() -> None:
    told = f"FAULT {REFERENCE}: keyring.backends.fail.Keyring cannot be written (NoKeyringError). {HOW_ELSE}"

    assert _set_in(NoKeyring()) == (1, [told, "1 fault"])  # type: ignore[no-untyped-call]


def test_a_keyring_that_drops_what_it_is_given_is_a_fault() -> None:
    told = f"FAULT {REFERENCE}: keyring.backends.null.Keyring took the value and does not hold it. {HOW_ELSE}"

    assert _set_in(NullKeyring()) == (1, [told, "1 fault"])  # type: ignore[no-untyped-call]


def _set_in(other: KeyringBackend) -> tuple[int, list[str]]:
    before = keyring.get_keyring()
    keyring.set_keyring(other)
    try:
        result = run("secrets", "set", REFERENCE, "--stdin", typed=CANARY)
    finally:
        keyring.set_keyring(before)
    return result.exit_code, lines(result.stderr)


def test_secrets_that_can_be_read_pass(config: Path) -> None:
    config.write_text(f'[mail]\npasswords = ["{REFERENCE}"]\n', encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    said = ["Keyring: sdk.tests.cli.conftest.OneSecret", f"mail.passwords[0]: {REFERENCE} has a value"]
    assert (result.exit_code, lines(result.output)) == (0, said)


def test_every_secret_that_is_missing_or_misspelt_is_told_by_its_place(config: Path) -> None:
    config.write_text('key = "keyring:made_up/nothing"\n[mail]\npassword = "keyring:MADE UP"\n', encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    assert (result.exit_code, lines(result.stderr)) == (
        1,
        [
            "FAULT key: The keyring has no value for keyring:made_up/nothing",
            "FAULT mail.password: A secret is written as keyring:SERVICE/NAME, never as the value itself",
            "2 faults",
        ],
    )


def test_secrets_of_a_file_that_is_not_toml_are_a_fault_told_by_its_place(config: Path) -> None:
    config.write_text(f"password = {CANARY}", encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    told = f"FAULT {config}: Invalid value (at line 1, column 12)"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


def test_secrets_of_a_file_that_is_not_there_are_a_fault_in_plain_words(tmp_path: Path) -> None:
    result = run("secrets", "check", "--config", tmp_path / "portal.toml")

    told = f"FAULT {tmp_path / 'portal.toml'}: there is no such file"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, False), (0o604, True), (0o666, True)])
def test_a_mounted_file_that_everybody_can_read_is_told_as_a_notice(mounted: Path, mode: int, told: bool) -> None:
    config = mounted.parent / "portal.toml"
    config.write_text(f'password = "{REFERENCE}"\n', encoding="utf-8")
    (mounted / "made_up").mkdir(mode=0o755)
    (mounted / "made_up" / "password").write_text(CANARY, encoding="utf-8")
    (mounted / "made_up" / "password").chmod(mode)

    result = run("secrets", "check", "--config", config)

    notice = f"NOTICE password: everybody on this machine can read {REFERENCE}: chmod 600 it"
    assert (result.exit_code, lines(result.stderr)) == (0, [notice] if told else [])
