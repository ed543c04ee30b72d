"""The password is in the envelope that is sent, and nowhere else: tried with one that would be noticed."""

import logging
import traceback
from collections.abc import Callable

import pytest
from plugins.framework_i.tests.answering import answering, http

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.contract import NAMESPACE, SOAP
from frontdoor_framework_i.settings import CaseNotes, FrameworkISettings
from frontdoor_framework_i.simulator import FrameworkISimulator
from frontdoor_framework_i.simulator.misbehaviours import SCENARIOS

CANARY = "canary-Ylva-7391"
BRIEF = Call("Officer 7", "screening", deadline=0.6)
ASKS: tuple[Callable[[FrameworkI, EpisodeRequest], object], ...] = (
    lambda connector, _: connector.get_person("7000101", BRIEF),
    lambda connector, _: connector.list_changed_people("", 10, BRIEF),
    lambda connector, wanted: connector.open_episode(wanted, BRIEF),
)


def connected(address: str) -> FrameworkI:
    settings = FrameworkISettings(
        address, "portal", SecretReference("framework-i", "password"), case_notes=CaseNotes.NATIVE
    )
    return FrameworkI(settings, lambda _: Secret(CANARY))


def everything_about(failure: BaseException) -> str:
    """Its text, its representation and its traceback, with whatever caused it."""
    return "".join((str(failure), repr(failure), *traceback.format_exception(failure)))


def failures(connector: FrameworkI, wanted: EpisodeRequest) -> list[str]:
    told = []
    for ask in ASKS:
        try:
            ask(connector, wanted)
        except ConnectorFailure as failure:
            told.append(everything_about(failure))
    return told


def test_no_way_to_go_wrong_brings_the_password_to_light(
    wanted: EpisodeRequest, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    with FrameworkISimulator(password=CANARY) as simulator:
        connector = connected(simulator.url)
        for how in SCENARIOS:
            simulator.misbehave(how)
            told += failures(connector, wanted)
        connector.close()
    assert len(told) > 20
    assert [text for text in (*told, caplog.text, *capfd.readouterr()) if CANARY in text] == []


@pytest.mark.parametrize("status", ["200 OK", "401 Unauthorized", "429 Too Many Requests", "500 Internal Server Error"])
@pytest.mark.parametrize("code", ["Client.Validation", "Server.Busy", "Client.DuplicateSuspected", CANARY])
def test_a_system_that_repeats_the_password_is_not_repeated(
    wanted: EpisodeRequest, caplog: pytest.LogCaptureFixture, status: str, code: str
) -> None:
    caplog.set_level(logging.DEBUG)

    def repeat(request: bytes) -> list[bytes]:
        assert CANARY.encode() in request
        detail = (
            f"<f:Faults><f:fault><f:field>{CANARY}</f:field><f:code>{CANARY}</f:code></f:fault></f:Faults>"
            f"<f:RetryAfter>{CANARY}</f:RetryAfter><f:Candidates>{CANARY}</f:Candidates>"
        )
        fault = (
            f'<s:Envelope xmlns:s="{SOAP}" xmlns:f="{NAMESPACE}"><s:Body><s:Fault><faultcode>s:{code}</faultcode>'
            f"<faultstring>{CANARY}</faultstring><detail>{detail}</detail></s:Fault></s:Body></s:Envelope>"
        )
        return [http(fault.encode(), status, Retry_After=CANARY, X_Echo=CANARY)]

    with answering(repeat) as address:
        connector = connected(address)
        told = failures(connector, wanted)
        connector.close()
    assert len(told) == len(ASKS)
    assert [text for text in (*told, caplog.text) if CANARY in text] == []


def test_a_page_that_repeats_the_whole_request_is_not_repeated(wanted: EpisodeRequest) -> None:
    with answering(lambda request: [http(request.partition(b"\r\n\r\n")[2])]) as address:
        connector = connected(address)
        told = failures(connector, wanted)
        connector.close()
    assert len(told) == len(ASKS)
    assert [text for text in told if CANARY in text or "Ashdown" in text] == []


def test_the_password_is_in_no_representation(note: CaseNote, document: Document) -> None:
    connector = connected("https://soap.council.example/")
    shown = f"{connector!r} {vars(connector)} {vars(connector._client)}"
    assert CANARY not in shown
    assert [word for word in ("mark-up", "\\x01\\x02") if word in f"{note!r} {document!r}"] == []
