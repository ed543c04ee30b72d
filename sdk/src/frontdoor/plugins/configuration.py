"""The `[plugins]` table of `portal.toml`: which plugins are loaded, and each one's own settings."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from frontdoor.conversion import DataFaults, structure


@frozen
class PluginConfiguration:
    """Only plugins in `load` are imported: an installed package is no consent to run it on children's records.

    `settings` holds one table per plugin, checked later against the class its offer names.
    """

    load: tuple[str, ...] = ()
    settings: Mapping[str, Mapping[str, Any]] = field(factory=dict)


def read_toml(path: Path) -> dict[str, Any]:
    """A whole TOML file; raises `DataFaults` where it cannot be read or is not TOML, with the place and no value."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFaults([f"{path}: there is no such file"]) from None
    except OSError as problem:
        raise DataFaults([f"{path}: cannot be read ({problem.strerror})"]) from None
    except UnicodeDecodeError:
        raise DataFaults([f"{path}: is not UTF-8 text"]) from None
    except tomllib.TOMLDecodeError as problem:
        raise DataFaults([f"{path}: {problem}"]) from None


def read_plugin_configuration(path: Path) -> PluginConfiguration:
    """The `[plugins]` table of a TOML file.

    Raises `DataFaults` as `read_toml` does, and where the table has keys or types that do not belong.
    """
    whole = read_toml(path)
    try:
        return structure(whole.get("plugins", {}), PluginConfiguration)
    except DataFaults as problem:
        raise DataFaults([f"{path} [plugins]: {fault}" for fault in problem.faults]) from None
