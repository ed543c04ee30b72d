"""Whether a value really has the type its contract names, down to every part of it. attrs does not look."""

import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from attrs import fields, has, resolve_types

PLAIN = (str, bool, int, float, bytes, date, datetime)


def misfits(value: object, annotation: Any, where: str = "") -> Iterator[str]:
    """Where a value does not fit a type annotation of the connectors' records, and what is there instead.

    Raises `TypeError` for an annotation that it does not know.
    """
    if annotation is None:
        annotation = types.NoneType
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        if all(any(True for _ in misfits(value, choice)) for choice in inner):
            yield _said(value, where)
    elif isinstance(annotation, type) and has(annotation):
        yield from _record(value, annotation, {}, where)
    elif isinstance(origin, type) and has(origin):
        parameters = getattr(origin, "__parameters__", ())
        yield from _record(value, origin, dict(zip(parameters, inner, strict=True)), where)
    elif origin is tuple and inner[1:] == (Ellipsis,):
        if type(value) is not tuple:
            yield _said(value, where)
        else:
            for number, each in enumerate(value):
                yield from misfits(each, inner[0], f"{where}[{number}]")
    elif origin is Mapping:
        if not isinstance(value, Mapping):
            yield _said(value, where)
        else:
            for key, each in value.items():
                yield from misfits(key, inner[0], f"{where} key")
                yield from misfits(each, inner[1], f"{where}[...]")
    elif isinstance(annotation, type) and (issubclass(annotation, Enum) or annotation in (*PLAIN, types.NoneType)):
        # A bool is an int and a datetime a date, to Python and to nobody else.
        exact = annotation in (int, date)
        if not (type(value) is annotation if exact else isinstance(value, annotation)):
            yield _said(value, where)
    else:
        raise TypeError(f"No test for {annotation!r}")


def _record(value: object, record: type[Any], filled: dict[TypeVar, Any], where: str) -> Iterator[str]:
    if not isinstance(value, record):
        yield _said(value, where)
        return
    resolve_types(record)
    for part in fields(record):
        annotation = filled.get(part.type, part.type) if isinstance(part.type, TypeVar) else part.type
        yield from misfits(getattr(value, part.name), annotation, f"{where}.{part.name}")


def _said(value: object, where: str) -> str:
    return f"{where or 'the answer'} is {type(value).__name__}"
