"""How a connector fails, named by what the reader should do about it.

A connector raises one of these and nothing else; the gateway turns anything else into `ContractMismatch`. Messages
name systems, fields and codes, never a child: they may be logged and shown.
"""

from collections.abc import Sequence

from attrs import frozen

from frontdoor.connectors.people import PersonRecord


class ConnectorFailure(Exception):
    """Any way a connector may fail to do what it was asked."""


class Unavailable(ConnectorFailure):
    """The system cannot be reached or is too slow, and nothing was changed: try again later."""


class CredentialsRefused(ConnectorFailure):
    """The system refused our account: an operator must act, and trying again would lock it."""


class RestrictedRecord(ConnectorFailure):
    """The record exists and this account may not see it: say so, show nothing of it."""


class NotFound(ConnectorFailure):
    """The system answered that it has no such record."""


@frozen
class RecordFault:
    """One reason a system refused what it was sent: its own field name and a sentence or code."""

    field: str
    reason: str


class RecordRejected(ConnectorFailure):
    """The system refused the content: a person must mend it; sending the same again is useless."""

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.reason}" for fault in self.faults))


class RecordLocked(ConnectorFailure):
    """Somebody is working in the record: try again later."""


class DuplicateSuspected(ConnectorFailure):
    """The system believes that it knows the person who was to be created: somebody must choose. Nothing was created.

    `candidates` are the records it means; a restricted one carries a display name at most. The text has their number
    only.
    """

    def __init__(self, candidates: Sequence[PersonRecord]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(f"The system may know this person already: {len(self.candidates)} records")


class RateLimited(ConnectorFailure):
    """The system wants fewer calls: wait `after` seconds (at least) and try again. Nothing was changed."""

    def __init__(self, after: float, message: str = "") -> None:
        self.after = max(0.0, after)
        super().__init__(message or f"The system asks to wait {self.after:.0f} seconds")


class OutcomeUnknown(ConnectorFailure):
    """The request may or may not have been carried out: look it up by our reference, never send it blindly again."""


class ContractMismatch(ConnectorFailure):
    """The answer is not what the contract promises, so it cannot be trusted: nothing of it is used."""


class Unsupported(ConnectorFailure):
    """The connector does not do this operation: read its capabilities first."""
