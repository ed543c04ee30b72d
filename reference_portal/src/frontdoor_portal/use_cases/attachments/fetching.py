"""Seeing and fetching files: by whoever may see the draft or contact, once checked, and written down first."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.attachments.models import Attachment, Content, FileKind
from frontdoor_portal.use_cases.attachments.rooms import file_room
from frontdoor_portal.use_cases.drafts import own_draft
from frontdoor_portal.use_cases.drafts.access import purpose_of_opening
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit, purpose_of_seeing, visible_contact


class OriginalReason(StrEnum):
    """Why an officer needs a picture exactly as it was sent. The audit keeps it as the purpose."""

    WHERE_AND_WHEN = "where_and_when"
    EVIDENCE = "evidence"
    UNCLEAR = "unclear"
    ASKED_BY_SUBJECT = "asked_by_subject"


class NotChecked(RuntimeError):
    """A file may not be fetched: it is being checked, or something was found in it. That it was tried is audited."""

    def __init__(self, attachment: Attachment) -> None:
        super().__init__(attachment.id)
        self.attachment = attachment


@frozen
class Fetched:
    """A file on its way out. `chunks` raises `FileUnreadable` where the bytes were tampered with."""

    attachment: Attachment
    content: Content
    kind: FileKind
    chunks: Iterator[bytes]


def files_of_draft(office: Office, by: Professional, draft_id: str) -> tuple[Attachment, ...]:
    """The files of a draft of one's own, which the caller has opened. Raises `NotVisible`, or `FormGone`."""
    with office.work.reading() as tx:
        own_draft(office, tx, by, draft_id)
        return tx.attachments.of_draft(draft_id)


def fetch_from_draft(office: Office, by: Professional, draft_id: str, attachment_id: str) -> Fetched:
    """A file of a draft of one's own. Raises `NotVisible`, `NotChecked`, `NoSuchFile`."""
    with office.work.reading() as tx:
        draft = own_draft(office, tx, by, draft_id).draft
        attachment = _found(tx, attachment_id)
    if attachment.draft_id != draft_id or attachment.reference is not None:
        raise NotVisible(attachment_id)
    purpose = purpose_of_opening(by, draft)
    return _fetched(office, by, attachment, Action.VIEWED_FILE, draft_id, purpose, attachment.shared)


def fetch_from_contact(office: Office, by: Professional, reference: Reference, attachment_id: str) -> Fetched:
    """A file of a contact, cleaned where that was possible. Raises `NotVisible`, `NotChecked`, `NoSuchFile`."""
    contact = visible_contact(office, by, reference)
    attachment = _of_contact(office, reference, attachment_id)
    purpose = purpose_of_seeing(by, contact)
    return _fetched(office, by, attachment, Action.VIEWED_FILE, str(reference), purpose, attachment.shared)


def sealed_original(office: Office, by: Professional, reference: Reference, attachment_id: str) -> Attachment:
    """The file whose original an officer is about to ask for. Raises `NotVisible` where it has none of its own."""
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    visible_contact(office, by, reference)
    attachment = _of_contact(office, reference, attachment_id)
    if not attachment.is_sealed:
        raise NotVisible(attachment_id)
    return attachment


def fetch_original(
    office: Office, by: Professional, reference: Reference, attachment_id: str, reason: OriginalReason
) -> Fetched:
    """A picture exactly as it was sent, with where and when it was taken. Raises as `fetch_from_contact`."""
    attachment = sealed_original(office, by, reference, attachment_id)
    return _fetched(office, by, attachment, Action.VIEWED_ORIGINAL, str(reference), reason.value, attachment.original)


def _found(tx: Transaction, attachment_id: str) -> Attachment:
    attachment = tx.attachments.get(attachment_id)
    if attachment is None:
        raise NotVisible(attachment_id)
    return attachment


def _of_contact(office: Office, reference: Reference, attachment_id: str) -> Attachment:
    with office.work.reading() as tx:
        attachment = _found(tx, attachment_id)
    if attachment.reference != reference:
        raise NotVisible(attachment_id)
    return attachment


def _fetched(
    office: Office,
    by: Professional,
    attachment: Attachment,
    action: Action,
    subject: str,
    purpose: str,
    content: Content,
) -> Fetched:
    if not attachment.may_be_fetched:
        with office.work.begin() as tx:
            audit(office, tx, by, action, subject, purpose=purpose, detail=f"{attachment.id} {attachment.state}")
        raise NotChecked(attachment)
    kind = attachment.shared_kind if content == attachment.shared else attachment.kind
    chunks = file_room(office).storage.open(content)
    with office.work.begin() as tx:
        audit(office, tx, by, action, subject, purpose=purpose, detail=attachment.id)
    return Fetched(attachment, content, kind, chunks)
