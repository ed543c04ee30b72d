"""The front door asks the sender for details, who answers in the portal."""

import re
import secrets

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import AskForDetails
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor_portal.use_cases.access.recording import remember_asked
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import details_asked_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.seeing import visible_contact
from frontdoor_portal.use_cases.sent_questions import is_of_form

_QUESTION_ID = re.compile("[0-9a-f]{16}")


def new_question_id() -> str:
    """The id of a question that is yet to be asked: made when its form is opened, so that sending twice asks once."""
    return secrets.token_hex(8)


def is_question_id(text: str) -> bool:
    """Whether a text has the shape of a question's id; it ends in addresses and in keys of messages."""
    return _QUESTION_ID.fullmatch(text) is not None


def ask_for_details(
    office: Office, by: Professional, reference: Reference, text: str, question_id: str = "", about: str = ""
) -> Contact:
    """The contact with a new open question, about a question of the form where `about` says which; the sender is told.

    With the `question_id` of a question that stands already, nothing happens where the words are the same. Without one
    the question is new. Raises `Refused` (faults `text` and `about`, or the whole where other words stand) or
    `NotVisible`.
    """
    if about and not is_of_form(office, visible_contact(office, by, reference), about):
        raise Refused([CommandFault("about", "Select a question of the form, or none")])
    asked_as = question_id or new_question_id()
    return change_contact(
        office,
        by,
        reference,
        AskForDetails(by, asked_as, text, about),
        tell=lambda _before, contact: [details_asked_notice(contact, asked_as)],
        also=lambda tx, contact: remember_asked(office, tx, by, contact),
    )
