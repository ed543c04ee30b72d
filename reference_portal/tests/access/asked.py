"""Which surfaces were really asked: one that no story reaches would prove nothing, and nobody would notice."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Shown = TypeVar("Shown")

ASKED: Counter[str] = Counter()
"""How often each surface was asked; 0 for one that never was."""


def surface(ask: Callable[Parameters, Shown]) -> Callable[Parameters, Shown]:
    """Count how often a surface is asked."""
    name = ask.__name__
    ASKED[name] = 0

    @wraps(ask)
    def counted(*args: Parameters.args, **named: Parameters.kwargs) -> Shown:
        ASKED[name] += 1
        return ask(*args, **named)

    return counted


def forget_what_was_asked() -> None:
    for name in ASKED:
        ASKED[name] = 0
