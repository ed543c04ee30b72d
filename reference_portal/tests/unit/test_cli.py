"""The `frontdoor-portal` command: what an operator can mend is said in words, with exit code 1 and no trace."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.unit.portal_file import run, write

from frontdoor_portal.app import SETTINGS_VARIABLE, create
from frontdoor_portal.composition import VERSION, Composition, compose
from frontdoor_portal.settings import read_settings
from frontdoor_portal.use_cases.judging_episode import Amiss
from frontdoor_portal.use_cases.models import Registration
from frontdoor_portal.use_cases.reconcile import Reconciled

TEACHER = person()


def test_the_version_is_told(config: Path) -> None:
    result = run(config, "--version")

    assert (result.exit_code, result.stdout.split()[-1]) == (0, VERSION)


def test_migrating_twice_is_once(config: Path) -> None:
    said = [(result.exit_code, result.output) for result in (run(config, "migrate"), run(config, "migrate"))]

    assert said == [(0, "The database is up to date.\n")] * 2


COMMANDS = [
    ("migrate",),
    ("serve",),
    ("worker",),
    ("agencies", "add", "x", "--name", "X", "--kind", "school", "--domain", "x.example"),
    ("agencies", "remove-domain", "x", "x.example"),
    ("accounts", "disable", "head@x.example"),
    ("accounts", "enable", "head@x.example"),
    ("roles", "head@x.example", "team_manager"),
    ("sweep",),
    ("reconcile",),
]


def named(command: tuple[str, ...]) -> str:
    return "-".join(command[:2])


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_every_command_tells_every_fault_of_the_settings(tmp_path: Path, command: tuple[str, ...]) -> None:
    config = write(tmp_path, web={"origin": None}, triage={"teams": []})

    result = run(config, *command)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{config}: [web] missing key 'origin' @ $.origin",
        f"{config}: [triage] teams: name at least one team that takes referrals @ $",
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_file_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    missing = tmp_path / "none.toml"

    result = run(missing, *command)

    assert (result.exit_code, result.stderr) == (1, f"{missing}: there is no such file\n")


@pytest.mark.parametrize("command", COMMANDS[1:], ids=named)
def test_a_plugin_that_is_not_sound_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    config = write(tmp_path, plugins={"load": ["no_such_plugin"]})

    result = run(config, *command)

    expected = "no_such_plugin: not installed: no installed package offers it\n"
    assert (result.exit_code, result.stderr) == (1, expected)


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_password_the_keyring_does_not_have(
    tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    config = write(
        tmp_path, database={"url": "postgresql+psycopg://x@127.0.0.1:1/x", "password": "keyring:portal/database"}
    )

    result = run(config, *command)

    assert (result.exit_code, result.stderr) == (1, "The keyring has no value for keyring:portal/database\n")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://db.example/x", "The portal keeps its data in sqlite or postgresql, not mysql\n"),
        ("portal.db", "The database address is not a URL like sqlite:///portal.db\n"),
        ("sqlite:////no/such/folder/portal.db", "The database cannot be used: unable to open database file\n"),
    ],
)
def test_a_database_that_cannot_be_migrated(tmp_path: Path, url: str, says: str) -> None:
    result = run(write(tmp_path, database={"url": url}), "migrate")

    assert (result.exit_code, result.stderr) == (1, says)


def test_a_database_that_refuses_us_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: "hunter2-canary")
    address: dict[str, Any] = {"url": "postgresql+psycopg://x@127.0.0.1:1/x", "password": "keyring:portal/database"}

    result = run(write(tmp_path, database=address), "migrate")

    assert result.exit_code == 1
    assert result.stderr.startswith("The database cannot be used: connection failed")
    assert "hunter2-canary" not in result.output


@pytest.mark.parametrize("command", COMMANDS[3:], ids=named)
def test_a_database_that_was_not_migrated(config: Path, command: tuple[str, ...]) -> None:
    result = run(config, *command)

    expected = "The database does not answer, or is not migrated to this version\n"
    assert (result.exit_code, result.stderr) == (1, expected)


@pytest.mark.parametrize(
    "arguments",
    [
        ("agencies", "add", "x", "--name", "X", "--kind", "zoo", "--domain", "x.example"),
        ("agencies", "add", "x", "--name", "X", "--domain", "x.example"),
        ("roles", "head@x.example"),
        ("roles", "head@x.example", "king"),
        ("no-such-command",),
    ],
)
def test_a_command_that_cannot_be_understood(config: Path, arguments: tuple[str, ...]) -> None:
    assert run(config, *arguments).exit_code == 2


def test_sweeping_says_what_was_removed(migrated: Path) -> None:
    composed = compose(read_settings(migrated))
    register_people(composed.office, TEACHER)
    over = Registration("hash", "new@hollybush.example", "New", "", "", TEACHER.agency.id, composed.office.now())
    with composed.office.work.begin() as tx:
        tx.accounts.add_registration(over)
    composed.close()

    result = run(migrated, "sweep")

    assert (result.exit_code, result.output) == (
        0,
        "Removed: sign-ins 0, registrations 1, emails 0, codes 0, pages kept for an hour 0, drafts 0, files 0.\n"
        "Drafts that will be removed soon, told by email: 0.\n",
    )


def test_comparing_prints_counts_and_ends_with_1_where_something_is_amiss(
    migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def reconcile(_: Composition, days: int) -> Reconciled:
        asked.append(days)
        return Reconciled(12, 1, Counter({Amiss.TWICE: 2}))

    monkeypatch.setattr(Composition, "reconcile", reconcile)

    result = run(migrated, "reconcile", "--days", "3")

    assert (result.exit_code, asked, result.output.splitlines()) == (
        1,
        [3],
        [
            "Compared: 12. Without an answer: 1.",
            "Not in the case system: 0.",
            "Opened twice: 2.",
            "On another record: 0.",
            "Under another number: 0.",
        ],
    )


def test_comparing_ends_well_where_nothing_is_amiss(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Composition, "reconcile", lambda *_: Reconciled(12, 0, Counter()))

    assert run(migrated, "reconcile").exit_code == 0


def test_a_system_that_cannot_be_asked_is_said_in_words(migrated: Path) -> None:
    result = run(migrated, "reconcile")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The case-management system cannot be asked for its episodes, so nothing was compared\n",
    )


def test_the_server_is_started_as_the_settings_say_once_all_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write(
        tmp_path,
        database={"url": f"sqlite:///{tmp_path / 'portal.db'}"},
        web={"port": 8123, "trusted_proxies": ["192.0.2.1"]},
    )
    monkeypatch.setenv(SETTINGS_VARIABLE, "somewhere else")
    monkeypatch.setattr("keyring.get_password", lambda *_: "a key for tests alone, of enough letters")
    started: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    monkeypatch.setattr("uvicorn.run", lambda *given, **named: started.append((given, named)))

    result = run(config, "serve")

    assert (result.exit_code, os.environ[SETTINGS_VARIABLE]) == (0, str(config))
    ((given, named),) = started
    assert given == ("frontdoor_portal.app:create",)
    assert {
        key: named[key] for key in ("factory", "host", "port", "access_log", "proxy_headers", "forwarded_allow_ips")
    } == {
        "factory": True,
        "host": "127.0.0.1",
        "port": 8123,
        "access_log": False,
        "proxy_headers": True,
        "forwarded_allow_ips": ["192.0.2.1"],
    }
    assert create().on_shutdown  # what the server will make of that name, from that variable


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (None, "The keyring has no value for keyring:portal/second-factors\n"),
        ("too short", "keyring:portal/second-factors: must have at least 32 characters, chosen at random\n"),
    ],
)
def test_v13_3_1_the_portal_is_not_served_without_a_key_that_nobody_guesses(
    config: Path, monkeypatch: pytest.MonkeyPatch, key: str | None, said: str
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: key)

    result = run(config, "serve")

    assert (result.exit_code, result.stderr) == (1, said)


def test_the_worker_ends_well_when_it_is_told_to(migrated: Path) -> None:
    command = [sys.executable, "-m", "frontdoor_portal.cli", "--config", str(migrated), "worker"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        ready = worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        try:
            ended = worker.wait(timeout=60)
        finally:
            worker.kill()  # one that does not end must not hold up the tests as well

    assert (ready, ended) == ("The worker is ready.\n", 0)
