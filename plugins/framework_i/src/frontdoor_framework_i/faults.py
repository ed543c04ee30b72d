"""From what went wrong to the failure that says what to do about it. Codes only: no text of the other side's."""

import re
from collections.abc import Callable

from lxml import etree

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor_framework_i.contract import named, reference_contract

ANY_FIELD = "request"
"""The field named where the system refused a request and did not say which part."""

_CODE = re.compile(r"(?:[A-Za-z][A-Za-z0-9_-]*:)?([A-Za-z]+(?:\.[A-Za-z]+)*)")


def _says(kind: type[ConnectorFailure], sentence: str) -> Callable[[str], ConnectorFailure]:
    return lambda source: kind(f"{source} {sentence}")


_BY_CODE: dict[str, Callable[[str], ConnectorFailure]] = {
    "Client.Authentication": _says(CredentialsRefused, "refused our account (Client.Authentication)"),
    "Client.Forbidden": _says(RestrictedRecord, "closes this record to our account (Client.Forbidden)"),
    "Client.NotFound": _says(NotFound, "has no such record (Client.NotFound)"),
    "Server.Locked": _says(RecordLocked, "has the record locked (Server.Locked)"),
    "Server.Unavailable": _says(Unavailable, "is not available (Server.Unavailable)"),
    "VersionMismatch": _says(ContractMismatch, "speaks another version of SOAP (VersionMismatch)"),
    "MustUnderstand": _says(ContractMismatch, "does not understand our header (MustUnderstand)"),
}
"""Fault codes that mean the same for every operation. `Client.Validation` carries fields and is read apart."""


def no_answer(source: str, reason: str, *, changes: bool) -> ConnectorFailure:
    """The request left and no answer came: nothing is lost by reading again, but a change may have been made."""
    if changes:
        return OutcomeUnknown(f"{source} was asked and did not answer: {reason}")
    return Unavailable(f"{source} did not answer: {reason}")


def untrusted(source: str, reason: str, *, changes: bool) -> ConnectorFailure:
    """An answer came that cannot be believed. After a change it says nothing on whether the change was made."""
    if changes:
        return OutcomeUnknown(f"{source} was asked and its answer cannot be trusted: {reason}")
    return ContractMismatch(f"{source} answered against its contract: {reason}")


def by_status(source: str, status: int, *, changes: bool) -> ConnectorFailure:
    """An HTTP answer without a SOAP envelope where its status is not 200."""
    if status in {401, 403, 407}:
        return CredentialsRefused(f"{source} refused our account (HTTP {status})")
    if status == 429:
        return Unavailable(f"{source} has too much to do (HTTP 429)")
    if status >= 500:
        return no_answer(source, f"HTTP {status}", changes=changes)
    if 400 <= status < 500:
        # A refusal whatever was asked: the request was not carried out, and will not be until somebody acts.
        return ContractMismatch(f"{source} refused the request (HTTP {status})")
    return untrusted(source, f"HTTP {status}", changes=changes)


def by_fault(source: str, fault: etree._Element, *, changes: bool) -> ConnectorFailure:
    """A SOAP fault, by its code; an unknown code counts as its parent (`Server.Busy` as `Server`)."""
    code = _code_of(fault)
    if code == "Client.Validation":
        return RecordRejected(_record_faults(fault))
    if code in _BY_CODE:
        return _BY_CODE[code](source)
    family = code.partition(".")[0]
    if family == "Client":
        # SOAP 1.1, section 4.4.1: the message was wrong and is not to be sent again unchanged.
        return RecordRejected([RecordFault(ANY_FIELD, "Client")])
    if family == "Server":
        return no_answer(source, "SOAP fault Server", changes=changes)
    return untrusted(source, "SOAP fault without a code we know", changes=changes)


def _code_of(fault: etree._Element) -> str:
    match = _CODE.fullmatch((fault.findtext("faultcode") or "").strip())
    return match[1] if match else ""


def _record_faults(fault: etree._Element) -> tuple[RecordFault, ...]:
    listed = fault.find(f"detail/{named('Faults')}")
    if listed is None or reference_contract().faults_of(listed):
        return (RecordFault(ANY_FIELD, "Client.Validation"),)
    return tuple(RecordFault(_text(one, "field"), _text(one, "code")) for one in listed)


def _text(parent: etree._Element, local: str) -> str:
    return parent.findtext(named(local)) or ""
