"""The holder, or a manager, puts a contact back for others to take."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import Release
from frontdoor_portal.use_cases.access.relationships import remember_released
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import released_notices
from frontdoor_portal.use_cases.ports import Office, Transaction


def release_contact(office: Office, by: Professional, reference: Reference) -> Contact:
    """The contact, held by nobody; whoever held it is told, unless they did it. Raises `Refused` or `NotVisible`."""

    def unrelated(tx: Transaction, contact: Contact) -> None:
        remember_released(office, tx, by.id, contact)

    return change_contact(
        office,
        by,
        reference,
        Release(by),
        tell=lambda before, _after: released_notices(before, by),
        also=unrelated,
    )
