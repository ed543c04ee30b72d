"""Checking files for viruses, one at a time, until each is clean or refused. Nothing waits for it but the fetching."""

from datetime import datetime, timedelta

from attrs import frozen

from frontdoor_portal.use_cases.attachments.models import Attachment, FileCounts, FileState
from frontdoor_portal.use_cases.attachments.ports import (
    FileUnreadable,
    NoSuchFile,
    ScannerHealth,
    ScannerSilent,
    Verdict,
)
from frontdoor_portal.use_cases.attachments.removing import orphans
from frontdoor_portal.use_cases.attachments.rooms import file_room
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.notices import file_refused_notice
from frontdoor_portal.use_cases.ports import Office

LEASE = timedelta(minutes=5)
"""How long one check may take before another worker tries the file."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=1)
UNREADABLE_AFTER, UNREADABLE_CHECKS = timedelta(hours=1), 5
"""A file that nothing could read for so long and so often is lost as far as anybody can tell, and said to be."""
LOOK_AGAIN = timedelta(hours=1)
"""How often a file that counts as lost is looked for all the same: a folder or a key may come back."""
LATE = timedelta(minutes=15)
"""A file that is not checked by then is told to whoever runs the portal."""
AT_ONCE = 20
PORTAL = "portal"
"""Who acts where nobody does, in the audit."""


@frozen
class Checked:
    """What one round did. `trouble` is why the last file was not checked, if any was not."""

    settled: int = 0
    put_off: int = 0
    trouble: str = ""


def check_files(office: Office) -> Checked:
    """Check every file that is due. With no scanner, say of those that wait that nobody checks them.

    One whose bytes cannot be read for long is settled as that, so that its sender hears of it; it is looked for again.
    """
    room, now = file_room(office), office.now()
    scanned = (FileState.CHECKING, FileState.UNCHECKED, FileState.UNREADABLE)
    waiting = scanned if room.scanner else (FileState.CHECKING,)
    with office.work.reading() as tx:
        due = tx.attachments.due(now, waiting, AT_ONCE)
    done = Checked()
    for attachment in due:
        with office.work.begin() as tx:
            held = tx.attachments.claim(attachment, office.now() + LEASE)
        if held is None:
            continue
        trouble = _check(office, held)
        settled, put_off = (done.settled, done.put_off + 1) if trouble else (done.settled + 1, done.put_off)
        done = Checked(settled, put_off, trouble or done.trouble)
    return done


def _check(office: Office, attachment: Attachment) -> str:
    """Why a file could not be checked, or nothing where it was."""
    room = file_room(office)
    if room.scanner is None:
        _settle(office, attachment, FileState.UNCHECKED, "")
        return ""
    try:
        scanned = room.scanner.scan(room.storage.open(attachment.original))
    except (ScannerSilent, FileUnreadable, NoSuchFile) as problem:
        if not isinstance(problem, ScannerSilent) and _counts_as_lost(attachment, office.now()):
            if attachment.state is not FileState.UNREADABLE:
                _settle(office, attachment, FileState.UNREADABLE, "")
            with office.work.begin() as tx:
                tx.attachments.put_off(attachment, office.now() + LOOK_AGAIN)
            return type(problem).__name__
        pause = min(FIRST_PAUSE * 2 ** min(attachment.checks - 1, 10), LONGEST_PAUSE)
        with office.work.begin() as tx:
            tx.attachments.put_off(attachment, office.now() + pause)
        return str(problem) if isinstance(problem, ScannerSilent) else type(problem).__name__
    state = FileState.CLEAN if scanned.verdict is Verdict.CLEAN else FileState.INFECTED
    _settle(office, attachment, state, scanned.finding)
    return ""


def _counts_as_lost(attachment: Attachment, now: datetime) -> bool:
    long_enough = now - attachment.added_at >= UNREADABLE_AFTER and attachment.checks >= UNREADABLE_CHECKS
    return long_enough or attachment.state is FileState.UNREADABLE


def _settle(office: Office, attachment: Attachment, state: FileState, finding: str) -> None:
    with office.work.begin() as tx:
        # Settled first, which waits for a sending that is under way, and read then: the file may have gone with it.
        settled = tx.attachments.settle(attachment, state, finding, office.now())
        now_is = tx.attachments.get(attachment.id) if settled else None
        if now_is is None:
            return
        subject = str(now_is.reference or now_is.draft_id)
        tx.audit.add(
            AuditEntry(office.now(), PORTAL, Action.CHECKED_FILE, subject, detail=f"{attachment.id} {state.value}")
        )
        contact = tx.contacts.get(now_is.reference) if now_is.reference else None
        if now_is.is_lost and contact is not None:
            tx.outbox.put(file_refused_notice(contact, attachment.id))


@frozen
class FileStatus:
    """How the files of a deployment stand."""

    counts: FileCounts
    orphans: int
    scanner: ScannerHealth | None
    late: bool


def file_status(office: Office) -> FileStatus:
    """For whoever runs the portal. Asks the scanner; raises `NotVisible` where no files are taken."""
    room, now = file_room(office), office.now()
    with office.work.reading() as tx:
        counts = tx.attachments.counts()
    health = room.scanner.health(now) if room.scanner else None
    return FileStatus(counts, len(orphans(office)), health, is_late(counts.oldest_checking, now))


def is_late(oldest: datetime | None, now: datetime) -> bool:
    """Whether a file waits too long for its check."""
    return oldest is not None and now - oldest > LATE
