"""From what went wrong to the failure that says what to do about it. Codes and fields only, no text from outside."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from frontdoor.connectors.doubt import no_answer, untrusted
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.transport.http import HttpAnswer
from frontdoor.transport.retry_after import seconds_to_wait

ANY_FIELD = "request"
"""The field named where the system refused a request and did not say which part."""

_FIELD = re.compile(r"[A-Za-z0-9_.\[\]/-]{1,100}")


def _says(kind: type[ConnectorFailure], sentence: str) -> Callable[[str], ConnectorFailure]:
    return lambda source: kind(f"{source} {sentence}")


_BY_STATUS: Mapping[int, Callable[[str], ConnectorFailure]] = {
    401: _says(CredentialsRefused, "refused our account (HTTP 401)"),
    403: _says(RestrictedRecord, "closes this record to our account (HTTP 403)"),
    404: _says(NotFound, "has no such record (HTTP 404)"),
    407: _says(CredentialsRefused, "cannot be reached: a proxy refused our account (HTTP 407)"),
    412: _says(RecordLocked, "has the record changed by somebody meanwhile (HTTP 412)"),
    423: _says(RecordLocked, "has the record locked (HTTP 423)"),
    507: _says(Unavailable, "has no room for the file (HTTP 507)"),
}
"""Statuses that mean the same for every operation: refused, and nothing was changed."""


def by_status(source: str, answer: HttpAnswer, problem: Mapping[str, Any], *, changes: bool) -> ConnectorFailure:
    """An answer that is no success. `problem` is its body where that fits the contract, and empty otherwise."""
    status = answer.status
    if status == 429:
        return rate_limited(source, answer)
    if status in _BY_STATUS:
        return _BY_STATUS[status](source)
    if status == 422 or (status == 400 and problem.get("issues")):
        return RecordRejected(_issues(problem) or [RecordFault(ANY_FIELD, f"HTTP {status}")])
    if status == 503 and "retry-after" in answer.headers and not changes:
        return rate_limited(source, answer)
    if status >= 500:
        return no_answer(source, f"HTTP {status}", changes=changes)
    if 400 <= status < 500:
        # A refusal whatever was asked: the request was not carried out, and will not be until somebody acts.
        return ContractMismatch(f"{source} refused the request (HTTP {status})")
    return untrusted(source, f"HTTP {status}", changes=changes)


def rate_limited(source: str, answer: HttpAnswer) -> RateLimited:
    """A refusal that says, or does not say, when to come back."""
    seconds = seconds_to_wait(answer.headers.get("retry-after", ""))
    return RateLimited(seconds, f"{source} asks for fewer calls (HTTP {answer.status})")


def _issues(problem: Mapping[str, Any]) -> list[RecordFault]:
    # A field is told where it looks like the name of one: anything else might be what somebody typed.
    return [
        RecordFault(issue["field"] if _FIELD.fullmatch(issue["field"]) else ANY_FIELD, issue["code"])
        for issue in problem.get("issues", ())
    ]
