"""What holds for any text we send and any bytes we are sent."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed, PopulatedAnswer
from frontdoor.connectors.failures import ConnectorFailure, OutcomeUnknown, RecordFault, RecordRejected
from frontdoor.domain.identifiers import Reference
from frontdoor.transport.http import HttpAnswer, Transport
from frontdoor_framework_i import envelope
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator

SAME_SIMULATOR = settings(settings.get_profile("one fixture for all"), max_examples=60)


PIECES = [b"</details>", b"</fwi:person>", b"&amp;", b"<a/>", b"9", b" ", b"<fwi:gone>7000101</fwi:gone>"]


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


READS: dict[str, Callable[[FrameworkI, Episode, Call], object]] = {
    "get_person": lambda connector, opened, call: connector.get_person(opened.person_id, call).value.id,
    "get_warnings": lambda connector, opened, call: connector.get_warnings(opened.person_id, call).as_at,
    "list_changed_people": lambda connector, _, call: connector.list_changed_people("", 3, call).as_at,
    "read_episode": lambda connector, opened, call: connector.read_episode(opened.id, call).value.id,
}


@pytest.mark.parametrize("operation", READS)
@SAME_SIMULATOR
@given(data=st.data())
def test_no_spoilt_answer_does_worse_than_a_named_failure(
    connector: FrameworkI,
    opened: Episode,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    data: st.DataObject,
) -> None:
    with monkeypatch.context() as patched:
        spoil_answers(patched, data)
        try:
            told: object = READS[operation](connector, opened, call)
        except ConnectorFailure as failure:
            told = failure
    if isinstance(told, datetime):
        assert told <= datetime.now(UTC)
    elif isinstance(told, str):
        assert told in {opened.person_id, opened.id}
    else:
        assert isinstance(told, ConnectorFailure)


@SAME_SIMULATOR
@given(data=st.data())
def test_no_spoilt_answer_to_a_filing_says_that_it_was_refused(
    taking_notes: FrameworkI,
    note: CaseNote,
    document: Document,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    data: st.DataObject,
) -> None:
    filings = (partial(taking_notes.add_case_note, note, call), partial(taking_notes.attach_document, document, call))
    told: list[object] = []
    with monkeypatch.context() as patched:
        spoil_answers(patched, data)
        for file in filings:
            try:
                told.append(file())
            except ConnectorFailure as failure:
                told.append(failure)
    # A size that was spoilt, in an answer that is sound otherwise, is a file that is held in part.
    refused = [failure.faults for failure in told if isinstance(failure, RecordRejected)]
    assert refused in ([], [(RecordFault("content", "is held in part"),)])
    assert [each for each in told if not isinstance(each, Filed | OutcomeUnknown | RecordRejected)] == []


def spoil_answers(patched: pytest.MonkeyPatch, data: st.DataObject) -> None:
    """Put something else in place of up to forty bytes of each answer."""
    send = Transport.send

    def spoil(self: Transport, *asked: Any, **how: Any) -> HttpAnswer:
        answer = send(self, *asked, **how)
        start = data.draw(st.integers(0, 5_000)) % (len(answer.body) + 1)
        end = start + data.draw(st.integers(0, 40))
        put = data.draw(st.binary(max_size=20) | st.sampled_from(PIECES))
        return evolve(answer, body=answer.body[:start] + put + answer.body[end:])

    patched.setattr(Transport, "send", spoil)


@given(document=st.binary(max_size=200))
def test_no_bytes_do_worse_than_not_being_an_envelope(document: bytes) -> None:
    with pytest.raises(envelope.NotAnEnvelope):
        envelope.read(document)
