"""Relationships that write themselves, in the transaction of what brings them about: sent, taken, decided, asked."""

import secrets

from attrs import evolve

from frontdoor.access import (
    Answer,
    Basis,
    RecordKey,
    RelationshipKind,
    ReviewRule,
    Sensitivity,
    relate,
)
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.kinds import KINDS
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.access.relationships import end_relationship, record_relationship
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.once_sealed import follow_sealing, hold_forms_of
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit


def remember_sent(
    office: Office, tx: Transaction, by: Professional, contact: Contact, draft_id: str, author_id: str
) -> None:
    """Whoever sends a concern about a record they found works with that child from now on.

    Somebody who sends what a colleague began found nothing: a record opens to them no further than it was, and no draft
    that goes round is a way in. Asking for information about a child gives no such thing either: a question would
    otherwise open what it asks for.
    """
    for record in tx.access.records_of(draft_id):
        tx.access.tie(str(contact.reference), record)
        if not KINDS[contact.kind].ties_sender:
            continue
        ruling = ruling_on(office, tx, by, record)
        if by.id == author_id or (ruling.is_full and ruling.basis is not Basis.BREAK_GLASS):
            _renew(office, tx, by, RelationshipKind.SUBMITTED_REFERRAL, record, by.id, by.agency.id, contact)


def remember_taken(office: Office, tx: Transaction, by: Professional, contact: Contact) -> None:
    """The officer who takes a contact is the one to look at whom it is about.

    Not one they sent themselves: nobody may open a record by writing about it and taking what they wrote.
    """
    if _sent(by, contact):
        return
    for record in tx.access.records_of(str(contact.reference)):
        _renew(office, tx, by, RelationshipKind.SCREENING_OFFICER, record, by.id, by.agency.id, contact)


def remember_asked(office: Office, tx: Transaction, by: Professional, contact: Contact) -> None:
    """A sender whom the front door asks about a child is needed for longer; not one who asked about the child."""
    if not KINDS[contact.kind].ties_sender:
        return
    sender = contact.sender
    for record in tx.access.records_of(str(contact.reference)):
        kind = RelationshipKind.SUBMITTED_REFERRAL
        _renew(office, tx, by, kind, record, sender.professional_id, sender.agency_id, contact)


def remember_record(office: Office, tx: Transaction, by: Professional, contact: Contact) -> None:
    """The record that an officer confirmed a contact to be about.

    It is open to the officer and the sender from now on where it was open to the officer before, or the sender had
    found it. Any other is kept with the contact and opens to nobody: it may be a slip of the pen, or a number that
    somebody typed to see what is behind it, so it is put before the privacy officer.
    """
    chosen = contact.record
    if chosen is None or not chosen.person_id or not chosen.system:
        return
    record = RecordKey(chosen.system, chosen.person_id)
    ruling = ruling_on(office, tx, by, record)
    # A broken glass is for an hour: what is confirmed under it must not last a month.
    is_open = ruling.is_full and ruling.basis is not Basis.BREAK_GLASS
    is_senders = ruling.basis is not Basis.SEALED and not _sent(by, contact) and _found_by_sender(tx, contact, record)
    tx.access.tie(str(contact.reference), record)
    # Whoever may not know of a sealed record would learn of it when the contact went.
    if ruling.answer is not Answer.NOTHING:
        _keep_as_close(office, tx, by, contact, record)
    if not (is_open or is_senders):
        about, now = f"{contact.reference} {record}", office.now()
        open_review(tx, ReviewRule.UNSEEN_RECORD, by.id, record, about, now, ruling.basis.value)
        return
    if not _sent(by, contact):
        _renew(office, tx, by, RelationshipKind.SCREENING_OFFICER, record, by.id, by.agency.id, contact)
    remember_asked(office, tx, by, contact)


def _sent(by: Professional, contact: Contact) -> bool:
    return contact.sender.professional_id == by.id


def _found_by_sender(tx: Transaction, contact: Contact, record: RecordKey) -> bool:
    """Whether the contact was sent from this record: what an officer ties to it later is their own word."""
    of_contact = (
        each
        for each in tx.access.relationships_with(record)
        if each.kind is RelationshipKind.SUBMITTED_REFERRAL and each.evidence == str(contact.reference)
    )
    return any(each.granted_by == contact.sender.professional_id for each in of_contact)


def _keep_as_close(office: Office, tx: Transaction, by: Professional, contact: Contact, record: RecordKey) -> None:
    """A contact that proves to be about a sealed child is sealed with it. Until then it must reach whoever triages."""
    own = RecordKey(FRONT_DOOR, contact.reference.value)
    levels = tx.access.levels_of((record, own))
    if record not in levels or levels[record].level is not Sensitivity.SEALED:
        return
    was_sealed = own in levels and levels[own].level is Sensitivity.SEALED
    since = levels[own].set_at if was_sealed else office.now()
    hold_forms_of(tx, [contact.reference])
    tx.access.set_level(evolve(levels[record], record=own, set_by=by.id, set_at=since))
    audit(office, tx, by, Action.LEVEL_SET, str(own), detail="sealed")
    if not was_sealed:
        follow_sealing(office, tx, by.id, [contact.reference])


def _renew(
    office: Office,
    tx: Transaction,
    by: Professional,
    kind: RelationshipKind,
    record: RecordKey,
    professional_id: str,
    agency_id: str,
    contact: Contact,
) -> None:
    """A relationship from now on, in place of the one of that kind that this contact brought about before."""
    now = office.now()
    for held in tx.access.relationships_of(professional_id, agency_id, (record,)):
        if held.kind is kind and held.evidence == str(contact.reference) and held.is_in_force(now):
            if held.starts_at == now:
                return
            end_relationship(office, tx, by.id, held)
    record_relationship(
        office,
        tx,
        by,
        relate(
            secrets.token_urlsafe(12),
            kind,
            record,
            professional_id=professional_id,
            agency_id=agency_id,
            evidence=str(contact.reference),
            granted_by=by.id,
            now=now,
        ),
    )
