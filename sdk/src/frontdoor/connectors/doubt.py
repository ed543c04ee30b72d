"""What a connector tells of a request that got no answer, or one that cannot be believed: the rule of at most once.

Reading again loses nothing. Of a change nobody knows whether it was made, whatever the answer said, so it is never
told as a failure after which the portal would send it again.
"""

from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, OutcomeUnknown, Unavailable


def no_answer(source: str, reason: str, *, changes: bool) -> ConnectorFailure:
    """The request left and no answer came. `source` is the system's name; neither text may hold what was typed."""
    if changes:
        return OutcomeUnknown(f"{source} was asked and did not answer: {reason}")
    return Unavailable(f"{source} did not answer: {reason}")


def untrusted(source: str, reason: str, *, changes: bool) -> ConnectorFailure:
    """An answer came that cannot be believed."""
    if changes:
        return OutcomeUnknown(f"{source} was asked and its answer cannot be trusted: {reason}")
    return ContractMismatch(f"{source} answered against its contract: {reason}")
