"""Writes a page of the documentation for each connector: levels, limits and settings, from the code and its README.

`python .ci/plugin_pages.py` writes `docs/reference/plugins/`; with `--check` it only tells which page is out of date. A
key's explanation is the README's own: a key that its table of settings leaves out is a fault.
"""

import enum
import inspect
import json
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from attrs import NOTHING, Attribute, Factory, fields, has, resolve_types

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.conversion import unstructure
from frontdoor.plugins.host import ENTRY_POINT_GROUP
from frontdoor.secrets.references import SecretReference

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference" / "plugins"
READMES = {
    "framework_i": ROOT / "plugins" / "framework_i" / "README.md",
    "mosaic": ROOT / "plugins" / "mosaic" / "README.md",
    "capita_one": ROOT / "plugins" / "capita_one" / "README.md",
    "ssd": ROOT / "examples" / "standard_safeguarding_dataset" / "README.md",
}

_SIMPLE: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    Path: "path",
    datetime: "time",
    date: "date",
    SecretReference: "secret reference",
}


class NotExplained(LookupError):
    """A setting that the README's table leaves out."""


def pages() -> dict[Path, str]:
    """Every page with its text. Raises `NotExplained` with the keys that a README leaves out."""
    points = {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}
    return {PAGES / f"{name}.md": _page(name, _offer(points[name].load()), readme) for name, readme in READMES.items()}


def _offer(module: types.ModuleType) -> ConnectorOffer[Any]:
    hooks = [hook for name, hook in vars(module).items() if name.startswith("register_")]
    offer: ConnectorOffer[Any] = hooks[0]()
    return offer


def _page(name: str, offer: ConnectorOffer[Any], readme: Path) -> str:
    explained = dict(_explanations(readme.read_text(encoding="utf-8")))
    levels = ((operation, offer.capabilities.level(operation)) for operation in Operation)
    lines = [
        f"# {offer.title}: `{name}`",
        "",
        "Made from the code by `.ci/plugin_pages.py`; [the levels](../../explanation/capabilities.md) are those of the",
        "default settings.",
        "",
        "| Operation | Level |",
        "|---|---|",
        *(f"| `{operation.value}` | {level.value} |" for operation, level in levels if level is not Level.NONE),
        "",
        "Limits, in the connector's own words:",
        "",
        *(f"- {limit}" for limit in offer.limits),
        *_tables(f"plugins.settings.{name}", offer.settings_class, explained),
    ]
    return "\n".join(lines) + "\n"


def _tables(place: str, settings: type[Any], explained: Mapping[str, str]) -> Iterator[str]:
    """The plugin's own table, an explanation behind each key, and then each table within it."""
    resolve_types(settings)
    missing = [part.name for part in fields(settings) if part.name not in explained]
    if missing:
        raise NotExplained(f"[{place}]: the README's table does not explain {', '.join(missing)}")
    yield from ("", f"## `[{place}]`", "", "| Key | Kind | Default | What it is |", "|---|---|---|---|")
    for part in fields(settings):
        yield f"| `{part.name}` | {_kind(part.type)} | {_default(part)} | {explained[part.name]} |"
    for part in fields(settings):
        for inner in _within(part.type):
            yield from _inner_tables(f"{place}.{part.name}", inner)


def _inner_tables(place: str, settings: type[Any]) -> Iterator[str]:
    """A table within a table, which its class explains."""
    resolve_types(settings)
    said = inspect.cleandoc(settings.__doc__ or "")
    yield from ("", f"## `[{place}]`", "", *([said, ""] if said else []))
    yield from ("| Key | Kind | Default |", "|---|---|---|")
    for part in fields(settings):
        yield f"| `{part.name}` | {_kind(part.type)} | {_default(part)} |"
    for part in fields(settings):
        for inner in _within(part.type):
            yield from _inner_tables(f"{place}.{part.name}", inner)


def _within(kind: Any) -> Iterator[type[Any]]:
    """The settings classes that a type holds."""
    if isinstance(kind, type) and has(kind) and kind is not SecretReference:
        yield kind
    for inner in typing.get_args(kind):
        yield from _within(inner)


def _kind(kind: Any) -> str:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return " or ".join(f"`{member.value}`" for member in kind)
    if isinstance(kind, type) and has(kind):
        return "table"
    inner = [each for each in typing.get_args(kind) if each not in (types.NoneType, Ellipsis)]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(_kind(each) for each in inner))
    return (
        f"table of {_kind(inner[-1])}" if typing.get_origin(kind) in (Mapping, dict) else f"list of {_kind(inner[0])}"
    )


def _default(part: "Attribute[Any]") -> str:
    default: Any = part.default
    if default is NOTHING:
        return "required"
    if isinstance(default, Factory):  # type: ignore[arg-type]
        default = default.factory()
    if default is None or has(type(default)):
        return "none" if default is None else "its own defaults"
    return f"`{json.dumps(unstructure(default))}`"


def _explanations(readme: str) -> Iterator[tuple[str, str]]:
    """Each key of the tables of settings in a README, and the last cell of its row."""
    within = False
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[0].lower() in {"setting", "key"}:
            within = True
        elif not cells:
            within = False
        elif within and len(cells) > 1:
            for key in re.findall(r"`([A-Za-z_]+)`", cells[0]):
                yield key, cells[-1]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` tell which differ: 1 where one does."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        print(f"{'out of date' if '--check' in arguments else 'written'}: {path.relative_to(ROOT)}")
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
