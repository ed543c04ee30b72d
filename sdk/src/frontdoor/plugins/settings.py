"""Reads one plugin's table of settings: what does not fit its class and which secrets are missing, all at once."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import repeat
from types import UnionType
from typing import Any, Union, get_args, get_origin

from attrs import Attribute, Factory, fields, has, resolve_types

from frontdoor.conversion import DataFaults, structure
from frontdoor.plugins.report import FaultKind
from frontdoor.secrets.hiding import HidingReader
from frontdoor.secrets.references import SecretMissing, SecretReader, SecretReference

FACTORY: Any = Factory
"""attrs' class of defaults that are made anew, which its types call a function."""


def read_settings(table: Any, into: type[Any], read_secret: SecretReader) -> tuple[Any, list[tuple[FaultKind, str]]]:
    """The settings, None where they are unsound, and every fault with its place: `@ $` is the plugin's own table.

    A secret is looked for whether or not the rest is sound. Its value is not kept.
    """
    settings, faults = None, []
    try:
        settings = structure(table, into)
    except DataFaults as problem:
        faults += [(FaultKind.SETTING, fault) for fault in problem.faults]
    for place, reference in _references(table, into, "$"):
        try:
            read_secret(reference)
        except SecretMissing as problem:
            faults.append((FaultKind.SECRET, f"{problem} @ {place}"))
        except Exception as problem:
            faults.append((FaultKind.SECRET, f"reading {reference} raised {type(problem).__name__} @ {place}"))
    return settings, faults


def without_secrets(said: str, table: Any, into: type[Any], read_secret: SecretReader) -> str:
    """What a plugin said while it was built, without the value of any secret that its settings name."""
    hiding = HidingReader(read_secret)
    for _, reference in _references(table, into, "$"):
        with suppress(Exception):
            hiding(reference)
    return hiding.hidden(said)


def _default(part: "Attribute[Any]") -> Any:
    """What a field has where nothing is given; a factory that looks at the other fields is left alone."""
    made: Any = part.default
    if not isinstance(made, FACTORY):
        return made
    return None if made.takes_self else made.factory()


def _references(data: Any, into: Any, place: str) -> Iterator[tuple[str, SecretReference]]:
    """Every well-formed reference in plain data where its class wants one, and those that the class has by default."""
    if into is SecretReference:
        if isinstance(data, SecretReference):
            yield place, data
        elif isinstance(data, str):
            try:
                reference = SecretReference.parse(data)
            except ValueError:
                return  # what is wrong with its form is a fault of the settings
            yield place, reference
    elif isinstance(into, type) and has(into):
        if isinstance(data, Mapping):
            for part in fields(resolve_types(into)):
                given = data[part.name] if part.name in data else _default(part)
                yield from _references(given, part.type, f"{place}.{part.name}")
    elif get_origin(into) in {Union, UnionType}:
        for kind in get_args(into):
            yield from _references(data, kind, place)
    elif isinstance(data, (list, tuple)) and get_origin(into) in {tuple, frozenset}:
        kinds = get_args(into)
        each_kind = kinds if get_origin(into) is tuple and kinds[-1] is not Ellipsis else repeat(kinds[0])
        for number, (each, kind) in enumerate(zip(data, each_kind, strict=False)):
            yield from _references(each, kind, f"{place}[{number}]")
    elif isinstance(data, Mapping) and get_origin(into) in {Mapping, dict}:
        for key, each in data.items():
            yield from _references(each, get_args(into)[1], f"{place}[{key!r}]")
