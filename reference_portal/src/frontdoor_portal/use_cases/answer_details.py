"""The sender answers a question of the front door."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import AnswerDetails
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.models import Message
from frontdoor_portal.use_cases.notices import details_answered_notice
from frontdoor_portal.use_cases.ports import Office


def answer_details(office: Office, by: Professional, reference: Reference, question_id: str, answer: str) -> Contact:
    """The contact with the answer; its holder is told. Raises `Refused` (fault `answer`) or `NotVisible`."""

    def tell(_before: Contact, contact: Contact) -> list[Message]:
        return [details_answered_notice(contact, question_id, contact.holder.officer_id)] if contact.holder else []

    return change_contact(office, by, reference, AnswerDetails(by, question_id, answer), tell=tell)
