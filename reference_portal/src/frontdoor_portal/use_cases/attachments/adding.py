"""Adding a file to a draft: stored as it comes, judged by its content, kept once, and checked later."""

import secrets
from collections.abc import Iterable, Iterator

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.attachments.models import (
    Attachment,
    Content,
    FileLimits,
    FileState,
    NotTaken,
    Unwanted,
)
from frontdoor_portal.use_cases.attachments.names import cleaned
from frontdoor_portal.use_cases.attachments.ports import FileRoom, StorageFull
from frontdoor_portal.use_cases.attachments.rooms import file_room
from frontdoor_portal.use_cases.drafts import own_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale, StoreUnavailable
from frontdoor_portal.use_cases.seeing import audit


def may_add(office: Office, by: Professional, draft_id: str) -> None:
    """Raise `NotPermitted`, `NotVisible` or `FormGone` unless this person may add files to the draft."""
    if not may(by, Permission.SEND_CONCERNS):
        raise NotPermitted(Permission.SEND_CONCERNS)
    file_room(office)
    with office.work.reading() as tx:
        own_draft(office, tx, by, draft_id)


def add_file(office: Office, by: Professional, draft_id: str, name: str, chunks: Iterable[bytes]) -> Attachment:
    """Take one file, whose `name` is cleaned for display. It is seen at once, and can be fetched once it is checked.

    Raises `NotTaken` with the reason, and what `may_add` raises; then nothing of the file stays but bytes that no row
    names, which the sweep removes. After `StoreUnavailable` nobody knows: the file may be there as well, whole.
    A file whose bytes were lost here does not stand in the way of the same one added again, which takes its place.
    """
    may_add(office, by, draft_id)
    room, name = file_room(office), cleaned(name)
    if not name:
        raise NotTaken(Unwanted.NO_NAME)
    with office.work.reading() as tx:
        _check_room(tx, by, draft_id, room.limits, 0)
    if room.storage.free() < room.limits.spare:
        raise NotTaken(Unwanted.NO_ROOM_AT_ALL)
    try:
        original = room.storage.put(_at_most(chunks, room.limits.one))
    except StorageFull:
        raise NotTaken(Unwanted.NO_ROOM_AT_ALL) from None
    try:
        attachment = _judged(office, room, by, draft_id, name, original)
    except BaseException:
        room.storage.delete(original.key)
        raise
    try:
        _keep(office, by, attachment, room.limits)
    except StoreUnavailable:
        # The store went away in the middle: the row may stand, and its bytes with it. The sweep finds out.
        raise
    except BaseException:
        for content in filter(None, (original, attachment.copy)):
            room.storage.delete(content.key)
        raise
    return attachment


def _at_most(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise NotTaken(Unwanted.TOO_LARGE)
        yield chunk
    if size == 0:
        raise NotTaken(Unwanted.EMPTY)


def _judged(
    office: Office,
    room: FileRoom,
    by: Professional,
    draft_id: str,
    name: str,
    original: Content,
) -> Attachment:
    with office.work.reading() as tx:
        _check_new(tx, draft_id, original)
    try:
        judged = room.judge.judge(name, original)
    except StorageFull:
        raise NotTaken(Unwanted.NO_ROOM_AT_ALL) from None
    now = office.now()
    return Attachment(
        id=secrets.token_urlsafe(16),
        draft_id=draft_id,
        name=name,
        kind=judged.kind,
        original=original,
        added_by=by.id,
        added_at=now,
        state=FileState.CHECKING if room.scanner else FileState.UNCHECKED,
        next_check_at=now,
        copy=judged.copy,
        copy_kind=judged.copy_kind,
        about=judged.about,
        removed=judged.removed,
    )


def _keep(office: Office, by: Professional, attachment: Attachment, limits: FileLimits) -> None:
    try:
        with office.work.begin() as tx:
            if not tx.attachments.hold_draft(attachment.draft_id):
                raise NotVisible(attachment.draft_id)
            draft = own_draft(office, tx, by, attachment.draft_id).draft
            _remove_lost(office, tx, by, attachment)
            # Judged again where nobody else can add to the draft: two windows may both have found room.
            _check_new(tx, attachment.draft_id, attachment.original)
            _check_room(tx, by, attachment.draft_id, limits, attachment.original.size)
            tx.attachments.add(attachment)
            tx.drafts.save(evolve(draft, kept_at=office.now()))
            audit(office, tx, by, Action.ADDED_FILE, attachment.draft_id, detail=attachment.id)
    except Stale:
        raise NotTaken(Unwanted.SAME) from None


def _same(tx: Transaction, draft_id: str, content: Content) -> tuple[Attachment, ...]:
    """The files of a draft with this content. The store keeps one at most."""
    return tuple(each for each in tx.attachments.of_draft(draft_id) if each.original.sha256 == content.sha256)


def _remove_lost(office: Office, tx: Transaction, by: Professional, attachment: Attachment) -> None:
    """Let a file that nothing can read any more go, for the same one that is added again."""
    for each in _same(tx, attachment.draft_id, attachment.original):
        if each.state is FileState.UNREADABLE and tx.attachments.remove(each.id, attachment.draft_id):
            audit(office, tx, by, Action.REMOVED_FILE, attachment.draft_id, detail=each.id)


def _check_new(tx: Transaction, draft_id: str, content: Content) -> None:
    if any(each.state is not FileState.UNREADABLE for each in _same(tx, draft_id, content)):
        raise NotTaken(Unwanted.SAME)


def _check_room(tx: Transaction, by: Professional, draft_id: str, limits: FileLimits, more: int) -> None:
    there = tx.attachments.of_draft(draft_id)
    if len(there) >= limits.per_draft:
        raise NotTaken(Unwanted.TOO_MANY)
    if sum(each.original.size for each in there) + more > limits.draft:
        raise NotTaken(Unwanted.NO_ROOM_IN_DRAFT)
    if tx.attachments.size_in_drafts(by.id) + more > limits.person:
        raise NotTaken(Unwanted.NO_ROOM_FOR_PERSON)
