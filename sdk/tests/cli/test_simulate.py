"""`frontdoor simulate` serves an installed plugin's simulator, in a process of its own as an operator starts it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sdk.tests.cli.running import lines, run
from sdk.tests.scaffold.installing import importable, installed

from frontdoor.scaffold.writing import Kind
from frontdoor.secrets.mounted_files import FOLDER_VARIABLE

FRONTDOOR = [sys.executable, "-c", "from frontdoor.cli import main; main(prog_name='frontdoor')"]
SERVING = "Ctrl-C stops it."

Simulate = Callable[..., "Simulating"]


class Simulating:
    """A running `frontdoor simulate bath_records`, once it said that it serves."""

    def __init__(self, folder: Path, environment: Mapping[str, str], arguments: tuple[object, ...]) -> None:
        self.config = folder / "portal.local.toml"
        command = [*FRONTDOOR, "simulate", "bath_records", *map(str, arguments)]
        with self.config.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                cwd=folder,
                # Tests that were begun with nohup ignore it, and so did what they start.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )
        self.said: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))
            if SERVING in line:
                break

    @property
    def settings(self) -> dict[str, Any]:
        plugins = tomllib.loads(self.config.read_text(encoding="utf-8"))["plugins"]
        assert plugins["load"] == ["bath_records"]
        settings: dict[str, Any] = plugins["settings"]["bath_records"]
        return settings

    @property
    def secrets(self) -> Path:
        """The folder that it says the variable is to name."""
        return Path(self.said[0].removeprefix(f"export {FOLDER_VARIABLE}="))

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        _, self.last_words = self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What processes need to find a connector of the scaffold installed."""
    path = installed("bath_records", Kind.CASE_MANAGEMENT, tmp_path / "made")
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    joined = os.pathsep.join([*map(str, path), *filter(None, others)])
    usual = {key: value for key, value in os.environ.items() if key != "PYTHON_KEYRING_BACKEND"}
    return {**usual, "PYTHONPATH": joined}


@pytest.fixture
def simulate(tmp_path: Path, environment: dict[str, str]) -> Iterator[Simulate]:
    started = []

    def start(*arguments: object) -> Simulating:
        started.append(Simulating(tmp_path, environment, arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate(timeout=30)


def check(running: Simulating, environment: Mapping[str, str], secrets: Path) -> "subprocess.CompletedProcess[str]":
    """What `plugins check --connect` says of the configuration that was printed, with these mounted secrets."""
    command = [*FRONTDOOR, "plugins", "check", "--connect", "--config", str(running.config)]
    return _run(command, {**environment, FOLDER_VARIABLE: str(secrets)})


def refused(environment: Mapping[str, str], *arguments: object) -> "subprocess.CompletedProcess[str]":
    """What a simulator says that does not start."""
    return _run([*FRONTDOOR, "simulate", "bath_records", *map(str, arguments)], environment)


def _run(command: list[str], environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def known(tmp_path: Path) -> Iterator[None]:
    """The scaffold's connector installed in this process, for what starts nothing."""
    with importable("bath_records", Kind.CASE_MANAGEMENT, tmp_path / "made"):
        yield


def test_what_it_prints_connects_to_it(simulate: Simulate, environment: dict[str, str]) -> None:
    running = simulate()

    result = check(running, environment, running.secrets)

    assert (result.returncode, lines(result.stdout)[-1], result.stderr) == (0, "No fault found.", "")
    assert running.said[-1].startswith("Bath records: a simulator with made-up families, on 127.0.0.1:")


def test_without_its_secrets_it_lets_nobody_in(simulate: Simulate, environment: dict[str, str], tmp_path: Path) -> None:
    result = check(simulate(), environment, tmp_path)

    told = "FAULT bath_records: secret missing: The keyring has no value for keyring:bath-records/token @ $.token"
    assert (result.returncode, lines(result.stderr)) == (1, [told, "1 fault"])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_stops_when_told_and_takes_its_secrets_away(simulate: Simulate, how: signal.Signals) -> None:
    running = simulate()
    assert (running.secrets / "bath-records" / "token").is_file()

    assert running.stop(how) == 0
    assert running.last_words == "Bath records: stopped\n"
    assert not running.secrets.exists()
    host, _, port = running.settings["address"].removeprefix("http://").partition(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_it_stops_in_good_order_though_somebody_cleared_its_secrets_away(simulate: Simulate, tmp_path: Path) -> None:
    running = simulate("--secrets", tmp_path / "mine")
    shutil.rmtree(tmp_path / "mine")

    assert (running.stop(signal.SIGTERM), running.last_words) == (0, "Bath records: stopped\n")


def test_its_secrets_are_files_for_their_owner_alone(simulate: Simulate, tmp_path: Path) -> None:
    running = simulate("--secrets", tmp_path / "mine")

    held = running.secrets
    modes = [path.stat().st_mode & 0o777 for path in (held, held / "bath-records", held / "bath-records" / "token")]
    assert held == (tmp_path / "mine").resolve()
    assert [oct(mode) for mode in modes] == ["0o700", "0o700", "0o600"]
    assert running.stop(signal.SIGTERM) == 0
    assert list(held.iterdir()) == []


def test_a_secret_that_is_there_already_is_not_overwritten(environment: dict[str, str], tmp_path: Path) -> None:
    kept = tmp_path / "mine" / "bath-records" / "token"
    kept.parent.mkdir(parents=True)
    kept.write_text("the real one", encoding="utf-8")

    result = refused(environment, "--secrets", tmp_path / "mine")

    told = f"FAULT {tmp_path / 'mine'}: holds a value for keyring:bath-records/token already, which is not overwritten"
    assert (result.returncode, lines(result.stderr)) == (1, [told, "1 fault"])
    assert kept.read_text(encoding="utf-8") == "the real one"


def test_a_scenario_is_in_force_from_the_start(simulate: Simulate, environment: dict[str, str]) -> None:
    running = simulate("--scenario", "expired_credential")

    result = check(running, environment, running.secrets)

    told = "FAULT bath_records: system did not answer: CredentialsRefused: Bath records refused our account (HTTP 401)"
    assert (result.returncode, lines(result.stderr)) == (1, [told, "1 fault"])
    assert running.said[-1].endswith(f"and goes wrong: expired_credential. {SERVING}")


def test_a_port_in_use_is_a_fault(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = refused(environment, "--port", taken.getsockname()[1])

    told = "FAULT bath_records: its simulator does not start (Address already in use)"
    assert (result.returncode, lines(result.stderr), result.stdout) == (1, [told, "1 fault"], "")


@pytest.mark.usefixtures("known")
def test_the_installed_simulators_are_listed() -> None:
    result = run("simulate", "--list")

    assert result.exit_code == 0
    assert "bath_records" in lines(result.output)


@pytest.mark.usefixtures("known")
def test_the_scenarios_of_one_are_listed_in_one_order_for_all() -> None:
    result = run("simulate", "bath_records", "--list")

    assert (result.exit_code, lines(result.output)[:4]) == (
        0,
        ["bath_records: Bath records", "  slow", "  silent_after_commit", "  cut_after_commit"],
    )


@pytest.mark.usefixtures("known")
def test_a_name_that_is_not_known_is_wrong_use_and_the_nearest_is_offered() -> None:
    result = run("simulate", "bath_record")

    told = "Error: Invalid value for NAME: no installed plugin simulates bath_record; did you mean bath_records?"
    assert (result.exit_code, lines(result.stderr)[-1]) == (2, told)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("wanted", "hint"),
    [("expired_credentials", "; did you mean expired_credential?"), ("zzz", "; --list tells which it can")],
)
def test_a_scenario_that_it_cannot_show_is_wrong_use_and_the_nearest_is_offered(wanted: str, hint: str) -> None:
    result = run("simulate", "bath_records", "--scenario", wanted)

    told = f"Error: Invalid value for --scenario: Bath records cannot show {wanted}{hint}"
    assert (result.exit_code, lines(result.stderr)[-1]) == (2, told)
