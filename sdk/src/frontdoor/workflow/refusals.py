"""A command refused: every reason at once, each beside the part of the command it is about."""

from collections.abc import Sequence

from attrs import frozen


@frozen
class CommandFault:
    """One thing wrong with a command. `field` is the command's own field, or empty where it is the whole command."""

    field: str
    message: str


class Refused(Exception):
    """The command was not carried out and nothing changed."""

    def __init__(self, faults: Sequence[CommandFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))

    @classmethod
    def because(cls, message: str) -> "Refused":
        return cls([CommandFault("", message)])


class HeldByAnother(Refused):
    """Somebody else holds the contact; `holder_name` may be shown to colleagues of the front door."""

    def __init__(self, holder_name: str) -> None:
        self.holder_name = holder_name
        super().__init__([CommandFault("", f"{holder_name} has already taken this contact")])
