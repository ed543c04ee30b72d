"""The holding area: every contact that was sent, filtered and sorted; and a sender's own list."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Status
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.figures import UNDECIDED
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


class MyList(StrEnum):
    """Which of their contacts a sender looks at."""

    ALL = "all"
    ASKED = "asked"
    UNDECIDED = "undecided"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


_STATUSES: Mapping[MyList, frozenset[Status]] = {
    MyList.ALL: frozenset(),
    MyList.ASKED: frozenset({Status.MORE_INFORMATION_ASKED}),
    MyList.UNDECIDED: UNDECIDED,
    MyList.DECIDED: frozenset({Status.DECIDED}),
    MyList.WITHDRAWN: frozenset({Status.WITHDRAWN}),
}


def my_contacts(
    office: Office, by: Professional, number: int = 1, *, which: MyList = MyList.ALL, own: bool = False
) -> Page[ContactLine]:
    """What a person sent; for the lead of an agency, unless they ask for their `own`, what the agency sent.

    A question that waits for its answer comes first, then the newest.
    """
    wanted, purpose = ContactFilter(sender_id=by.id), OWN
    if may(by, Permission.SEE_AGENCY_CONTACTS) and not own:
        wanted, purpose = ContactFilter(agency_id=by.agency.id), OF_THE_AGENCY
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "my_contacts", purpose=purpose)
        wanted = evolve(wanted, statuses=_STATUSES[which], without=hidden_contacts(office, tx, by))
        return tx.contacts.page(wanted, ContactOrder.ASKED_FIRST, number, PAGE_SIZE)
