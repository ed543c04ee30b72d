"""What let somebody see children ends with their role, and with their account; what they hold is put back."""

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.relationships import end_relationship
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.putting_back import put_back_held


def end_access_of(office: Office, tx: Transaction, person: Professional, by: str = "operator") -> None:
    """End every relationship of a person's own that is in force, and the glass they broke.

    What they hold and cannot work on any more is put back, so their account must stand as it does from now on.
    """
    now = office.now()
    for held in tx.access.relationships_held_by(person.id):
        end_relationship(office, tx, by, held)
    for broken in tx.access.glasses_broken_by(person.id):
        if broken.is_in_force(now):
            tx.access.end_glass(broken.ended(now))
            tx.audit.add(AuditEntry(now, by, Action.ENDED_BREAK_GLASS, str(broken.record), detail=broken.id))
    put_back_held(office, tx, person.id, by)


def end_shares_with(office: Office, tx: Transaction, person: Professional, by: str = "operator") -> None:
    """Stop sharing every draft with somebody who leaves, or leads no more: they read what they are asked to anew."""
    for draft_id in tx.drafts.shared_with(person.id):
        tx.drafts.stop_sharing(draft_id, person.id)
        tx.audit.add(AuditEntry(office.now(), by, Action.STOPPED_SHARING_DRAFT, draft_id, detail=person.id))
