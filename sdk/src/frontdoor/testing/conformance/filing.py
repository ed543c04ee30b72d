"""Rules on case notes and documents: once per key, whole, and apart from the episode they belong to."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode, Filed
from frontdoor.connectors.failures import (
    ConnectorFailure,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordRejected,
    Unavailable,
)
from frontdoor.testing import hostile
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import IMPATIENT, TRIES, outcome, set_fault, with_plain_lines
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

AT_ONCE = 6

LOST = (
    Misbehaviour.SILENT_AFTER_COMMIT,
    Misbehaviour.CUT_AFTER_COMMIT,
    Misbehaviour.ERROR_AFTER_COMMIT,
)

NOTES = (Ask.SEARCH, Operation.OPEN_EPISODE, Operation.ADD_CASE_NOTE)
DOCUMENTS = (Ask.SEARCH, Operation.OPEN_EPISODE, Operation.ATTACH_DOCUMENT)


class FilesNotesOnce(Checks, rule="files-notes-once", tier=Tier.GOLD):
    """One key is one case note, with every word of it, whatever becomes of the answer."""

    @needs(*NOTES)
    def test_a_note_is_filed_whole(self, stand: Stand) -> None:
        note = samples.note_for(_opened(stand))

        filed = stand.ask(Operation.ADD_CASE_NOTE, note)

        held = stand.held(note.reference)
        assert (filed.id.strip() != "", held.notes) == (True, 1)
        assert any(note.text in with_plain_lines(text) for text in held.texts)

    @needs(*NOTES)
    def test_a_note_asked_for_again_is_the_same_one(self, stand: Stand) -> None:
        note = samples.note_for(_opened(stand))

        first, again = (stand.ask(Operation.ADD_CASE_NOTE, note) for _ in range(2))

        assert (again.id, stand.held(note.reference).notes) == (first.id, 1)

    @needs(*NOTES)
    def test_two_notes_are_two(self, stand: Stand) -> None:
        note = samples.note_for(_opened(stand))
        other = evolve(note, key=f"{note.key}-2", text="Another day, another call.")

        ids = [stand.ask(Operation.ADD_CASE_NOTE, each).id for each in (note, other)]

        assert (len({*ids}), stand.held(note.reference).notes) == (2, 2)

    @needs(*NOTES)
    def test_a_note_from_many_threads_at_once_is_one(self, stand: Stand) -> None:
        note = samples.note_for(_opened(stand))

        ids = _at_once(lambda: stand.ask(Operation.ADD_CASE_NOTE, note))

        assert (len(ids), stand.held(note.reference).notes) == (1, 1)

    @pytest.mark.parametrize("how", LOST)
    @needs(*NOTES)
    def test_a_note_whose_answer_was_lost_is_one_in_the_end(self, stand: Stand, how: Misbehaviour) -> None:
        note = samples.note_for(_opened(stand))
        stand.simulator.misbehave(how)
        said = outcome(lambda: stand.ask(Operation.ADD_CASE_NOTE, note, call=IMPATIENT))
        held = stand.held(note.reference).notes
        stand.simulator.misbehave(None)

        _filed(lambda: stand.ask(Operation.ADD_CASE_NOTE, note))

        assert isinstance(said, OutcomeUnknown | Filed) or held == 0
        assert stand.held(note.reference).notes == 1

    @pytest.mark.parametrize("case", hostile.NARRATIVES, ids=lambda case: f"{case.number}: {case.called}")
    @needs(*NOTES)
    def test_a_note_of_odd_text_is_filed_whole_or_refused(self, stand: Stand, case: hostile.HostileText) -> None:
        note = samples.note_for(_opened(stand), case.text)
        try:
            stand.ask(Operation.ADD_CASE_NOTE, note)
        except RecordRejected:
            assert stand.held(note.reference).notes == 0
            return
        assert any(with_plain_lines(case.text) in with_plain_lines(text) for text in stand.held(note.reference).texts)

    @needs(*NOTES)
    def test_a_note_for_an_episode_that_is_not_there_is_refused(self, stand: Stand) -> None:
        note = evolve(samples.note_for(_opened(stand)), episode_id="79999999")

        with pytest.raises((NotFound, RecordRejected)):
            stand.ask(Operation.ADD_CASE_NOTE, note)

        assert stand.held(note.reference).notes == 0


class FilesDocumentsOnce(Checks, rule="files-documents-once", tier=Tier.GOLD):
    """One key is one document, byte for byte. What cannot be taken is refused, and the episode stays."""

    @needs(*DOCUMENTS)
    def test_a_document_is_filed_byte_for_byte(self, stand: Stand) -> None:
        document = samples.document_for(_opened(stand))

        filed = stand.ask(Operation.ATTACH_DOCUMENT, document)

        held = stand.held(document.reference)
        assert (filed.id.strip() != "", held.documents) == (True, 1)
        assert _told(held.files) == _told([document.content])

    @needs(*DOCUMENTS)
    def test_a_document_asked_for_again_is_the_same_one(self, stand: Stand) -> None:
        document = samples.document_for(_opened(stand))

        first, again = (stand.ask(Operation.ATTACH_DOCUMENT, document) for _ in range(2))

        assert (again.id, stand.held(document.reference).documents) == (first.id, 1)

    @needs(*DOCUMENTS)
    def test_two_documents_of_one_name_are_two(self, stand: Stand) -> None:
        document = samples.document_for(_opened(stand))
        other = evolve(document, key=f"{document.key}-2")

        ids = [stand.ask(Operation.ATTACH_DOCUMENT, each).id for each in (document, other)]

        assert (len({*ids}), stand.held(document.reference).documents) == (2, 2)

    @needs(*DOCUMENTS)
    def test_a_document_from_many_threads_at_once_is_one(self, stand: Stand) -> None:
        document = samples.document_for(_opened(stand))

        ids = _at_once(lambda: stand.ask(Operation.ATTACH_DOCUMENT, document))

        assert (len(ids), stand.held(document.reference).documents) == (1, 1)

    @pytest.mark.parametrize("how", LOST)
    @needs(*DOCUMENTS)
    def test_a_document_whose_answer_was_lost_is_one_in_the_end(self, stand: Stand, how: Misbehaviour) -> None:
        document = samples.document_for(_opened(stand))
        stand.simulator.misbehave(how)
        said = outcome(lambda: stand.ask(Operation.ATTACH_DOCUMENT, document, call=IMPATIENT))
        held = stand.held(document.reference).documents
        stand.simulator.misbehave(None)

        _filed(lambda: stand.ask(Operation.ATTACH_DOCUMENT, document))

        assert isinstance(said, OutcomeUnknown | Filed) or held == 0
        assert stand.held(document.reference).documents == 1

    @needs(*DOCUMENTS, socket=True)
    def test_of_six_documents_cut_in_the_midst_only_the_missing_are_added(self, stand: Stand) -> None:
        # F12: each is known by its key, so that all may be sent again.
        episode = _opened(stand)
        documents = [samples.document_for(episode, f"page-{number}.pdf") for number in range(1, 7)]
        with stand.behind_proxies() as (behind, proxies):
            for number, document in enumerate(documents):
                set_fault(proxies, Fault.CUT if number == 3 else Fault.NONE)
                outcome(behind.ask, Operation.ATTACH_DOCUMENT, document)
            for document in documents:
                _filed(behind.ask, Operation.ATTACH_DOCUMENT, document)

        assert stand.held(episode.reference).documents == len(documents)

    @needs(*DOCUMENTS, shows=Misbehaviour.STORE_FULL)
    def test_a_full_store_refuses_the_document_and_keeps_the_episode(self, stand: Stand) -> None:
        # F13: the document waits, the referral does not.
        stand.simulator.misbehave(Misbehaviour.STORE_FULL)
        episode = _opened(stand)
        document = samples.document_for(episode)

        with pytest.raises((Unavailable, RateLimited, RecordRejected)):
            stand.ask(Operation.ATTACH_DOCUMENT, document)

        held = stand.held(episode.reference)
        stand.simulator.misbehave(None)
        _filed(lambda: stand.ask(Operation.ATTACH_DOCUMENT, document))
        assert (held.episodes, held.documents) == ((episode.id,), 0)
        assert stand.held(episode.reference).documents == 1

    @pytest.mark.parametrize("case", hostile.FILES, ids=lambda case: f"{case.number}: {case.called}")
    @needs(*DOCUMENTS)
    def test_an_odd_file_is_filed_byte_for_byte_or_refused(self, stand: Stand, case: hostile.HostileFile) -> None:
        document = samples.document_for(_opened(stand), case.file_name, case.content)
        try:
            stand.ask(Operation.ATTACH_DOCUMENT, document)
        except RecordRejected:
            assert stand.held(document.reference).documents == 0
            return
        assert _told(stand.held(document.reference).files) == _told([case.content])


class DoesEverything(Checks, rule="does-everything", tier=Tier.GOLD):
    """Every operation of its kind is carried out, so that nothing is left to be copied by hand.

    A system that cannot do one is exempt, in words that say what its council does instead.
    """

    def test_every_operation_is_carried_out(self, stand: Stand) -> None:
        levels = {operation: stand.capabilities.level(operation) for operation in stand.kind.operations}

        assert {operation: level for operation, level in levels.items() if level in {Level.NONE, Level.MANUAL}} == {}


def _opened(stand: Stand) -> Episode:
    opened: Episode = stand.ask(Operation.OPEN_EPISODE, samples.episode_for(stand))
    return opened


def _filed(ask: Callable[..., Any], *given: Any) -> None:
    """Ask once more, as is allowed of what bears a key, until it is filed."""
    said = None
    for _ in range(TRIES):
        said = outcome(ask, *given)
        if isinstance(said, Filed):
            return
    raise AssertionError(f"it could not be filed once all was well: {type(said).__name__}")


def _told(files: Iterable[bytes]) -> list[str]:
    # Not the files: where CI is set, pytest works out every line in which they differ, without end if they are large.
    return [f"{len(file)} bytes, SHA-256 {sha256(file).hexdigest()}" for file in files]


def _at_once(ask: Callable[[], Any]) -> set[str]:
    """The ids answered to many threads. To be told to come again is no second one."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        said = list(threads.map(lambda _: outcome(ask), range(AT_ONCE)))
    return {each.id for each in said if not isinstance(each, ConnectorFailure)}
