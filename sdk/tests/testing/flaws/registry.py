"""Where flawed connectors are kept by name, with the checks that they fail."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import frozen

from frontdoor.connectors.capabilities import Operation

Connector = TypeVar("Connector", bound=type[Any])

FLAWS: dict[str, "Flaw"] = {}


@frozen
class Flaw:
    """A connector that is wrong in one way, and the test functions that notice it."""

    connector: type[Any]
    fails: frozenset[str]
    without: tuple[Operation, ...]
    """Operations that it does not declare."""


def fails(*tests: str, without: tuple[Operation, ...] = ()) -> Callable[[Connector], Connector]:
    """Keep a flawed connector under the name of its class."""

    def keep(connector: Connector) -> Connector:
        FLAWS[connector.__name__] = Flaw(connector, frozenset(tests), without)
        return connector

    return keep
