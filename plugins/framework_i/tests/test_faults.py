import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.transport.retry_after import LONGEST, UNSAID
from frontdoor_framework_i import faults
from frontdoor_framework_i.contract import NAMESPACE, SOAP, reference_contract

README = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
WSDL = reference_contract().wsdl.decode()
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
        ("s:Client.DuplicateSuspected", DuplicateSuspected, DuplicateSuspected),
        ("s:Client.Unheard", RecordRejected, RecordRejected),
        ("s:Client", RecordRejected, RecordRejected),
        ("s:Server.Busy", RateLimited, RateLimited),
        ("s:Server.Locked", RecordLocked, RecordLocked),
        ("s:Server.StoreFull", Unavailable, Unavailable),
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


@pytest.mark.parametrize(
    ("detail", "retry_after", "seconds"),
    [
        ("<f:RetryAfter>2</f:RetryAfter>", "60", 2.0),
        ("<f:RetryAfter>86400</f:RetryAfter>", "", LONGEST),
        ("<f:RetryAfter>-2</f:RetryAfter>", "60", 60.0),
        ("<f:RetryAfter>two</f:RetryAfter>", "", UNSAID),
        ("", "60", 60.0),
        ("", "", UNSAID),
        ("", "Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("", "Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
        ("", "Fri, 31 Dec 9999 23:59:59 -2359", LONGEST),
        ("", "Fri, 31 Dec 9999 23:59:59", LONGEST),
    ],
)
def test_a_busy_system_is_left_alone_for_as_long_as_it_says_within_reason(
    detail: str, retry_after: str, seconds: float
) -> None:
    failure = faults.by_fault("Framework-i", fault("s:Server.Busy", detail), changes=True, retry_after=retry_after)
    assert isinstance(failure, RateLimited)
    assert (failure.after, str(failure)) == (
        seconds,
        f"Framework-i asks us to wait {seconds:.0f} seconds (Server.Busy)",
    )


@given(retry_after=st.text(max_size=60))
def test_whatever_a_retry_after_says_there_is_a_time_to_wait(retry_after: str) -> None:
    failure = faults.by_status("Framework-i", 429, changes=True, retry_after=retry_after)
    assert isinstance(failure, RateLimited)
    assert 0 <= failure.after <= LONGEST


def test_an_overloaded_system_that_says_when_to_come_back_is_believed_of_a_read_only() -> None:
    read = faults.by_status("Framework-i", 503, changes=False, retry_after="30")
    changed = faults.by_status("Framework-i", 503, changes=True, retry_after="30")
    assert (type(read), type(changed)) == (RateLimited, OutcomeUnknown)


@pytest.mark.parametrize(
    "detail",
    [
        "",
        "<f:Candidates/>",
        "<f:Candidates><f:person><f:personId>1</f:personId></f:person></f:Candidates>",
        "<f:Candidates><f:person><f:personId>1</f:personId><f:details><f:name/>"
        '<f:birthDate kind="known">12014-05-17</f:birthDate><f:sex>U</f:sex><f:caseStatus>open</f:caseStatus>'
        "<f:doNotDiscloseAddress>false</f:doNotDiscloseAddress></f:details></f:person></f:Candidates>",
    ],
)
def test_that_somebody_is_suspected_stands_where_it_is_not_said_soundly_who(detail: str) -> None:
    failure = faults.by_fault("Framework-i", fault("s:Client.DuplicateSuspected", detail), changes=True)
    assert isinstance(failure, DuplicateSuspected)
    assert failure.candidates == ()


def test_every_code_of_the_table_is_named_in_the_wsdl_and_in_no_other_way() -> None:
    [documentation] = re.findall(r"<wsdl:documentation>(.*?)</wsdl:documentation>", WSDL, re.DOTALL)[:1]
    written = set(re.findall(r"(?:Client|Server)\.[A-Z][A-Za-z]+", documentation))
    assert written == {code for code in faults.MEANINGS if "." in code}


def test_the_table_of_faults_in_the_readme_is_true() -> None:
    rows = re.findall(r"^\| fault `([A-Za-z.]+)`[^|]*\| `(\w+)` \| `(\w+)` \|$", README, re.MULTILINE)
    true = [
        (
            code,
            type(faults.by_fault("Framework-i", fault(f"s:{code}"), changes=False)).__name__,
            type(faults.by_fault("Framework-i", fault(f"s:{code}"), changes=True)).__name__,
        )
        for code in (*faults.MEANINGS, "Client", "Server")
    ]
    assert sorted(rows) == sorted(true)


def test_the_table_of_http_answers_in_the_readme_is_true() -> None:
    rows = re.findall(r"^\| HTTP ([0-9]{3}(?:, [0-9]{3})*)[^|]*\| `(\w+)` \| `(\w+)` \|$", README, re.MULTILINE)
    assert len(rows) == 4
    for statuses, reading, changing in rows:
        for status in map(int, statuses.split(",")):
            read = faults.by_status("Framework-i", status, changes=False, retry_after="1")
            changed = faults.by_status("Framework-i", status, changes=True, retry_after="1")
            assert (type(read).__name__, type(changed).__name__) == (reading, changing)
