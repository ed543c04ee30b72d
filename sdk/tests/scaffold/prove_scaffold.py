"""The slow proof: what the scaffold writes installs, and passes lint, types, its tests and conformance, untouched.

Collected only when it is named, since it makes environments: `pytest sdk/tests/scaffold/prove_scaffold.py`. The SDK is
built and installed as a wheel, the rest at the versions of the lock.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import frozen

from frontdoor.scaffold.naming import LONGEST, ConnectorName
from frontdoor.scaffold.writing import Kind, write_connector

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "requirements.lock"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

SHORTEST, USUAL, LONG = "a", "bath_records", "x" * 15 + "_" + "y" * (LONGEST - 16)


@frozen
class Council:
    """A council's machine: an environment of its own, with a connector of one kind that was just written."""

    kind: Kind
    package: Path
    programs: Path

    def run(self, program: str, *arguments: object, folder: Path | None = None) -> str:
        """What a program of the environment says; fails with all of it where the program does."""
        return told([self.programs / program, *arguments], folder or self.package, {"PATH": self.path})

    @property
    def path(self) -> str:
        return os.pathsep.join([str(self.programs), os.environ["PATH"]])


def told(command: list[object], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    clean = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**clean, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


def uv() -> str:
    """The program that nox installs with: on the path, or in the checkout's private environment."""
    found = shutil.which("uv", path=os.pathsep.join([os.environ["PATH"], str(ROOT / ".bootstrap" / "env" / SCRIPTS)]))
    assert found is not None, "uv is missing: python3 noxfile.py -l makes the checkout's private environment"
    return found


@pytest.fixture(scope="module", params=list(Kind), ids=lambda kind: kind.value)
def council(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Council:
    kind, folder = Kind(request.param), tmp_path_factory.mktemp("council")
    write_connector(ConnectorName(USUAL), kind, folder)
    council = Council(kind, folder / ConnectorName(USUAL).distribution, folder / "env" / SCRIPTS)
    told([uv(), "venv", "--quiet", "--no-python-downloads", "--python", sys.executable, folder / "env"], folder)
    pinned = ["--constraints", LOCK, "--build-constraints", LOCK]
    # A rebuild each time: an installed SDK must never be older than the source it is said to prove.
    fresh = ["--refresh-package", "family-front-door-sdk", "--reinstall-package", "family-front-door-sdk"]
    group = f"{council.package / 'pyproject.toml'}:dev"
    into = ["--quiet", "--python", council.programs / "python"]
    told(
        [uv(), "pip", "install", *into, *pinned, *fresh, "--group", group, ROOT / "sdk", "-e", council.package], folder
    )
    return council


def test_it_is_installed_as_a_plugin(council: Council) -> None:
    assert council.run("frontdoor", "plugins", "list") == "bath_records 0.1.0\n"
    assert "  drip_feed\n" in council.run("frontdoor", "simulate", "bath_records", "--list")


@pytest.mark.parametrize("name", [SHORTEST, USUAL, LONG])
def test_lint_and_format_find_nothing_whatever_the_length_of_its_name(
    council: Council, name: str, tmp_path: Path
) -> None:
    write_connector(ConnectorName(name), council.kind, tmp_path)
    package = tmp_path / ConnectorName(name).distribution

    assert council.run("ruff", "check", folder=package) == "All checks passed!\n"
    assert council.run("ruff", "format", "--check", folder=package).endswith(" files already formatted\n")


def test_strict_types_find_nothing(council: Council) -> None:
    assert council.run("mypy").startswith("Success: no issues found in ")


def test_its_own_tests_and_the_conformance_suite_pass(council: Council) -> None:
    said = council.run("pytest", "-q", "-p", "no:cacheprovider")

    print(said)  # noqa: T201 - the table of rules and the tier are what the session is run for
    assert " passed" in said
    assert " failed" not in said


def test_nothing_was_changed_to_make_it_pass(council: Council, tmp_path: Path) -> None:
    written = write_connector(ConnectorName(USUAL), council.kind, tmp_path)

    for path in written:
        place = path.relative_to(tmp_path / council.package.name)
        assert (council.package / place).read_bytes() == path.read_bytes()
