"""Answers that are made to do harm: to memory, to time, or to what is on this machine."""

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from plugins.framework_i.tests.answering import Answer, answering, http

from frontdoor.connectors.asking import Call
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, RateLimited, Unavailable
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.contract import NAMESPACE, SOAP
from frontdoor_framework_i.settings import FrameworkISettings

CALL = Call("Officer 7", "screening", deadline=20.0)
MEGABYTE = 1_000_000
OPEN = f'<s:Envelope xmlns:s="{SOAP}" xmlns:f="{NAMESPACE}"><s:Body><f:GetPersonResponse>'.encode()
CLOSE = b"</f:GetPersonResponse></s:Body></s:Envelope>"


def asked(answer: Answer, call: Call = CALL) -> ConnectorFailure:
    """What the connector says of a person whom such a server tells of."""
    with answering(answer) as address:
        settings = FrameworkISettings(address, "portal", SecretReference("framework-i", "password"))
        connector = FrameworkI(settings, lambda _: Secret("made-up"))
        try:
            with pytest.raises(ConnectorFailure) as caught:
                connector.get_person("7000101", call)
        finally:
            connector.close()
        return caught.value


def told(document: bytes) -> Answer:
    return lambda _: [http(document)]


def entities(depth: int) -> bytes:
    """A billion laughs."""
    lines = [b'<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, depth)]
    return b"<!DOCTYPE bomb [" + b"".join(lines) + b"]>"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (entities(9) + OPEN + b"&a8;" + CLOSE, "it has a document type"),
        (b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>" + OPEN + CLOSE, "it has a document type"),
        (OPEN + b"<f:a>" * 60_000 + b"</f:a>" * 60_000 + CLOSE, "it is not well-formed XML"),
        (OPEN + b"<f:a>" * 100 + b"</f:a>" * 100 + CLOSE, "nested too deeply"),
        (OPEN + b"<f:a/>" * 160_000 + CLOSE, "it has too much mark-up"),
        (OPEN + b"<f:a " + b" ".join(b'a%d="1"' % n for n in range(160_000)) + b"/>" + CLOSE, "too much mark-up"),
        (OPEN + b"&#0;" + CLOSE, "it is not well-formed XML"),
        (OPEN + b"\xff\xfe" + CLOSE, "it is not well-formed XML"),
        (OPEN + b"<f:a><![CDATA[" + b"x" * MEGABYTE + b"]]></f:a>" + CLOSE, "does not fit the schema"),
        (OPEN + b"x" * (2 * MEGABYTE) + CLOSE, "larger than 2000000 bytes"),
    ],
    ids=["laughs", "outside", "very deep", "deep", "many", "attributes", "nul", "not utf-8", "long text", "too long"],
)
def test_a_document_that_is_made_to_do_harm_is_withheld(document: bytes, said: str) -> None:
    failure = asked(told(document))
    assert isinstance(failure, ContractMismatch)
    assert said in str(failure)


def test_a_file_of_this_machine_is_not_read_into_an_answer(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2", encoding="utf-8")
    place = f'parse="text" href="{secret.as_uri()}"'
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" {place}/>'
    failure = asked(told(OPEN + include.encode() + CLOSE))
    assert isinstance(failure, ContractMismatch)
    assert str(failure) == (
        "Framework-i answered against its contract: it does not fit the schema:"
        " GetPersonResponse (SCHEMAV_CVC_COMPLEX_TYPE_4), unknown element (SCHEMAV_ELEMENT_CONTENT)"
    )


def test_two_hundred_megabytes_are_refused_by_their_length_unread() -> None:
    head = http(b"", Content_Length=str(200 * MEGABYTE))
    assert "larger than 2000000 bytes" in str(asked(lambda _: [head]))


def test_two_hundred_megabytes_in_pieces_are_read_to_the_ceiling_and_memory_stays_flat() -> None:
    sent: list[int] = []

    def pour(_: bytes) -> Iterator[bytes]:
        yield http(b"", Transfer_Encoding="chunked").replace(b"Content-Length: 0\r\n", b"")
        for _piece in range(200):
            yield b"f4240\r\n" + b" " * MEGABYTE + b"\r\n"
            sent.append(MEGABYTE)
        yield b"0\r\n\r\n"

    tracemalloc.start()
    try:
        failure = asked(pour)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(failure, ContractMismatch)
    assert peak < 12 * MEGABYTE
    assert sum(sent) < 50 * MEGABYTE


def test_an_answer_that_drips_ends_with_the_deadline_of_the_whole_call() -> None:
    def drip(_: bytes) -> Iterator[bytes]:
        yield http(b"", Content_Length=str(MEGABYTE))
        for _piece in range(400):
            yield b" "
            time.sleep(0.05)

    failure = asked(drip, Call("Officer 7", "screening", deadline=0.6))
    assert (type(failure), str(failure)) == (Unavailable, "Framework-i did not answer: no answer in time")


def test_headers_that_drip_end_with_the_deadline_of_the_whole_call() -> None:
    def drip(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(400):
            yield f"X-{number}: y\r\n".encode()
            time.sleep(0.05)

    failure = asked(drip, Call("Officer 7", "screening", deadline=0.6))
    assert isinstance(failure, Unavailable)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [("7", 7.0), ("99999999", 900.0), ("9" * 400, 5.0), ("soon", 5.0), ("-1", 5.0), ("", 5.0)],
)
def test_a_gateway_that_wants_fewer_calls_is_heeded_within_reason(retry_after: str, seconds: float) -> None:
    failure = asked(lambda _: [http(b"<h1>Slow down</h1>", "429 Too Many Requests", Retry_After=retry_after)])
    assert isinstance(failure, RateLimited)
    assert failure.after == seconds
