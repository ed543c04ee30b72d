"""When a call to a council's system is made again: by how it failed, within what is left of a message's budget."""

from collections.abc import Callable

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    OutcomeUnknown,
    RateLimited,
    RecordLocked,
    Unavailable,
)
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.models import Claimed

PASSING = (Unavailable, RecordLocked, RateLimited, CredentialsRefused, OutcomeUnknown, ContractMismatch)
"""Failures that may be gone at the next try; every other one stays until a person mends its cause."""


def next_try(
    claimed: Claimed, failure: ConnectorFailure, policy: WorkerPolicy, draw: Callable[[], float], at_least: float = 0.0
) -> float | None:
    """Seconds until the next try after this failure; None where only a person can go on.

    A system that asks for a pause gets it, up to the longest pause of the policy. One that refused our account is left
    alone for `refusal_pause`, since trying on would lock it; an urgent message cannot wait for an operator.
    """
    if not isinstance(failure, PASSING):
        return None
    if isinstance(failure, CredentialsRefused):
        if claimed.message.urgent:
            return None
        at_least = max(at_least, policy.refusal_pause)
    if isinstance(failure, RateLimited):
        at_least = max(at_least, min(failure.after, policy.retry.cap))
    return policy.retry.next_try(claimed, draw, at_least=at_least)
