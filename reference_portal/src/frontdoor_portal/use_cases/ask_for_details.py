"""The front door asks the sender for details, who answers in the portal."""

import secrets

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import AskForDetails
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import details_asked_notice
from frontdoor_portal.use_cases.ports import Office


def ask_for_details(office: Office, by: Professional, reference: Reference, text: str) -> Contact:
    """The contact with a new open question; the sender is told. Raises `Refused` (fault `text`) or `NotVisible`."""
    question_id = secrets.token_hex(8)
    return change_contact(
        office,
        by,
        reference,
        AskForDetails(by, question_id, text),
        tell=lambda _before, contact: [details_asked_notice(contact, question_id)],
    )
