"""Case notes and documents: filed once, whole, with the episode they belong to, or refused by name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import (
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordLocked,
    RecordRejected,
    Unavailable,
    Unsupported,
)
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.simulators import Held
from frontdoor.transport.http import HttpAnswer, Transport
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import EVERYBODY, Answering, FrameworkISimulator, Scenario

PDF = "application/pdf"
UNBELIEVED = (Answering.CUT, Answering.SERVER_FAULT, Answering.HTML, Answering.NO_ID, Answering.WRONG_REFERENCE)


def test_a_note_is_held_as_it_was_written(
    simulator: FrameworkISimulator, taking_notes: FrameworkI, note: CaseNote, call: Call
) -> None:
    filed = taking_notes.add_case_note(note, call)
    [held] = simulator.store.rows("SELECT * FROM CASE_NOTES")
    assert dict(held) == {
        "NOTE_ID": int(filed.id),
        "NOTE_KEY": note.key,
        "EPISODE_ID": int(note.episode_id),
        "TITLE": "What the front door was told",
        "NOTE": "Two lines:\r\n<b>& no mark-up</b>",
        "WRITTEN_BY": "Officer 7",
        "WRITTEN_AT": "2026-10-25T01:30:00Z",
        "ADDED_FOR": "Officer 7",
    }


def test_a_document_is_held_byte_for_byte_under_its_name(
    simulator: FrameworkISimulator, connector: FrameworkI, document: Document, call: Call
) -> None:
    filed = connector.attach_document(document, call)
    [held] = simulator.store.rows("SELECT * FROM DOCUMENTS")
    assert filed == Filed(str(held["DOCUMENT_ID"]))
    assert dict(held) == {
        "DOCUMENT_ID": int(filed.id),
        "DOCUMENT_KEY": document.key,
        "EPISODE_ID": int(document.episode_id),
        "FILE_NAME": "letter.pdf",
        "MEDIA_TYPE": PDF,
        "CATEGORY": "Correspondence",
        "CONTENT": bytes(range(256)),
        "UPLOADED_FOR": "Officer 7",
    }


def test_asked_again_a_note_and_a_document_are_the_same_ones(
    simulator: FrameworkISimulator, taking_notes: FrameworkI, note: CaseNote, document: Document, call: Call
) -> None:
    with ThreadPoolExecutor(8) as pool:
        notes = set(pool.map(lambda _: taking_notes.add_case_note(note, call), range(16)))
        documents = set(pool.map(lambda _: taking_notes.attach_document(document, call), range(16)))
    held = simulator.held(note.reference.value)
    assert (len(notes), len(documents), held.notes, held.documents) == (1, 1, 1, 1)


def test_a_key_that_the_contract_cannot_carry_serves_as_well(
    simulator: FrameworkISimulator, taking_notes: FrameworkI, note: CaseNote, document: Document, call: Call
) -> None:
    strange = [f"{note.reference}/Ella's lëtter \ud83d", "x" * 300, "", "\x00"]
    for key in (*strange, *strange):
        taking_notes.add_case_note(evolve(note, key=key), call)
        taking_notes.attach_document(evolve(document, key=key), call)
    held = simulator.held(note.reference.value)
    assert (held.notes, held.documents) == (4, 4)


def test_a_case_note_is_refused_where_the_setting_leaves_it_to_a_person(
    simulator: FrameworkISimulator, connector: FrameworkI, note: CaseNote, call: Call
) -> None:
    with pytest.raises(Unsupported, match="case_notes"):
        connector.add_case_note(note, call)
    assert "AddCaseNote" not in simulator.calls


@pytest.mark.parametrize("answering", UNBELIEVED)
def test_a_filing_without_a_sound_answer_is_unknown_and_asked_again_it_is_the_same(
    simulator: FrameworkISimulator,
    taking_notes: FrameworkI,
    note: CaseNote,
    document: Document,
    call: Call,
    answering: Answering,
) -> None:
    simulator.scenario = Scenario(answering=answering, operations=("AddCaseNote", "UploadDocument"))
    with pytest.raises(OutcomeUnknown):
        taking_notes.add_case_note(note, call)
    with pytest.raises(OutcomeUnknown):
        taking_notes.attach_document(document, call)
    simulator.scenario = Scenario()
    taking_notes.add_case_note(note, call)
    taking_notes.attach_document(document, call)
    held = simulator.held(note.reference.value)
    assert (held.notes, held.documents) == (1, 1)


def test_nothing_is_filed_in_a_record_that_somebody_works_in(
    simulator: FrameworkISimulator, taking_notes: FrameworkI, note: CaseNote, document: Document, call: Call
) -> None:
    simulator.scenario = Scenario(locked=(EVERYBODY,))
    with pytest.raises(RecordLocked):
        taking_notes.add_case_note(note, call)
    with pytest.raises(RecordLocked):
        taking_notes.attach_document(document, call)
    assert (simulator.held(note.reference.value).notes, simulator.held(note.reference.value).documents) == (0, 0)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reference": Reference("FD-2222-2222")}, RecordFault("submissionRef", "of_another_episode")),
        ({"person_id": "7000102"}, RecordFault("personId", "of_another_person")),
        ({"text": ""}, RecordFault("text", "SCHEMAV_CVC_MINLENGTH_VALID")),
        ({"title": "Two\nlines"}, RecordFault("title", "SCHEMAV_CVC_PATTERN_VALID")),
        ({"text": "nul \x00"}, RecordFault("text", "has a character that XML cannot carry")),
        ({"written_at": datetime(2026, 10, 25)}, RecordFault("writtenAt", "has no time zone")),  # noqa: DTZ001 - the fault under test
    ],
)
def test_a_note_that_cannot_be_right_is_refused_by_field(
    taking_notes: FrameworkI, note: CaseNote, call: Call, change: dict[str, Any], fault: RecordFault
) -> None:
    with pytest.raises(RecordRejected) as caught:
        taking_notes.add_case_note(evolve(note, **change), call)
    assert caught.value.faults == (fault,)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"content": b""}, RecordFault("content", "is empty")),
        ({"content": b"x" * 1_001}, RecordFault("content", "is larger than 1000 bytes")),
        ({"media_type": "no media type"}, RecordFault("mediaType", "SCHEMAV_CVC_PATTERN_VALID")),
        ({"reference": Reference("FD-2222-2222")}, RecordFault("submissionRef", "of_another_episode")),
    ],
)
def test_a_document_that_will_never_be_taken_is_refused_by_field(
    connect: Callable[..., FrameworkI], document: Document, call: Call, change: dict[str, Any], fault: RecordFault
) -> None:
    with pytest.raises(RecordRejected) as caught:
        connect(max_document_bytes=1_000).attach_document(evolve(document, **change), call)
    assert caught.value.faults == (fault,)


def test_an_episode_that_is_not_there_takes_nothing(
    taking_notes: FrameworkI, note: CaseNote, document: Document, call: Call
) -> None:
    with pytest.raises(NotFound):
        taking_notes.add_case_note(evolve(note, episode_id="404"), call)
    with pytest.raises(NotFound):
        taking_notes.attach_document(evolve(document, episode_id="404"), call)


def test_a_key_does_not_serve_for_two_episodes(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, document: Document, call: Call
) -> None:
    connector.attach_document(document, call)
    other = connector.open_episode(evolve(wanted, reference=Reference.new(), person_id="7000102"), call)
    with pytest.raises(RecordRejected) as caught:
        connector.attach_document(evolve(document, reference=other.reference, episode_id=other.id), call)
    assert caught.value.faults == (RecordFault("documentKey", "of_another_episode"),)
    assert simulator.held(other.reference.value) == Held((other.id,), texts=(wanted.answers[0].answer,))


def test_a_file_as_large_as_the_contract_allows_arrives_whole(
    simulator: FrameworkISimulator, connect: Callable[..., FrameworkI], document: Document, call: Call
) -> None:
    content = bytes(range(250)) * 100_000
    patient = evolve(call, deadline=60.0)
    connect(max_document_bytes=25_000_000, total_seconds=60).attach_document(evolve(document, content=content), patient)
    assert (simulator.held(document.reference.value).files == (content,)) is True  # not shown byte by byte


def test_two_files_of_one_name_are_both_held_and_the_new_name_is_told(
    connector: FrameworkI, document: Document, call: Call
) -> None:
    names = [connector.attach_document(evolve(document, key=key), call).file_name for key in ("a", "b", "c", "a")]
    assert names == ["", "letter (2).pdf", "letter (3).pdf", ""]


def test_a_name_with_a_folder_arrives_without_it_and_the_new_name_is_told(
    simulator: FrameworkISimulator, connector: FrameworkI, document: Document, call: Call
) -> None:
    filed = connector.attach_document(evolve(document, file_name="../../etc/passwd"), call)
    [held] = simulator.store.rows("SELECT FILE_NAME FROM DOCUMENTS")
    assert (filed.file_name, held["FILE_NAME"]) == ("passwd", "passwd")


def test_a_full_store_takes_the_document_later_and_the_episode_stands(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, document: Document, call: Call
) -> None:
    simulator.scenario = Scenario(document_bytes=0)
    with pytest.raises(Unavailable, match=r"Server\.StoreFull"):
        connector.attach_document(document, call)
    other = connector.open_episode(evolve(wanted, reference=Reference.new()), call)
    simulator.scenario = Scenario()
    connector.attach_document(document, call)
    assert simulator.held(document.reference.value).documents == 1
    assert simulator.held(other.reference.value).episodes == (other.id,)


def test_of_six_files_only_the_missing_one_is_stored_when_all_are_sent_again(
    simulator: FrameworkISimulator, connector: FrameworkI, opened: Episode, call: Call
) -> None:
    files = [
        Document(f"file-{number}", opened.reference, opened.id, f"{number}.pdf", PDF, bytes([number]) * 100)
        for number in range(6)
    ]
    simulator.scenario = Scenario(document_bytes=500)
    taken = []
    for file in files:
        try:
            taken.append(connector.attach_document(file, call).id)
        except Unavailable:
            simulator.scenario = Scenario(document_bytes=600)
    again = [connector.attach_document(file, call).id for file in files]
    assert (again[:5], len(set(again))) == (taken, 6)
    assert simulator.held(opened.reference.value).files == tuple(file.content for file in files)


def test_a_file_that_is_held_in_part_is_said_so_and_not_taken_for_whole(
    connector: FrameworkI, document: Document, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Transport.send

    def cut(self: Transport, *asked: Any, **how: Any) -> HttpAnswer:
        answer = send(self, *asked, **how)
        return evolve(answer, body=answer.body.replace(b"<fwi:size>256<", b"<fwi:size>255<"))

    monkeypatch.setattr(Transport, "send", cut)
    with pytest.raises(RecordRejected) as caught:
        connector.attach_document(document, call)
    assert caught.value.faults == (RecordFault("content", "is held in part"),)


def test_a_receipt_for_another_episode_is_not_believed(
    connector: FrameworkI, document: Document, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Transport.send

    def swap(self: Transport, *asked: Any, **how: Any) -> HttpAnswer:
        answer = send(self, *asked, **how)
        told = f"<fwi:episodeId>{document.episode_id}<".encode()
        return evolve(answer, body=answer.body.replace(told, b"<fwi:episodeId>9999<"))

    monkeypatch.setattr(Transport, "send", swap)
    with pytest.raises(OutcomeUnknown, match="about another episode"):
        connector.attach_document(document, call)
