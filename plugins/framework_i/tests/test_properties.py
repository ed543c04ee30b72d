"""What holds for any text we send and any bytes we are sent."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.connectors.failures import ConnectorFailure, RecordRejected
from frontdoor.domain.identifiers import Reference
from frontdoor.transport.http import HttpAnswer, Transport
from frontdoor_framework_i import envelope
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator

SAME_SIMULATOR = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SAME_SIMULATOR
@given(written=st.text(alphabet=st.characters(codec=None), max_size=60))
def test_what_a_person_wrote_arrives_as_written_or_is_refused(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call, written: str
) -> None:
    request = evolve(wanted, reference=Reference.new(), answers=(PopulatedAnswer("q", "Q?", written),))
    refused_for: list[str] = []
    try:
        connector.open_episode(request, call)
    except RecordRejected as refused:
        refused_for = [fault.field for fault in refused.faults]
    held = [answer["ANSWER"] for each in simulator.episodes(request.reference.value) for answer in each["ANSWERS"]]
    assert (held, refused_for) in [([written], []), ([], ["answer"])]


@SAME_SIMULATOR
@given(data=st.data())
def test_no_spoilt_answer_does_worse_than_a_named_failure(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    send = Transport.send

    def spoil(self: Transport, *asked: Any, **how: Any) -> HttpAnswer:
        answer = send(self, *asked, **how)
        start = data.draw(st.integers(0, len(answer.body)))
        end = data.draw(st.integers(start, min(len(answer.body), start + 40)))
        put = data.draw(st.binary(max_size=20) | st.sampled_from([b"</details>", b"&amp;", b"<a/>", b"9", b" "]))
        return evolve(answer, body=answer.body[:start] + put + answer.body[end:])

    with monkeypatch.context() as patched:
        patched.setattr(Transport, "send", spoil)
        try:
            outcome: object = connector.get_person("7000101", call)
        except ConnectorFailure as failure:
            outcome = failure
    assert isinstance(outcome, Answer | ConnectorFailure)
    if isinstance(outcome, Answer):
        assert outcome.value.id == "7000101"
        assert outcome.as_at <= datetime.now(UTC)


@given(document=st.binary(max_size=200))
def test_no_bytes_do_worse_than_not_being_an_envelope(document: bytes) -> None:
    with pytest.raises(envelope.NotAnEnvelope):
        envelope.read(document)
