"""Rows of files on both databases: kept once a draft, sent with it, and checked by one worker at a time."""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, evolve, field
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.attachments.samples import EICAR
from reference_portal.tests.fakes import Clock, office_on
from reference_portal.tests.storage.made import (
    DRAFT,
    DUE,
    FULL,
    HANGS_AFTER,
    NOW,
    SENT,
    TEACHER,
    at_once,
    register,
    side_by_side,
)
from sqlalchemy import Engine

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.attachments.checking import Checked, check_files
from frontdoor_portal.use_cases.attachments.models import (
    Attachment,
    Content,
    FileCounts,
    FileKind,
    FileState,
    Removed,
)
from frontdoor_portal.use_cases.attachments.ports import Scanned
from frontdoor_portal.use_cases.notices import file_refused_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import Stale

FILE = Attachment(
    id="file-1",
    draft_id=DRAFT.id,
    name="Tŷ 😀.heic",
    kind=FileKind.HEIC,
    original=Content("key-1", 5_000_000_000, "aa"),
    added_by=TEACHER.id,
    added_at=NOW,
    state=FileState.CHECKING,
    next_check_at=NOW,
    copy=Content("key-2", 10, "bb"),
    copy_kind=FileKind.JPEG,
    about=("Author: Jo",),
    removed=frozenset({Removed.PLACE, Removed.TIME}),
)
PLAIN = Attachment(
    "file-2",
    DRAFT.id,
    "a.pdf",
    FileKind.PDF,
    Content("key-3", 7, "cc"),
    TEACHER.id,
    NOW,
    FileState.CHECKING,
    NOW + timedelta(seconds=1),
)


@pytest.fixture(autouse=True)
def _added(work: SqlWork) -> None:
    register(work)
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        tx.attachments.add(FILE)
        tx.attachments.add(PLAIN)


def test_a_file_comes_back_as_it_was_stored(work: SqlWork) -> None:
    with work.reading() as tx:
        assert (tx.attachments.of_draft(DRAFT.id), tx.attachments.get("file-1")) == ((FILE, PLAIN), FILE)


def test_69_the_same_content_is_kept_once_in_a_draft(work: SqlWork) -> None:
    with pytest.raises(Stale), work.begin() as tx:
        tx.attachments.add(evolve(PLAIN, id="file-3", name="b.pdf"))


def test_the_same_content_in_another_draft_is_another_file(work: SqlWork) -> None:
    other = evolve(PLAIN, id="file-3", draft_id="draft-2")
    with work.begin() as tx:
        tx.attachments.add(other)
        assert tx.attachments.of_draft("draft-2") == (other,)


def test_files_go_with_the_contact_and_can_be_removed_no_more(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(FULL, DUE, [SENT], submission_key=DRAFT.id)
        tx.attachments.send(DRAFT.id, FULL.reference)
    with work.begin() as tx:
        sent = (evolve(FILE, reference=FULL.reference), evolve(PLAIN, reference=FULL.reference))
        assert (tx.attachments.of_draft(DRAFT.id), tx.attachments.of_contact(FULL.reference)) == ((), sent)
        assert not tx.attachments.remove("file-1", DRAFT.id)
        tx.attachments.drop_of_draft(DRAFT.id)
        assert tx.attachments.of_contact(FULL.reference) == sent


def test_a_file_is_removed_from_its_own_draft_only(work: SqlWork) -> None:
    with work.begin() as tx:
        assert (tx.attachments.remove("file-1", "draft-2"), tx.attachments.remove("file-1", DRAFT.id)) == (False, True)
        assert tx.attachments.of_draft(DRAFT.id) == (PLAIN,)


def test_the_files_of_a_draft_that_is_thrown_away_go_with_it(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.attachments.drop_of_draft(DRAFT.id)
        assert (tx.attachments.of_draft(DRAFT.id), tx.attachments.keys()) == ((), frozenset())


def test_sizes_and_keys_and_counts_are_told(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.attachments.settle(FILE, FileState.INFECTED, "Eicar", NOW)
        counts = dict.fromkeys(FileState, 0) | {FileState.INFECTED: 1, FileState.CHECKING: 1}
        assert tx.attachments.size_in_drafts(TEACHER.id) == 5_000_000_007
        assert tx.attachments.keys() == {"key-1", "key-2", "key-3"}
        assert tx.attachments.counts() == FileCounts(counts, NOW)


def test_what_is_due_first_is_checked_first(work: SqlWork) -> None:
    waiting = (FileState.CHECKING, FileState.UNCHECKED)
    later = NOW + timedelta(seconds=1)
    with work.reading() as tx:
        found = tx.attachments.due(NOW, waiting, 9), tx.attachments.due(later, waiting, 9)
    assert found == ((FILE,), (FILE, PLAIN))


def test_one_worker_has_a_check_in_hand(work: SqlWork) -> None:
    until = NOW + timedelta(minutes=5)
    with work.begin() as tx:
        held = tx.attachments.claim(FILE, until)
    with work.begin() as tx:
        assert (held, tx.attachments.claim(FILE, until)) == (evolve(FILE, next_check_at=until, checks=1), None)


def test_a_late_worker_never_makes_clean_what_another_found(work: SqlWork) -> None:
    """F27: a process that was stopped and goes on."""
    with work.begin() as tx:
        first = tx.attachments.settle(FILE, FileState.INFECTED, "Eicar", NOW)
        second = tx.attachments.settle(FILE, FileState.CLEAN, "", NOW)
        found = tx.attachments.get(FILE.id)
    assert (first, second, found) == (
        True,
        False,
        evolve(FILE, state=FileState.INFECTED, finding="Eicar", checked_at=NOW),
    )


@define
class SlowScanner(Scanner):
    """Looks at a file until it is told to go on."""

    looking: threading.Event = field(factory=threading.Event)
    goes_on: threading.Event = field(factory=threading.Event)

    def scan(self, chunks: Iterable[bytes]) -> Scanned:
        self.looking.set()
        assert self.goes_on.wait(HANGS_AFTER)
        return super().scan(chunks)


def test_a_file_refused_while_its_draft_is_sent_is_told_to_its_sender(
    engine: Engine, work: SqlWork, tmp_path: Path
) -> None:
    scanner = SlowScanner()
    room = room_in(tmp_path / "files", scanner)
    first_due = NOW - timedelta(seconds=1)
    infected = evolve(PLAIN, id="file-3", original=room.storage.put([EICAR]), next_check_at=first_due)
    office = office_on(work, Clock(first_due), files=room)
    with work.begin() as tx:
        tx.attachments.add(infected)

    def sends(slow: Office) -> None:
        with slow.work.begin() as tx:
            tx.contacts.add(FULL, DUE, [SENT], submission_key=DRAFT.id)
            tx.drafts.remove(DRAFT)
            tx.attachments.send(DRAFT.id, FULL.reference)

    with ThreadPoolExecutor(1) as worker:
        checking = worker.submit(check_files, office)
        assert scanner.looking.wait(HANGS_AFTER)

        def is_found() -> Checked:
            scanner.goes_on.set()
            return checking.result()

        assert side_by_side(engine, office, sends, is_found) == Checked(settled=1)

    with work.begin() as tx:
        told = tx.outbox.claim("test", 60)
    assert told is not None
    assert told.message == file_refused_notice(FULL, "file-3")


def test_a_file_added_while_its_draft_is_sent_goes_along_or_finds_no_draft(work: SqlWork) -> None:
    added = evolve(PLAIN, id="file-3", original=Content("key-4", 1, "dd"))
    held: list[bool] = []

    def add() -> None:
        with work.begin() as tx:
            held.append(tx.attachments.hold_draft(DRAFT.id))
            if held[0]:
                tx.attachments.add(added)

    def send() -> None:
        with work.begin() as tx:
            tx.contacts.add(FULL, DUE, [SENT], submission_key=DRAFT.id)
            tx.drafts.remove(DRAFT)
            tx.attachments.send(DRAFT.id, FULL.reference)

    assert at_once(add, send) == [None, None]
    with work.reading() as tx:
        found = tx.attachments.of_draft(DRAFT.id), [each.id for each in tx.attachments.of_contact(FULL.reference)]
    assert found == ((), ["file-1", "file-2", *(["file-3"] if held[0] else [])])
