"""Rows of files on both databases: kept once a draft, sent with it, and checked by one worker at a time."""

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import DRAFT, DUE, FULL, NOW, SENT, TEACHER, at_once, register

from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.attachments.checking import _settle
from frontdoor_portal.use_cases.attachments.models import (
    Attachment,
    Content,
    FileCounts,
    FileKind,
    FileState,
    Removed,
)
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


def test_a_file_refused_while_its_draft_is_sent_is_told_to_its_sender(work: SqlWork, database_url: str) -> None:
    settling: threading.Thread
    office: Any = SimpleNamespace(work=work, now=lambda: NOW)

    def waits_for_us() -> bool:
        if not database_url.startswith("postgresql"):
            return True  # SQLite lets nobody else begin
        with open_engine(database_url).connect() as watching:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(watching.exec_driver_sql(waiting).scalar())

    with work.begin() as tx:
        tx.contacts.add(FULL, DUE, [SENT], submission_key=DRAFT.id)
        tx.drafts.remove(DRAFT)
        tx.attachments.send(DRAFT.id, FULL.reference)
        settling = threading.Thread(target=_settle, args=(office, FILE, FileState.INFECTED, "Eicar"))
        settling.start()
        while not waits_for_us():
            assert settling.is_alive()
    settling.join()

    with work.begin() as tx:
        told = tx.outbox.claim("test", 60)
    assert told is not None
    assert told.message.key == f"notice/file_refused/{FULL.reference}/{FILE.id}"


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
