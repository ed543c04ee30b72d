"""The holding area: every contact that was sent, filtered and sorted; and a sender's own list."""

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.models import Action, ContactFilter, ContactLine, ContactOrder, Page
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, OF_THE_AGENCY, OWN, audit

PAGE_SIZE = 25


def holding_area(
    office: Office, by: Professional, wanted: ContactFilter, order: ContactOrder, number: int = 1
) -> Page[ContactLine]:
    """One page of every contact a filter lets through. Raises `NotPermitted`."""
    if not may(by, Permission.SEE_EVERY_CONTACT):
        raise NotPermitted(Permission.SEE_EVERY_CONTACT)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "holding_area", purpose=AT_THE_FRONT_DOOR)
        wanted = evolve(wanted, without=hidden_contacts(office, tx, by))
        return tx.contacts.page(wanted, order, number, PAGE_SIZE)


def my_contacts(office: Office, by: Professional, number: int = 1) -> Page[ContactLine]:
    """What a person sent; for the lead of an agency, what the agency sent. Newest first."""
    wanted, purpose = ContactFilter(sender_id=by.id), OWN
    if may(by, Permission.SEE_AGENCY_CONTACTS):
        wanted, purpose = ContactFilter(agency_id=by.agency.id), OF_THE_AGENCY
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "my_contacts", purpose=purpose)
        wanted = evolve(wanted, without=hidden_contacts(office, tx, by))
        return tx.contacts.page(wanted, ContactOrder.NEWEST, number, PAGE_SIZE)
