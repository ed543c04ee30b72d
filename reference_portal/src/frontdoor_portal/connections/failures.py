"""How a call can fail at the gateway itself, each told apart from what the connector said."""

from frontdoor.connectors.failures import ContractMismatch, Unavailable, Unsupported


class TooSlow(Unavailable):
    """The call was cut off at its deadline. `was_started`: it may have reached the system."""

    def __init__(self, *, was_started: bool) -> None:
        self.was_started = was_started
        super().__init__("The call was cut off at its deadline")


class TooBusy(Unavailable):
    """Too many calls to this source wait already; this one was not made."""


class Resting(Unavailable):
    """The source failed too often and is left alone for a while; the call was not made."""


class NotConnected(Unavailable):
    """No connector of that name is loaded; nothing was asked."""


class NotTrusted(ContractMismatch):
    """The connector's answer breaks its contract. `fault` is a short code for the log, never a value."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(f"The answer cannot be trusted: {fault}")


class NothingToAskWith(Unsupported):
    """Too little is known of the child to ask this source; it was not asked."""
