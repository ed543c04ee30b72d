"""Writes the package of a new connector from its templates: the whole of it or nothing, and over nothing."""

import tempfile
from collections.abc import Iterator
from enum import StrEnum
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from frontdoor.scaffold.naming import ConnectorName

_SUFFIX = ".template"
_PACKAGE = "package"
"""The folder among the templates that is given the new package's name."""


class Kind(StrEnum):
    """What the connector connects to."""

    CASE_MANAGEMENT = "case_management"
    EDUCATION = "education"


def templates(kind: Kind) -> dict[PurePosixPath, str]:
    """Every template's text by the place of its file in the new package's folder, `package` not yet renamed."""
    root = resources.files(__package__) / "templates"
    return {
        PurePosixPath(*place[:-1], place[-1].removesuffix(_SUFFIX)): text
        for part in ("common", kind.value)
        for place, text in _files_below(root / part, ())
    }


def write_connector(name: ConnectorName, kind: Kind, into: Path) -> tuple[Path, ...]:
    """Write the package below `into`, in a folder of its distribution's name; the files written, in order.

    Raises `FileExistsError` where that folder is there already, and `OSError` where nothing can be written. The
    package is made beside its place and moved there, so that it is whole or not there at all.
    """
    target = into / name.distribution
    if target.exists() or target.is_symlink():
        raise FileExistsError(f"{target} exists already, and nothing is overwritten")
    into.mkdir(parents=True, exist_ok=True)
    words = {
        "name": name.value,
        "hyphenated": name.hyphenated,
        "distribution": name.distribution,
        "package": name.package,
        "class_name": name.class_name,
        "title": name.title,
        "sdk_version": metadata.version("family-front-door-sdk"),
    }
    with tempfile.TemporaryDirectory(prefix=".frontdoor-", dir=into) as beside:
        made = Path(beside) / name.distribution
        written = []
        for place, text in sorted(templates(kind).items()):
            named = Path(*(name.package if part == _PACKAGE else part for part in place.parts))
            (made / named).parent.mkdir(parents=True, exist_ok=True)
            (made / named).write_text(Template(text).substitute(words), encoding="utf-8", newline="\n")
            written.append(target / named)
        made.rename(target)
    return tuple(written)


def _files_below(folder: Traversable, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files_below(each, (*place, each.name))
        elif each.name.endswith(_SUFFIX):
            yield (*place, each.name), each.read_text(encoding="utf-8")
