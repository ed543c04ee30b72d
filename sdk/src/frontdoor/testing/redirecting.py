"""Puts a fault proxy between a connector and its simulator, by way of the setting that holds the address."""

from collections.abc import Mapping
from typing import Any


def redirected(settings: Mapping[str, Any], key: str, old: str, new: str) -> dict[str, Any]:
    """The settings with `new` for `old` (both `host:port`) in the setting that `key` leads to, dotted where nested.

    Raises `ValueError` where that setting does not hold `old`: the simulator's `sockets` are wrong then.
    """
    first, _, rest = key.partition(".")
    value = settings.get(first)
    if rest:
        return {**settings, first: redirected(value if isinstance(value, Mapping) else {}, rest, old, new)}
    if not isinstance(value, str) or old not in value:
        raise ValueError(f"The simulator's sockets name the setting {first}, which does not hold {old}")
    return {**settings, first: value.replace(old, new)}
