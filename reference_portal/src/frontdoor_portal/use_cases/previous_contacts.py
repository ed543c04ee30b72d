"""What the front door was told of a child before: contacts about the record that somebody opened."""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, frozen

from frontdoor.access import RecordKey
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.kinds import ABOUT_CHILDREN
from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.elsewhere import is_elsewhere
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.permissions import Permission, may, may_see
from frontdoor_portal.use_cases.ports import Office, Transaction

MOST_SHOWN = 20


@frozen
class PreviousContact:
    """One contact. `outcome` and `decided_at` are None before a decision.

    `is_confirmed`: the front door chose this record. Otherwise the sender had found it, and nobody chose another.
    """

    reference: Reference
    kind: ContactKind
    agency_name: str
    received_at: datetime
    status: Status
    outcome: Outcome | None
    decided_at: datetime | None
    is_confirmed: bool


@frozen
class PreviousContacts:
    """The latest first, at most `MOST_SHOWN`; `total` counts those that this person may see, and no others."""

    shown: tuple[PreviousContact, ...]
    total: int
    are_all: bool
    """Whether these are the front door's, and not only the person's own or their agency's."""
    as_at: datetime


def previous_contacts(
    office: Office, tx: Transaction, by: Professional, record: RecordKey, same_child: Iterable[RecordKey] = ()
) -> PreviousContacts:
    """Contacts about a record of case management that this person may open: of any other, not even the number is told.

    What came of nothing counts too, where its sender had found the record, or one of the `same_child`: several concerns
    that were each too little are what the next officer must see.
    """
    # What was chosen before systems were noted belongs to the one that takes new episodes.
    unnoted = () if is_elsewhere(office, record.source) else (RecordKey("", record.record_id),)
    about = frozenset((record, *unnoted, *same_child))
    wanted = ContactFilter(about=about, kinds=ABOUT_CHILDREN, without=hidden_contacts(office, tx, by))
    are_all = may(by, Permission.SEE_EVERY_CONTACT)
    if not are_all:
        of_agency = may(by, Permission.SEE_AGENCY_CONTACTS)
        wanted = evolve(wanted, agency_id=by.agency.id) if of_agency else evolve(wanted, sender_id=by.id)
    page = tx.contacts.page(wanted, ContactOrder.NEWEST, 1, MOST_SHOWN)
    contacts = (tx.contacts.get(line.reference) for line in page.items)
    shown = tuple(
        PreviousContact(
            each.reference,
            each.kind,
            each.sender.agency_name,
            each.received_at,
            each.status,
            each.decision.outcome if each.decision else None,
            each.decision.decided_at if each.decision else None,
            is_confirmed=bool(each.person_id),
        )
        for each in contacts
        if each is not None and may_see(by, each)
    )
    return PreviousContacts(shown, page.total, are_all, office.now())
