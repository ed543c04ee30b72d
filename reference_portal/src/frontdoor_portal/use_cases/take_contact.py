"""An officer takes a contact; of two who try, one wins and the other learns who did."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import Take
from frontdoor_portal.use_cases.access.recording import remember_taken
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.models import Message
from frontdoor_portal.use_cases.notices import being_looked_at_notice
from frontdoor_portal.use_cases.ports import Office, Transaction


def take_contact(office: Office, by: Professional, reference: Reference) -> Contact:
    """The contact, now held by this officer. Raises `HeldByAnother`, `Refused` or `NotVisible`."""

    def related(tx: Transaction, contact: Contact) -> None:
        remember_taken(office, tx, by, contact)

    def tell(before: Contact, after: Contact) -> list[Message]:
        return [being_looked_at_notice(after)] if before.status is Status.SENT else []

    return change_contact(office, by, reference, Take(by), tell=tell, also=related)
