"""A rotated secret counts at the next call of a connector that was built once: no restart, and nothing in between.

A connector of the scaffold against its simulator over a real socket, with the token in a mounted file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from sdk.tests.scaffold.installing import importable

from frontdoor.connectors.failures import CredentialsRefused
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import load_plugins
from frontdoor.scaffold.writing import Kind
from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.secrets.writing import write_mounted
from frontdoor.testing.simulators import simulators

NAME = "rotating"
TOKEN = SecretReference("rotating", "token")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where secrets are mounted, in force as on a server."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    before = keyring.get_keyring()
    keyring.set_keyring(MountedFilesKeyring())  # type: ignore[no-untyped-call]
    yield folder
    keyring.set_keyring(before)


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Any]:
    with importable(NAME, Kind.CASE_MANAGEMENT, tmp_path), simulators()[NAME].start(tmp_path) as running:
        yield running


def test_a_connector_built_once_uses_the_value_of_now(folder: Path, simulator: Any) -> None:
    write_mounted(folder, TOKEN, Secret(simulator.token))
    loaded = load_plugins(PluginConfiguration((NAME,), {NAME: simulator.settings}))
    connector = loaded.case_management[0].connector
    connector.check()

    simulator.token = "rotated"
    with pytest.raises(CredentialsRefused):
        connector.check()
    write_mounted(folder, TOKEN, Secret("rotated"))
    connector.check()

    loaded.close()


def test_a_value_that_is_taken_away_is_a_refusal_and_not_the_one_from_before(folder: Path, simulator: Any) -> None:
    file = write_mounted(folder, TOKEN, Secret(simulator.token))
    loaded = load_plugins(PluginConfiguration((NAME,), {NAME: simulator.settings}))
    connector = loaded.case_management[0].connector
    connector.check()

    file.unlink()
    with pytest.raises(CredentialsRefused, match="the keyring has no token for us"):
        connector.check()

    loaded.close()
