"""Referrals on their way to the case-management system: those that wait, and those that need a person and why."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.use_cases.models import Action, ContactFilter, ContactOrder, Page
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit

PAGE_SIZE = 25
_BEGAN = {
    DeliveryState.WAITING: frozenset({EventKind.DECIDED, EventKind.DELIVERY_TRIED_AGAIN}),
    DeliveryState.NEEDS_A_PERSON: frozenset({EventKind.DELIVERY_NEEDS_A_PERSON}),
}


@frozen
class PendingDelivery:
    """A decided contact that no episode holds yet. `since` is when it came into this state (UTC)."""

    reference: Reference
    child_initials: str
    team: str
    reason: str
    since: datetime


def delivery_queue(office: Office, by: Professional, state: DeliveryState, number: int = 1) -> Page[PendingDelivery]:
    """One page of the deliveries that are `WAITING` or `NEEDS_A_PERSON`, the oldest first. Raises `NotPermitted`."""
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    wanted = ContactFilter(delivery_states=frozenset({state}))
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "delivery_queue")
        part = tx.contacts.page(wanted, ContactOrder.OLDEST, number, PAGE_SIZE)
        found = [_pending(tx, line.reference, state) for line in part.items]
    return Page(tuple(each for each in found if each is not None), part.number, part.size, part.total)


def _pending(tx: Transaction, reference: Reference, state: DeliveryState) -> PendingDelivery | None:
    contact = tx.contacts.get(reference)
    if contact is None or contact.decision is None:
        return None
    since = _since(tx.contacts.timeline(reference), state) or contact.decision.decided_at
    return PendingDelivery(
        reference, contact.child.name.initials, contact.decision.team, contact.delivery.reason, since
    )


def _since(timeline: Sequence[Event], state: DeliveryState) -> datetime | None:
    return next((event.at for event in reversed(timeline) if event.kind in _BEGAN[state]), None)
