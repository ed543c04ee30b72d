"""Whether a value really has the type its contract names, down to every part of it.

attrs does not check types when a record is made, and a connector that fills a name with None would break a page
far from the cause.
"""

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from attrs import fields, has, resolve_types

LONGEST_TEXT = 20_000
"""Characters in one part of a record; a longer one is no fact about a person."""

MOST_PARTS = 500
"""Items in one part of a record, like former addresses."""

Fits = Callable[[object], bool]


@cache
def fitting(annotation: Any) -> Fits:
    """A test whether a value fits a type annotation as the connectors' records use them.

    Raises `TypeError` for an annotation that it does not know.
    """
    if annotation is None or annotation is types.NoneType:
        return lambda value: value is None
    if annotation is str:
        # A text that says how it is to be shown (`__html__`) would be shown as it is: as a script, for instance.
        return lambda value: isinstance(value, str) and len(value) <= LONGEST_TEXT and not hasattr(value, "__html__")
    if annotation is bool:
        return lambda value: isinstance(value, bool)
    if annotation is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if annotation is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return lambda value: isinstance(value, annotation)
    if isinstance(annotation, type) and has(annotation):
        return _record(annotation)
    return _compound(annotation)


def _record(record: type[Any]) -> Fits:
    resolve_types(record)
    parts = [(part.name, fitting(part.type)) for part in fields(record)]
    return lambda value: isinstance(value, record) and all(test(getattr(value, name)) for name, test in parts)


def _compound(annotation: Any) -> Fits:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        choices = [fitting(choice) for choice in inner]
        return lambda value: any(test(value) for test in choices)
    if origin is tuple and inner[1:] == (Ellipsis,):
        item = fitting(inner[0])
        return lambda value: type(value) is tuple and len(value) <= MOST_PARTS and all(map(item, value))
    if origin is Mapping:
        key, item = map(fitting, inner)
        return lambda value: (
            isinstance(value, dict)
            and len(value) <= MOST_PARTS
            and all(key(name) and item(part) for name, part in value.items())
        )
    raise TypeError(f"No test for {annotation!r}")
