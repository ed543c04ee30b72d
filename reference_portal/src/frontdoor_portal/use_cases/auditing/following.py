"""Where else a child was seen: in the draft that a contact came from, and in those sent in one form with it.

Whoever reads a draft reads all that is in the contact later, and a page of one child's contact tells of every child of
its form. So a question about one of them is asked of all.
"""

from collections.abc import Iterable

from attrs import frozen

from frontdoor.access import RecordKey
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import Action, ContactFilter, ContactOrder
from frontdoor_portal.use_cases.ports import Transaction

_AT_ONCE = 200


@frozen
class Places:
    """Where a child can have been seen; each is a subject of the audit. `contacts` begins with what was asked for."""

    contacts: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    drafts: frozenset[str] = frozenset()

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset((*self.contacts, *self.records)) | self.drafts


def places_of_contact(tx: Transaction, reference: Reference) -> Places:
    """A contact, those sent with it, the draft of all, and the record of its child: chosen, or found by its sender."""
    contact = tx.contacts.get(reference)
    if contact is None:
        return Places((str(reference),))
    chosen = contact.record
    if chosen and chosen.system and chosen.person_id:
        records: tuple[RecordKey, ...] = (RecordKey(chosen.system, chosen.person_id),)
    else:
        records = () if chosen and chosen.person_id else tx.access.records_of(str(reference))
    return Places(_of_one_form(contact), tuple(map(str, records)), _drafts_of(tx, [contact]))


def places_of_record(tx: Transaction, record: RecordKey) -> Places:
    """A record, the contacts about it with those sent with them, and every draft begun from it, though it be gone."""
    contacts = tuple(_about(tx, record))
    references = dict.fromkeys(each for contact in contacts for each in _of_one_form(contact))
    begun = (each.detail for each in tx.audit.of_subject(str(record)) if each.action is Action.WROTE_ABOUT)
    open_ones = (each for each in tx.access.subjects_of((record,)) if not _is_reference(each))
    return Places(tuple(references), (str(record),), _drafts_of(tx, contacts) | {*begun, *open_ones})


def _about(tx: Transaction, record: RecordKey) -> Iterable[Contact]:
    wanted, number = ContactFilter(about=frozenset((record,))), 1
    while lines := tx.contacts.page(wanted, ContactOrder.NEWEST, number, _AT_ONCE).items:
        yield from filter(None, (tx.contacts.get(line.reference) for line in lines))
        number += 1


def _of_one_form(contact: Contact) -> tuple[str, ...]:
    return tuple(map(str, (contact.reference, *contact.submission.together)))


def _drafts_of(tx: Transaction, contacts: Iterable[Contact]) -> frozenset[str]:
    """What these were sent from. The contact of the child that a form began with has its draft's own id."""
    references = {each for contact in contacts for each in (contact.reference, *contact.submission.together)}
    return frozenset(filter(None, (tx.contacts.submission_key(each) for each in references)))


def _is_reference(subject: str) -> bool:
    try:
        Reference.parse(subject)
    except ValueError:
        return False
    return True
