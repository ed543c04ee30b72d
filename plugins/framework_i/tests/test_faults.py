from typing import Any

import pytest
from lxml import etree

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor_framework_i import faults
from frontdoor_framework_i.contract import NAMESPACE, SOAP

SECRET = "Ella Ashdown 9990010374"


def fault(code: str | None, detail: str = "") -> Any:
    written = "" if code is None else f"<faultcode>{code}</faultcode>"
    return etree.fromstring(
        f'<s:Fault xmlns:s="{SOAP}" xmlns:f="{NAMESPACE}">{written}<faultstring>{SECRET}</faultstring>'
        f"<detail>{detail}</detail></s:Fault>"
    )


def one(field: str, code: str) -> str:
    return f"<f:fault><f:field>{field}</f:field><f:code>{code}</f:code></f:fault>"


@pytest.mark.parametrize(
    ("code", "reading", "changing"),
    [
        ("s:Client.Authentication", CredentialsRefused, CredentialsRefused),
        ("s:Client.Forbidden", RestrictedRecord, RestrictedRecord),
        ("s:Client.NotFound", NotFound, NotFound),
        ("s:Client.Validation", RecordRejected, RecordRejected),
        ("s:Client.Unheard", RecordRejected, RecordRejected),
        ("s:Client", RecordRejected, RecordRejected),
        ("s:Server.Locked", RecordLocked, RecordLocked),
        ("s:Server.Unavailable", Unavailable, Unavailable),
        ("s:Server.Unheard", Unavailable, OutcomeUnknown),
        ("s:Server", Unavailable, OutcomeUnknown),
        ("Server", Unavailable, OutcomeUnknown),
        ("s:VersionMismatch", ContractMismatch, ContractMismatch),
        ("s:MustUnderstand", ContractMismatch, ContractMismatch),
        (SECRET, ContractMismatch, OutcomeUnknown),
        ("", ContractMismatch, OutcomeUnknown),
        (None, ContractMismatch, OutcomeUnknown),
    ],
)
def test_each_fault_code_means_what_the_table_says_and_repeats_nothing(
    code: str | None, reading: type[ConnectorFailure], changing: type[ConnectorFailure]
) -> None:
    read = faults.by_fault("Framework-i", fault(code), changes=False)
    changed = faults.by_fault("Framework-i", fault(code), changes=True)
    assert (type(read), type(changed)) == (reading, changing)
    assert "Ella" not in f"{read} {changed}"


def test_a_validation_fault_names_every_field_and_code() -> None:
    listed = f"<f:Faults>{one('answers/what_happened', 'missing')}{one('assignToTeam', 'unknown')}</f:Faults>"
    failure = faults.by_fault("Framework-i", fault("s:Client.Validation", listed), changes=True)
    assert isinstance(failure, RecordRejected)
    assert failure.faults == (
        RecordFault("answers/what_happened", "missing"),
        RecordFault("assignToTeam", "unknown"),
    )


@pytest.mark.parametrize(
    "detail",
    [
        "",
        "<f:Faults/>",
        f"<f:Faults>{one('surname', SECRET)}</f:Faults>",
        f"<f:Faults>{one(SECRET, 'missing')}</f:Faults>",
        f"<other>{SECRET}</other>",
    ],
)
def test_a_detail_against_the_contract_is_not_repeated(detail: str) -> None:
    failure = faults.by_fault("Framework-i", fault("s:Client.Validation", detail), changes=True)
    assert isinstance(failure, RecordRejected)
    assert failure.faults == (RecordFault("request", "Client.Validation"),)


@pytest.mark.parametrize(
    ("status", "reading", "changing"),
    [
        (401, CredentialsRefused, CredentialsRefused),
        (403, CredentialsRefused, CredentialsRefused),
        (407, CredentialsRefused, CredentialsRefused),
        (429, RateLimited, RateLimited),
        (400, ContractMismatch, ContractMismatch),
        (404, ContractMismatch, ContractMismatch),
        (415, ContractMismatch, ContractMismatch),
        (500, Unavailable, OutcomeUnknown),
        (502, Unavailable, OutcomeUnknown),
        (503, Unavailable, OutcomeUnknown),
        (504, Unavailable, OutcomeUnknown),
        (302, ContractMismatch, OutcomeUnknown),
        (204, ContractMismatch, OutcomeUnknown),
    ],
)
def test_each_http_status_without_a_soap_answer_means_what_the_table_says(
    status: int, reading: type[ConnectorFailure], changing: type[ConnectorFailure]
) -> None:
    read = faults.by_status("Framework-i", status, changes=False)
    changed = faults.by_status("Framework-i", status, changes=True)
    assert (type(read), type(changed)) == (reading, changing)
