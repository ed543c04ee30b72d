"""What a check needs of a connector and its simulator; without it the check is skipped, and says why.

These are the suite's only skips: an operation that the connector declares it does not do, a misbehaviour that its
simulator declares it cannot show, and a fault of the network where no network is declared.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from attrs import frozen

from frontdoor.connectors.capabilities import Operation
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.simulators import Misbehaviour

Check = TypeVar("Check", bound=Callable[..., Any])

_ATTRIBUTE = "conformance_needs"


@frozen
class Needs:
    """What a check cannot do without. Of `misbehaviours` it needs every one."""

    operations: tuple[Operation | Ask, ...] = ()
    misbehaviours: tuple[Misbehaviour, ...] = ()
    socket: bool = False

    def unmet(self, stand: Stand) -> str:
        """Why the check makes no sense here, or an empty text."""
        for wanted in self.operations:
            operation = stand.kind.asks[wanted] if isinstance(wanted, Ask) else wanted
            if not stand.capabilities.can_call(operation):
                return f"{stand.plugin} declares {operation} as {stand.capabilities.level(operation)}"
        for misbehaviour in self.misbehaviours:
            if misbehaviour not in stand.simulator.misbehaviours:
                return f"the simulator of {stand.plugin} declares that it cannot show {misbehaviour}"
        if self.socket and not stand.simulator.sockets:
            return f"the simulator of {stand.plugin} declares no socket"
        return ""


def needs(
    *operations: Operation | Ask, shows: Misbehaviour | Iterable[Misbehaviour] = (), socket: bool = False
) -> Callable[[Check], Check]:
    """Say what a check needs: operations, misbehaviours of the simulator, a socket to put a fault proxy before."""
    misbehaviours = (shows,) if isinstance(shows, Misbehaviour) else tuple(shows)

    def mark(check: Check) -> Check:
        setattr(check, _ATTRIBUTE, Needs(operations, misbehaviours, socket))
        return check

    return mark


def why_not(check: Callable[..., Any], values: Iterable[object], stand: Stand) -> str:
    """Why a check is to be skipped, or an empty text. `values` are its parameters: they may be needs as well."""
    said: Needs = getattr(check, _ATTRIBUTE, Needs())
    values = tuple(values)
    also = Needs(
        tuple(value for value in values if isinstance(value, Operation | Ask)),
        tuple(value for value in values if isinstance(value, Misbehaviour)),
    )
    return said.unmet(stand) or also.unmet(stand)
