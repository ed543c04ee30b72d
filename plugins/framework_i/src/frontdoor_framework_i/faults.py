"""From what went wrong to the failure that says what to do about it. Codes only: no text of the other side's."""

import re
from collections.abc import Callable, Mapping

from attrs import frozen
from lxml import etree

from frontdoor.connectors.doubt import no_answer, untrusted
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    DuplicateSuspected,
    NotFound,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.transport.retry_after import seconds_to_wait
from frontdoor_framework_i import reading
from frontdoor_framework_i.contract import named, reference_contract

ANY_FIELD = "request"
"""The field named where the system refused a request and did not say which part."""

_CODE = re.compile(r"(?:[A-Za-z][A-Za-z0-9_-]*:)?([A-Za-z]+(?:\.[A-Za-z]+)*)")


@frozen
class Fault:
    """A SOAP fault of a system, with the Retry-After of the answer it came in, empty for none."""

    source: str
    element: etree._Element
    retry_after: str = ""

    def detail(self, local: str) -> etree._Element | None:
        """The detail of that name, None where there is none or where it does not fit the contract."""
        found = self.element.find(f"detail/{named(local)}")
        return None if found is None or reference_contract().faults_of(found) else found


Meaning = Callable[[Fault], ConnectorFailure]


def _says(kind: type[ConnectorFailure], sentence: str) -> Meaning:
    return lambda fault: kind(f"{fault.source} {sentence}")


def _rejected(fault: Fault) -> ConnectorFailure:
    listed = fault.detail("Faults")
    if listed is None:
        return RecordRejected([RecordFault(ANY_FIELD, "Client.Validation")])
    return RecordRejected([RecordFault(_text(one, "field"), _text(one, "code")) for one in listed])


def _duplicates(fault: Fault) -> ConnectorFailure:
    listed = fault.detail("Candidates")
    return DuplicateSuspected(() if listed is None else _people(listed))


def _busy(fault: Fault) -> ConnectorFailure:
    said = fault.detail("RetryAfter")
    wait = fault.retry_after if said is None else (said.text or "")
    return _rate_limited(fault.source, wait, "Server.Busy")


MEANINGS: Mapping[str, Meaning] = {
    "Client.Authentication": _says(CredentialsRefused, "refused our account (Client.Authentication)"),
    "Client.DuplicateSuspected": _duplicates,
    "Client.Forbidden": _says(RestrictedRecord, "closes this record to our account (Client.Forbidden)"),
    "Client.NotFound": _says(NotFound, "has no such record (Client.NotFound)"),
    "Client.Validation": _rejected,
    "Server.Busy": _busy,
    "Server.Locked": _says(RecordLocked, "has the record locked (Server.Locked)"),
    "Server.StoreFull": _says(Unavailable, "has no room for the document now (Server.StoreFull)"),
    "Server.Unavailable": _says(Unavailable, "is not available (Server.Unavailable)"),
    "VersionMismatch": _says(ContractMismatch, "speaks another version of SOAP (VersionMismatch)"),
    "MustUnderstand": _says(ContractMismatch, "does not understand our header (MustUnderstand)"),
}
"""Fault codes that promise that nothing was changed, so that they mean the same for every operation."""


def by_status(source: str, status: int, *, changes: bool, retry_after: str = "") -> ConnectorFailure:
    """An HTTP answer without a SOAP envelope where its status is not 200, and its Retry-After, empty for none."""
    if status in {401, 403, 407}:
        return CredentialsRefused(f"{source} refused our account (HTTP {status})")
    if status == 429:
        return _rate_limited(source, retry_after, "HTTP 429")
    if status == 503 and retry_after and not changes:
        return _rate_limited(source, retry_after, "HTTP 503")
    if status >= 500:
        return no_answer(source, f"HTTP {status}", changes=changes)
    if 400 <= status < 500:
        # A refusal whatever was asked: the request was not carried out, and will not be until somebody acts.
        return ContractMismatch(f"{source} refused the request (HTTP {status})")
    return untrusted(source, f"HTTP {status}", changes=changes)


def by_fault(source: str, fault: etree._Element, *, changes: bool, retry_after: str = "") -> ConnectorFailure:
    """A SOAP fault, by its code; an unknown code counts as its parent (`Server.Asleep` as `Server`)."""
    code = _code_of(fault)
    if code in MEANINGS:
        return MEANINGS[code](Fault(source, fault, retry_after))
    family = code.partition(".")[0]
    if family == "Client":
        # SOAP 1.1, section 4.4.1: the message was wrong and is not to be sent again unchanged.
        return RecordRejected([RecordFault(ANY_FIELD, "Client")])
    if family == "Server":
        return no_answer(source, "SOAP fault Server", changes=changes)
    return untrusted(source, "SOAP fault without a code we know", changes=changes)


def _rate_limited(source: str, wait: str, reason: str) -> RateLimited:
    seconds = seconds_to_wait(wait)
    return RateLimited(seconds, f"{source} asks us to wait {seconds:.0f} seconds ({reason})")


def _code_of(fault: etree._Element) -> str:
    match = _CODE.fullmatch((fault.findtext("faultcode") or "").strip())
    return match[1] if match else ""


def _people(listed: etree._Element) -> tuple[PersonRecord, ...]:
    try:
        return reading.people(listed)
    except ValueError:
        # That somebody is known stands without saying who.
        return ()


def _text(parent: etree._Element, local: str) -> str:
    return parent.findtext(named(local)) or ""
