"""A relationship with a child is stored, or ended, and the audit says by whom."""

from frontdoor.access import RelationshipKind, TheirRelationship
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit


def record_relationship(office: Office, tx: Transaction, by: Professional, relationship: TheirRelationship) -> None:
    """Store a relationship and that somebody gave it."""
    tx.access.relate(relationship)
    detail = f"{relationship.kind.value},{relationship.professional_id or relationship.agency_id}"
    audit(office, tx, by, Action.RELATIONSHIP_GRANTED, str(relationship.record), detail=detail)


def end_relationship(office: Office, tx: Transaction, by: str, relationship: TheirRelationship) -> None:
    """End a relationship that is in force; one that is over stays as it ended. `by` is the id of who acts."""
    now = office.now()
    ended = relationship.ended(now, by)
    if ended != relationship:
        tx.access.end_relationship(ended)
        detail = f"{ended.kind.value},{ended.id}"
        tx.audit.add(AuditEntry(now, by, Action.RELATIONSHIP_ENDED, str(ended.record), detail=detail))


def remember_released(office: Office, tx: Transaction, by: str, contact: Contact) -> None:
    """An officer who put a contact back, or had it put back, has no business with its records from it any more."""
    for record in tx.access.records_of(str(contact.reference)):
        for held in tx.access.relationships_with(record):
            if held.kind is RelationshipKind.SCREENING_OFFICER and held.evidence == str(contact.reference):
                end_relationship(office, tx, by, held)
