"""Case notes and documents: each once for its key, whole, and refused for good only where that is true."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import (
    CaseNote,
    Document,
    EpisodeRequest,
)
from frontdoor.connectors.failures import (
    RecordFault,
    RecordLocked,
    RecordRejected,
    Unavailable,
)
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator


@pytest.fixture
def note(connector: Mosaic, wanted: EpisodeRequest, call: Call) -> CaseNote:
    """A note for an episode that was just opened."""
    episode = connector.open_episode(wanted, call)
    return CaseNote(
        key=f"{episode.reference}/note",
        reference=episode.reference,
        episode_id=episode.id,
        person_id=episode.person_id,
        title="What the front door was told",
        text="Two lines:\nall is well.",
        written_by="Officer 7",
        written_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    )


@pytest.fixture
def document(note: CaseNote) -> Document:
    return Document(
        f"{note.reference}/1", note.reference, note.episode_id, "letter.pdf", "application/pdf", b"%PDF-1.4\n\x00\xff"
    )


def test_a_note_is_kept_complete_with_who_wrote_it(
    simulator: Simulator, connector: Mosaic, note: CaseNote, call: Call
) -> None:
    filed = connector.add_case_note(note, call)
    [held] = simulator.store.rows("SELECT * FROM CASE_NOTES")
    assert dict(held) == {
        "ID": int(filed.id),
        "PERSON_ID": 7000101,
        "WORKFLOW_STEP_ID": int(note.episode_id),
        "SUBMISSION_REF": note.reference.value,
        "NOTE_TYPE": "CONTACT",
        "TITLE": "What the front door was told",
        "CONTACT_DATE": "2026-11-23T09:15:00Z",
        "WRITTEN_BY": "Officer 7",
        "STATUS": "complete",
        "NOTE": "Two lines:\nall is well.",
    }


def test_a_title_that_is_too_long_stands_whole_in_the_text(
    simulator: Simulator, connector: Mosaic, note: CaseNote, call: Call
) -> None:
    title = "A very long title " * 8
    connector.add_case_note(evolve(note, title=title), call)
    [held] = simulator.store.rows("SELECT TITLE, NOTE FROM CASE_NOTES")
    assert (len(held["TITLE"]), held["NOTE"]) == (100, f"{title.strip()}\n\nTwo lines:\nall is well.")


def test_the_same_key_is_the_same_note_and_the_same_document(
    simulator: Simulator, connector: Mosaic, note: CaseNote, document: Document, call: Call
) -> None:
    assert connector.add_case_note(note, call) == connector.add_case_note(note, call)
    assert connector.attach_document(document, call) == connector.attach_document(document, call)
    held = simulator.held(note.reference.value)
    assert (held.notes, held.documents, held.files) == (1, 1, (document.content,))


@pytest.mark.parametrize("key", ["a/b 🌸 c", "x" * 500, "line\nend", "", "half \ud83d"])
def test_a_key_that_no_header_can_carry_is_a_key_all_the_same(
    simulator: Simulator, connector: Mosaic, document: Document, call: Call, key: str
) -> None:
    for each in (document, evolve(document, key=key), evolve(document, key=key)):
        connector.attach_document(each, call)
    assert simulator.held(document.reference.value).documents == 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("letter.pdf", ""),
        ("n" * 300 + ".pdf", "n" * 76 + ".pdf"),
        ("../../etc/letter.pdf", "letter.pdf"),
        ("C:\\Users\\me\\letter.PDF", "letter.PDF"),
        ("two\nlines.pdf", "two lines.pdf"),
    ],
)
def test_a_file_name_is_shortened_before_its_ending_and_the_change_is_told(
    connector: Mosaic, document: Document, call: Call, written: str, kept: str
) -> None:
    assert connector.attach_document(evolve(document, file_name=written), call).file_name == kept


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"file_name": "virus.exe"}, (RecordFault("fileName", "extension_not_allowed"),)),
        ({"file_name": "passwd"}, (RecordFault("fileName", "extension_not_allowed"),)),
        ({"content": b""}, (RecordFault("content", "empty"),)),
        ({"media_type": "no type"}, (RecordFault("mediaType", "pattern"),)),
    ],
)
def test_a_file_that_is_never_taken_is_refused(
    connector: Mosaic, document: Document, call: Call, change: dict[str, Any], faults: tuple[RecordFault, ...]
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.attach_document(evolve(document, **change), call)
    assert refused.value.faults == faults


def test_a_full_store_is_to_be_tried_again_and_keeps_the_episode(
    simulator: Simulator, connector: Mosaic, document: Document, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.STORE_FULL)
    with pytest.raises(Unavailable, match="has no room for the file"):
        connector.attach_document(document, call)
    assert len(simulator.held(document.reference.value).episodes) == 1


def test_a_step_that_is_checked_out_takes_neither_notes_nor_documents(
    simulator: Simulator, connector: Mosaic, note: CaseNote, document: Document, call: Call
) -> None:
    simulator.work_on(note.episode_id, "start")
    simulator.work_on(note.episode_id, "check_out")
    with pytest.raises(RecordLocked):
        connector.add_case_note(note, call)
    with pytest.raises(RecordLocked):
        connector.attach_document(document, call)


def test_a_note_about_somebody_whom_the_step_does_not_concern_is_refused(
    connector: Mosaic, note: CaseNote, call: Call
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.add_case_note(evolve(note, person_id="7000111"), call)
    assert refused.value.faults == (RecordFault("stepId", "about_somebody_else"),)
