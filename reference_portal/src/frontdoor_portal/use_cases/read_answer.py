"""Reading a released answer: each time is audited, and the front door sees whether it was read."""

from datetime import datetime

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import InformationAnswer
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.kinds import is_own_request, may_read_answer, may_read_inside
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.seeing import OF_THE_AGENCY, audit, purpose_of_seeing, visible_contact


@frozen
class ReadAnswer:
    """An answer as its reader sees it."""

    contact: Contact
    answer: InformationAnswer
    read_at: datetime


def read_answer(office: Office, by: Professional, reference: Reference) -> ReadAnswer:
    """The released answer of a request. Raises `NotVisible` alike where there is none and where it is not theirs."""
    contact = visible_contact(office, by, reference)
    answer = contact.answer
    if answer is None or answer.released_at is None or not may_read_answer(office, by, contact):
        raise NotVisible(str(reference))
    with office.work.begin() as tx:
        audit(office, tx, by, Action.VIEWED_ANSWER, str(reference), purpose=_purpose(by, contact))
    return ReadAnswer(contact, answer, office.now())


def _purpose(by: Professional, contact: Contact) -> str:
    """In which part somebody reads it. A lead who is a partner at the front door too reads it as the lead."""
    is_theirs = is_own_request(by, contact) or may_read_inside(by, contact)
    return purpose_of_seeing(by, contact) if is_theirs else OF_THE_AGENCY


def read_by_requester_at(tx: Transaction, contact: Contact) -> datetime | None:
    """When whoever asked opened the answer first; None where they have not yet."""
    readings = (
        entry.at
        for entry in tx.audit.of_subject(str(contact.reference))
        if entry.action is Action.VIEWED_ANSWER and entry.actor_id == contact.sender.professional_id
    )
    return min(readings, default=None)
