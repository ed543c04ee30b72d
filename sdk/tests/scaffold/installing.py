"""Installs a package of the scaffold in the cheapest way that is still real: its metadata and source on the path."""

import sys
import tomllib
from collections.abc import Iterator
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
    metadata = folder / "site" / f"{named.package}-{project['version']}.dist-info"
    metadata.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (metadata / "METADATA").write_text(head, encoding="utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in project["entry-points"].items()
    )
    (metadata / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return [folder / "site", package / "src"]


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
