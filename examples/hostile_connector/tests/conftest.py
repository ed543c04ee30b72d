"""The hostile plugins as if they were installed, for one test run only: they belong into no environment.

A folder on the path of modules holds what an installer would have left: the package's name, version and entry points.
"""

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE

PACKAGE = Path(__file__).parents[1]
sys.path.append(str(PACKAGE / "src"))  # the modules of the tests import it before any fixture runs
PROJECT = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLUGINS: dict[str, str] = PROJECT["entry-points"]["frontdoor.plugins"]
SECRET = "canary-secret-7Q"

DO_NOT_LOAD = (
    "hostile_crashes_at_import",
    "hostile_exits_at_import",
    "hostile_crashes_at_hook",
    "hostile_exits_at_hook",
    "hostile_crashes_at_build",
    "hostile_exits_at_build",
    "hostile_cannot_say_why",
)
LOAD = tuple(name for name in PLUGINS if name not in DO_NOT_LOAD)


@pytest.fixture(autouse=True)
def _installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both for this process and for those that it starts."""
    folder = tmp_path_factory.mktemp("site")
    information = folder / f"{PROJECT['name'].replace('-', '_')}-{PROJECT['version']}.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {PROJECT['name']}\nVersion: {PROJECT['version']}\n", encoding="utf-8"
    )
    lines = ["[frontdoor.plugins]", *(f"{name} = {module}" for name, module in PLUGINS.items())]
    (information / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (folder, PACKAGE / "src"))))


@pytest.fixture
def loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes a `portal.toml` that loads these plugins; the secret that they would leak is where it is looked for."""
    hide_secret(tmp_path / "secrets")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "secrets"))

    def write(*plugins: str) -> Path:
        settings = tmp_path / "portal.toml"
        settings.write_text(tomli_w.dumps({"plugins": {"load": list(plugins)}}), encoding="utf-8")
        return settings

    return write


def hide_secret(folder: Path) -> None:
    """Put the secret that every hostile plugin would leak where the front door looks for it."""
    (folder / "hostile").mkdir(parents=True)
    (folder / "hostile" / "password").write_text(SECRET, encoding="utf-8")
