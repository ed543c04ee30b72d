"""Whose record a contact belongs to: the officer is shown who fits, and confirms. Nothing is matched by itself."""

from attrs import frozen

from frontdoor.connectors.records import Call, PersonRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit, visible_contact


@frozen
class RecordSearch:
    """A contact and who fits its child in the system that new episodes go to."""

    contact: Contact
    answer: SourceAnswer[PersonRecord]


def find_record(office: Office, by: Professional, reference: Reference) -> RecordSearch | None:
    """Ask the system that episodes go to for the child of a contact; None where too little is known to ask.

    Raises `NotVisible` and `NotPermitted`.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    contact = visible_contact(office, by, reference)
    who = Identity.of_child(contact.child)
    if not str(who.name):
        return None
    purpose = f"Decide {reference}"
    with office.work.begin() as tx:
        audit(office, tx, by, Action.SEARCHED, str(reference), purpose=purpose, detail="record")
    target = office.episodes.description
    for answer in office.gateway.search_people(who.query(), Call(acting_for=by.id, purpose=purpose)):
        if answer.source == target.title:
            return RecordSearch(contact, answer)
    return None
