"""The one converter between plain data (TOML, JSON) and frozen attrs values. Unknown keys are always a fault."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

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
    return float(value)


def _build() -> Converter:
    converter = make_converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict(kind))
    converter.register_structure_hook(float, _strict_float)
    for identifier in (NhsNumber, Upn, Postcode, Reference):
        converter.register_structure_hook(identifier, lambda value, cls: cls(value))
        converter.register_unstructure_hook(identifier, lambda identifier: identifier.value)
    converter.register_structure_hook(SecretReference, lambda value, _: SecretReference.parse(value))
    converter.register_unstructure_hook(SecretReference, str)
    converter.register_structure_hook(Path, lambda value, _: Path(value))
    converter.register_unstructure_hook(Path, str)
    # TOML has dates of its own; JSON carries them as ISO text.
    converter.register_structure_hook(
        date, lambda value, _: value if type(value) is date else date.fromisoformat(value)
    )
    converter.register_structure_hook(
        datetime, lambda value, _: value if isinstance(value, datetime) else datetime.fromisoformat(value)
    )
    return converter


converter = _build()


def structure(data: Any, into: type[Value]) -> Value:
    """Build `into` from plain data; raises `DataFaults` with every fault at once."""
    try:
        return converter.structure(data, into)
    except BaseValidationError as problem:
        raise DataFaults(transform_error(problem, format_exception=_say)) from None
    except (ValueError, TypeError, KeyError) as problem:
        raise DataFaults([_say(problem, into)]) from None


def unstructure(value: Any) -> Any:
    """Plain data (dicts, lists, strings, numbers) of a frozen value, ready for JSON."""
    return converter.unstructure(value)


def _say(problem: BaseException, _: Any) -> str:
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(problem, ForbiddenExtraKeysError):
        return "unknown key: " + ", ".join(sorted(problem.extra_fields))
    if isinstance(problem, KeyError):
        return f"missing key {problem}"
    if isinstance(problem, (ValueError, TypeError)):
        return str(problem)
    return f"does not fit ({type(problem).__name__})"
