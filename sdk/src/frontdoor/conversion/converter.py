"""The one converter between plain data (TOML, JSON) and frozen attrs values, with a hook for each kind of value."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from math import isfinite
from pathlib import Path
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

from attrs import has
from cattrs import Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

from frontdoor.conversion.classes import structure_class
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.secrets.references import SecretReference

Value = TypeVar("Value")


class DataFaults(ValueError):
    """Plain data that does not fit its class: every fault, each with its path, none with the offending value."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def _strict(kind: type[Any]) -> Any:
    # cattrs calls `int("7")` by default: configuration with a quoted number must be told, not guessed.
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"must be {kind.__name__}, not {type(value).__name__}")
        return value

    return structure


def _strict_float(value: Any, _: Any) -> float:
    if type(value) not in {int, float}:
        raise ValueError(f"must be a number, not {type(value).__name__}")
    if not isfinite(value):
        raise ValueError("must be a finite number")
    return float(value)


def _structure_enum(value: Any, kind: type[StrEnum]) -> StrEnum:
    if value not in {member.value for member in kind}:
        raise ValueError("must be one of " + ", ".join(member.value for member in kind))
    return kind(value)


def _from_text(kind: type[Value], build: Callable[[str], Value], wanted: str) -> Callable[[Any, Any], Value]:
    """A hook that builds `kind` from text and never repeats the text when it cannot."""

    def structure(value: Any, _: Any) -> Value:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise ValueError(f"must be {wanted}, not {type(value).__name__}")
        try:
            return build(value)
        except ValueError:
            raise ValueError(f"must be {wanted}") from None

    return structure


def _structure_date(value: Any, kind: Any) -> date:
    # TOML has dates of its own, JSON carries ISO text; a date and a time together is no date.
    if isinstance(value, datetime):
        raise ValueError("must be a date like 2026-05-17, without a time")
    return _from_text(date, date.fromisoformat, "a date like 2026-05-17")(value, kind)


def _is_collection_of_one_type(kind: Any) -> bool:
    return get_origin(kind) is frozenset or (get_origin(kind) is tuple and get_args(kind)[-1:] == (Ellipsis,))


def _structure_collection(kind: Any, converter: Any) -> Callable[[Any, Any], Any]:
    # A string is iterable too: `load = "mosaic"` must be told, not read as six plugins.
    each: Any = GenericAlias(tuple, (get_args(kind)[0], ...))
    structure_tuple = homogenous_tuple_structure_factory(each, converter)

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, (list, tuple, frozenset)):
            raise ValueError(f"must be a list, not {type(value).__name__}")
        return get_origin(kind)(structure_tuple(value, each))

    return structure


def _build() -> Converter:
    converter = make_converter(detailed_validation=True)
    converter.register_structure_hook_factory(has, structure_class)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict(kind))
    converter.register_structure_hook(float, _strict_float)
    # Without its own hook a StrEnum would be taken by the one for `str`, and any text let through.
    converter.register_structure_hook(StrEnum, _structure_enum)
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    converter.register_structure_hook_factory(_is_collection_of_one_type, _structure_collection)
    for identifier in (NhsNumber, Upn, Postcode, Reference):
        wanted = f"in the stored form of {identifier.__name__}"
        converter.register_structure_hook(identifier, _from_text(identifier, identifier, wanted))
        converter.register_unstructure_hook(identifier, lambda identifier: identifier.value)
    secret = "written as keyring:SERVICE/NAME, never as the value itself"
    converter.register_structure_hook(SecretReference, _from_text(SecretReference, SecretReference.parse, secret))
    converter.register_unstructure_hook(SecretReference, str)
    converter.register_structure_hook(Path, _from_text(Path, Path, "a path"))
    converter.register_unstructure_hook(Path, str)
    converter.register_structure_hook(date, _structure_date)
    moment = "a date and time like 2026-05-17T09:30:00+00:00"
    converter.register_structure_hook(time, _from_text(time, time.fromisoformat, "a time like 09:30"))
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(datetime, _from_text(datetime, datetime.fromisoformat, moment))
    return converter


converter = _build()


def structure(data: Any, into: type[Value]) -> Value:
    """Build `into` from plain data; raises `DataFaults` with every fault at once."""
    try:
        return converter.structure(data, into)
    except BaseValidationError as problem:
        raise DataFaults(transform_error(problem, format_exception=_say)) from None
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise DataFaults([_say(problem, into)]) from None


def unstructure(value: Any) -> Any:
    """Plain data (dicts, lists, strings, numbers) of a frozen value, ready for JSON."""
    return converter.unstructure(value)


def _say(problem: BaseException, into: Any) -> str:
    if isinstance(problem, KeyError):
        return f"missing key {problem}"
    if str(problem).startswith(("Not enough values in", "Too many values in")):
        return "has the wrong number of values"  # cattrs' own words quote them
    # attrs' validators put the offending value among the arguments; a sentence of ours is the only argument.
    if isinstance(problem, ValueError) and len(problem.args) == 1:
        return str(problem)
    if isinstance(problem, (TypeError, AttributeError)) and get_origin(into) is Mapping:
        return "must be a table of named values"
    return f"does not fit ({type(problem).__name__})"
