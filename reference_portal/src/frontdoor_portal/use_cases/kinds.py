"""Which permission sends what, and who reads the answer to a request for information."""

from collections.abc import Mapping

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, ContactKind
from frontdoor_portal.use_cases.models import ContactLine
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office

SENDS: Mapping[ContactKind, Permission] = {
    ContactKind.CAUSE_FOR_CONCERN: Permission.SEND_CONCERNS,
    ContactKind.INFORMATION_REQUEST: Permission.REQUEST_INFORMATION,
    ContactKind.ADULT_CONCERN: Permission.SEND_CONCERNS,
}


def may_send(person: Professional, kind: ContactKind) -> bool:
    return may(person, SENDS[kind])


def is_own_request(person: Professional, contact: Contact) -> bool:
    """Whether this is a request for information that this person sent.

    Whatever else they may do at the front door, they see it as any requester does: the team's page of it would tell
    why something is held back, and so whether there is a record.
    """
    return contact.kind is ContactKind.INFORMATION_REQUEST and contact.sender.professional_id == person.id


def may_read_inside(person: Professional, contact: Contact) -> bool:
    """Whether somebody may read how an answer was come to, and why something is held back: who works on it alone."""
    return may(person, Permission.TRIAGE) and not is_own_request(person, contact)


def may_read_answer(office: Office, person: Professional, contact: Contact) -> bool:
    """Whether somebody may read a released answer: whoever asked, who works on it, and by the council's rule a lead.

    Not every colleague of the requester, and not the partners at the front door either: it was written for one person.
    It was written for the agency too, on whose legal basis they asked: whoever works for another by now left it there.
    """
    return _reads(office, person, contact.sender.agency_id, is_own=is_own_request(person, contact))


def may_read_answer_of(office: Office, person: Professional, line: ContactLine) -> bool:
    """The same of a line of a list."""
    is_own = line.kind is ContactKind.INFORMATION_REQUEST and line.sender_id == person.id
    return _reads(office, person, line.agency_id, is_own=is_own)


def _reads(office: Office, person: Professional, agency_id: str, *, is_own: bool) -> bool:
    if may(person, Permission.TRIAGE) and not is_own:
        return True
    if person.agency.id != agency_id:
        return False
    return is_own or (person.has_role(Role.AGENCY_LEAD) and office.leads_read_answers)
