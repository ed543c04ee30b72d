"""Taking a file off a draft, and removing bytes that no row names any more."""

from datetime import timedelta

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.attachments.rooms import file_room
from frontdoor_portal.use_cases.drafts import own_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.seeing import audit

GRACE = timedelta(hours=24)
"""How long bytes without a row stay: an upload stores its bytes before its row, and may be slow."""


def remove_file(office: Office, by: Professional, draft_id: str, attachment_id: str) -> None:
    """Take a file off a draft of one's own; its bytes go with the next sweep. Raises `NotVisible`."""
    with office.work.begin() as tx:
        # Held, so that it goes neither half with a contact that is sent at this moment, nor with one of its siblings.
        if not tx.attachments.hold_draft(draft_id):
            raise NotVisible(draft_id)
        draft = own_draft(office, tx, by, draft_id).draft
        if not tx.attachments.remove(attachment_id, draft_id):
            raise NotVisible(attachment_id)
        tx.drafts.save(evolve(draft, kept_at=office.now()))
        audit(office, tx, by, Action.REMOVED_FILE, draft_id, detail=attachment_id)


def orphans(office: Office, grace: timedelta = GRACE) -> frozenset[str]:
    """Keys of bytes that no row names, stored longer ago than `grace`."""
    # The bytes are listed first: a row that comes between the two is of bytes that were listed or too young.
    stored = frozenset(file_room(office).storage.older_than(grace))
    with office.work.reading() as tx:
        return stored - tx.attachments.keys()


def sweep_files(office: Office, grace: timedelta = GRACE) -> int:
    """Remove the orphans; how many there were. Nothing where this deployment takes no files."""
    if office.files is None:
        return 0
    found = orphans(office, grace)
    for key in found:
        office.files.storage.delete(key)
    return len(found)
