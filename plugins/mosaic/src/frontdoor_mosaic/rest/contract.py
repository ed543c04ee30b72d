"""The reference contract of the interface, read once from the OpenAPI file, and what does not fit it.

Both sides check by it: the connector before it sends and before it believes, the simulator before it acts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen

Schema = Mapping[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")


@frozen
class Misfit:
    """One place of a value that the contract does not allow, and in which way. The value itself stays unsaid."""

    place: str
    kind: str


@frozen
class Contract:
    """The OpenAPI document."""

    document: Mapping[str, Any]

    def schema(self, name: str) -> Schema:
        found: Schema = self.document["components"]["schemas"][name]
        return found

    def misfits(self, name: str, value: Any) -> tuple[Misfit, ...]:
        """Everything in a JSON value that the schema of that name does not allow, with its place like `forms/0`."""
        return tuple(self._misfits(self.schema(name), value, ""))

    def resolved(self, schema: Schema) -> Schema:
        """The schema itself where it is a reference to one, or else as it is."""
        reference = schema.get("$ref", "")
        return self.schema(reference.rpartition("/")[2]) if reference else schema

    def _misfits(self, written: Schema, value: Any, place: str) -> Iterator[Misfit]:
        schema = self.resolved(written)
        if "anyOf" in schema:
            choices = [tuple(self._misfits(choice, value, place)) for choice in schema["anyOf"]]
            # A choice of the right type tells what is wrong; where none is, that is what is wrong.
            if all(choices):
                yield from next((told for told in choices if told[0].kind != "type"), choices[0])
            return
        kind = schema.get("type")
        if kind is not None and not _TYPES[kind](value):
            yield Misfit(place, "type")
            return
        if isinstance(value, str) and _SURROGATE.search(value):
            yield Misfit(place, "encoding")  # half a character, which no JSON in UTF-8 can carry
        for rule, breaks in _RULES.items():
            if rule in schema and breaks(value, schema[rule]):
                yield Misfit(place, rule)
        if isinstance(value, dict):
            yield from self._misfits_of_parts(schema, value, place)
        elif isinstance(value, list) and "items" in schema:
            for number, item in enumerate(value):
                yield from self._misfits(schema["items"], item, _below(place, str(number)))

    def _misfits_of_parts(self, schema: Schema, value: Mapping[str, Any], place: str) -> Iterator[Misfit]:
        parts = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield Misfit(_below(place, name), "required")
        for name, part in value.items():
            if name in parts:
                yield from self._misfits(parts[name], part, _below(place, name))
            elif schema.get("additionalProperties") is False:
                yield Misfit(place, "additionalProperties")


@cache
def reference_contract() -> Contract:
    """The contract of this package."""
    text = resources.files("frontdoor_mosaic.openapi").joinpath("mosaic_reference.json").read_text(encoding="utf-8")
    return Contract(json.loads(text))


def _below(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def _is_no_day(value: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is None or not _reads(date.fromisoformat, value)


def _is_no_moment(value: str) -> bool:
    # RFC 3339 as OpenAPI means it: a whole day, a whole time and a zone.
    shape = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
    return re.fullmatch(shape, value) is None or not _reads(datetime.fromisoformat, value.upper())


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


_FORMATS: Mapping[str, Callable[[str], bool]] = {"date": _is_no_day, "date-time": _is_no_moment}


@cache
def _pattern(written: str) -> re.Pattern[str]:
    # `$` of the contract is the end of the text; Python's would let a line feed follow.
    return re.compile(written.removesuffix("$") + r"\Z" if written.endswith("$") else written)


_RULES: Mapping[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, choices: value not in choices,
    "const": lambda value, only: value != only,
    "pattern": lambda value, pattern: _pattern(pattern).search(value) is None,
    "format": lambda value, name: _FORMATS[name](value),
    "minLength": lambda value, least: len(value) < least,
    "maxLength": lambda value, most: len(value) > most,
    "minItems": lambda value, least: len(value) < least,
    "maxItems": lambda value, most: len(value) > most,
    "minProperties": lambda value, least: len(value) < least,
    "minimum": lambda value, least: value < least,
    "maximum": lambda value, most: value > most,
}
"""Rules whose being broken is a fault. They are only asked of values of the right type."""
