"""The nightly comparison: every episode that was recorded here is looked for in the case-management system.

A system may open an episode twice by itself, lose one, or have it moved to another record (fault F7 of the design):
whoever reads the contact later would not know. What differs goes to the human queue, once for each difference.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from attrs import frozen

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import ConnectorFailure, Unsupported
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.workflow.commands import DoubtDelivery
from frontdoor.workflow.decide import decide
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.elsewhere import is_elsewhere
from frontdoor_portal.use_cases.every_contact import contacts_of
from frontdoor_portal.use_cases.judging_episode import Amiss, Discrepancy, judge
from frontdoor_portal.use_cases.models import ContactFilter
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import Stale

THE_PORTAL = "Family Front Door portal"

_MOST_MISSING = 10
"""So many lost episodes are believed, whatever share they are; more only where the system has most of the others."""


@frozen
class Reconciled:
    """How many were looked for, how many the system said nothing of, and how many are amiss for the first time."""

    compared: int
    unanswered: int
    amiss: Counter[Amiss]
    not_believed: int = 0
    """How many the system said it has not, where that is most of them: nobody is asked about these."""

    @property
    def all_is_well(self) -> bool:
        return not self.unanswered and not self.amiss and not self.not_believed


def reconcile(office: Office, days: int) -> Reconciled:
    """Compare what was received within the last `days` days. Raises `Unsupported` where the system cannot be asked.

    A system that has hardly any of our episodes is another one, or an empty one: that is for an operator, and no
    officer is asked about each of them.
    """
    system = office.episodes.description
    if not system.capabilities.can_call(Operation.FIND_EPISODE):
        raise Unsupported(f"{system.title} cannot be asked for its episodes, so nothing was compared")
    compared, unanswered = 0, 0
    differing: list[tuple[Contact, Discrepancy]] = []
    for contact in _delivered(office, timedelta(days=days)):
        compared += 1
        try:
            found = office.episodes.find_episode(contact.reference, Call(THE_PORTAL, "reconcile"))
        except ConnectorFailure:
            unanswered += 1
            continue
        if difference := judge(system.title, contact, found):
            differing.append((contact, difference))
    missing = sum(difference.kind is Amiss.MISSING for _, difference in differing)
    not_believed = missing if missing > _MOST_MISSING and 2 * missing > compared else 0
    if not_believed:
        differing = [each for each in differing if each[1].kind is not Amiss.MISSING]
    amiss = Counter(difference.kind for contact, difference in differing if _doubt(office, contact, difference))
    return Reconciled(compared, unanswered, amiss, not_believed)


def _delivered(office: Office, span: timedelta) -> Iterator[Contact]:
    """Every contact of that span whose episode is in this system, as it stands when its turn comes."""
    wanted = ContactFilter(delivery_states=frozenset({DeliveryState.DELIVERED}), received_from=office.now() - span)
    for contact in contacts_of(office, wanted):
        is_delivered = contact.delivery.state is DeliveryState.DELIVERED
        if is_delivered and not is_elsewhere(office, contact.delivery.system):
            yield contact


def _doubt(office: Office, seen: Contact, difference: Discrepancy) -> bool:
    """Put a contact before a person; False where one has looked at the very same difference already.

    False as well where somebody changes the contact at this moment: the next comparison looks at what they left.
    """
    try:
        return _doubted(office, seen, difference)
    except Stale:
        return False


def _doubted(office: Office, seen: Contact, difference: Discrepancy) -> bool:
    with office.work.begin() as tx:
        contact = tx.contacts.get(seen.reference)
        if contact is None or contact.delivery != seen.delivery:
            return False  # somebody put it right while the system was asked
        if contact.decision is None:
            return False  # it is being decided again: compared once it is
        events = tx.contacts.timeline(contact.reference)
        if any(each.kind is EventKind.DELIVERY_DOUBTED and each.detail == difference.reason for each in events):
            return False
        store_change(office, tx, decide(contact, DoubtDelivery(difference.reason), office.now(), office.rules))
        return True
