"""Installs a package of the scaffold in the cheapest way that is still real: its metadata and source on the path."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from frontdoor.scaffold.naming import ConnectorName
from frontdoor.scaffold.writing import Kind, write_connector


def installed(name: str, kind: Kind, folder: Path) -> list[Path]:
    """Write a connector below `folder`; what to put on the path, so that its entry points are found."""
    named = ConnectorName(name)
    write_connector(named, kind, folder)
    package = folder / named.distribution
    project = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (folder / "site").mkdir()
    write_metadata(folder / "site", named.package, project["entry-points"])
    return [folder / "site", package / "src"]


def write_metadata(site: Path, package: str, entry_points: Mapping[str, Mapping[str, str]]) -> None:
    """What an installer leaves in `site` about a package: its name, and its entry points by their group."""
    metadata = site / f"{package}-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n", encoding="utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in entry_points.items()
    )
    (metadata / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")


@contextmanager
def importable(name: str, kind: Kind, folder: Path) -> Iterator[None]:
    """The connector installed in this process, and gone again afterwards."""
    path = [str(each) for each in installed(name, kind, folder)]
    sys.path[:0] = path
    try:
        yield
    finally:
        for each in path:
            sys.path.remove(each)
        package = ConnectorName(name).package
        for module in [each for each in sys.modules if each.split(".")[0] == package]:
            del sys.modules[module]
