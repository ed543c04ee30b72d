"""Opening a contact: who may, and that it is written down either way."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.judging import is_hidden
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.permissions import Permission, may, may_see
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible


def audit(
    office: Office,
    tx: Transaction,
    by: Professional,
    action: Action,
    subject: str,
    *,
    purpose: str = "",
    detail: str = "",
) -> None:
    """Write one line of the audit in this transaction."""
    tx.audit.add(AuditEntry(office.now(), by.id, action, subject, purpose, detail))


AT_THE_FRONT_DOOR = "Triage at the front door"
OWN = "Own concern"
OF_THE_AGENCY = "Lead of the sender’s agency"


def purpose_of_seeing(by: Professional, contact: Contact | None = None) -> str:
    """Why somebody sees a contact, or without one a list of them: what their part in it is."""
    if contact is not None and contact.sender.professional_id == by.id:
        return OWN
    if may(by, Permission.SEE_EVERY_CONTACT):
        return AT_THE_FRONT_DOOR
    return OF_THE_AGENCY if may(by, Permission.SEE_AGENCY_CONTACTS) else OWN


def visible_contact(office: Office, by: Professional, reference: Reference) -> Contact:
    """The contact, if this person may see it.

    Raises `NotVisible` alike for a contact that does not exist, one that is not theirs and one that is sealed; a try
    is audited, in a transaction of its own so that the refusal stays written.
    """
    with office.work.reading() as tx:
        contact = tx.contacts.get(reference)
        sealed = contact is not None and is_hidden(office, tx, by, contact)
    if contact is not None and may_see(by, contact) and not sealed:
        return contact
    if contact is not None:
        with office.work.begin() as tx:
            audit(office, tx, by, Action.REFUSED_CONTACT, str(reference))
    raise NotVisible(str(reference))
