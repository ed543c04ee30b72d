"""A plugin of the tests' own, installed and configured, and a keyring with one secret."""

import itertools
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from sdk.tests.cli.running import CANARY

from frontdoor.plugins.host import ENTRY_POINT_GROUP

PLUGIN = """
from attrs import frozen
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import Unavailable
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReference

@frozen
class Settings:
    password: SecretReference | None = None

class Pupils(EducationSystem):
    def __init__(self, settings, read_secret):
        self.settings, self.read_secret = settings, read_secret
    def check(self):
        raise Unavailable("no route")

@hookimpl
def register_education_system():
    return ConnectorOffer(
        name="made_up", title="Made up", settings_class=Settings, build=Pupils,
        capabilities=Capabilities({Operation.SEARCH_PUPILS: Level.NATIVE, Operation.GET_PUPIL: Level.NONE}),
        limits=("Cannot fly.",))
"""

Install = Callable[..., Path]
_numbers = itertools.count()


class OneSecret(KeyringBackend):
    """A keyring that can be written, as a desktop's is."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.values = {("made_up", "password"): CANARY}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password


@pytest.fixture
def backend() -> Iterator[OneSecret]:
    """The keyring in force; `keyring:made_up/password` is its one secret."""
    before, backend = keyring.get_keyring(), OneSecret()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: OneSecret) -> Iterator[Install]:
    """Install a plugin `made_up`, the only one, from its text; the portal.toml that names it, with its settings."""
    assert backend.values
    made = []

    def install(source: str, settings: str = "") -> Path:
        module = f"cli_made_up_plugin_{next(_numbers)}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        made.append(module)
        installed = [EntryPoint("made_up", module, ENTRY_POINT_GROUP)]
        for where in ("frontdoor.cli.plugin_commands", "frontdoor.plugins.host"):
            monkeypatch.setattr(f"{where}.entry_points", lambda **_: installed)
        path = tmp_path / "portal.toml"
        path.write_text(f'[plugins]\nload = ["made_up"]\n[plugins.settings.made_up]\n{settings}\n', encoding="utf-8")
        return path

    monkeypatch.syspath_prepend(tmp_path)
    yield install
    for module in made:
        sys.modules.pop(module, None)


@pytest.fixture
def config(install: Install) -> Path:
    """A portal.toml that names a plugin whose system does not answer."""
    return install(PLUGIN)
