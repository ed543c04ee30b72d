"""What is on its way out of the portal: referrals that wait or need a person, and messages that were set aside."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.models import (
    IN_A_FILE,
    Action,
    Aside,
    ContactFilter,
    ContactOrder,
    HandOffKind,
    NoticeKind,
    Page,
    Topic,
)
from frontdoor_portal.use_cases.notices import notice_in, reference_in
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, audit

PAGE_SIZE = 25

LONG_WAIT = timedelta(minutes=10)
"""After this long, a message that still waits is a sign that the worker, the case system or the mail server is down."""

_BEGAN = {
    DeliveryState.WAITING: frozenset({EventKind.DECIDED, EventKind.DELIVERY_TRIED_AGAIN, EventKind.RECORD_CHOSEN}),
    DeliveryState.QUEUED: frozenset({EventKind.EPISODE_QUEUED}),
    DeliveryState.BY_HAND: frozenset({EventKind.DECIDED}),
    DeliveryState.NEEDS_A_PERSON: frozenset({EventKind.DELIVERY_NEEDS_A_PERSON, EventKind.DELIVERY_DOUBTED}),
}


@frozen
class PendingDelivery:
    """A decided contact that no episode holds yet. `since` is when it came into this state (UTC).

    `ticket` names the file that was queued; `hand_off_id` is the hand-off with which an officer opens the episode.
    """

    reference: Reference
    child_initials: str
    team: str
    reason: str
    since: datetime
    ticket: str = ""
    hand_off_id: str = ""


@frozen
class SetAside:
    """A message the portal gave up. `notice` says which email it was; None is an episode, or what cannot be read.

    `since` is in UTC. The address of a registration is left out: nobody needs it to see that an email failed. `id`
    stands for the message in a form, and says nothing of what it holds.
    """

    id: str
    topic: Topic
    notice: NoticeKind | None
    reference: Reference | None
    reason: str
    since: datetime


def delivery_queue(office: Office, by: Professional, state: DeliveryState, number: int = 1) -> Page[PendingDelivery]:
    """One page of the deliveries in a state in which no episode holds them, the oldest first. Raises `NotPermitted`."""
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "delivery_queue", purpose=AT_THE_FRONT_DOOR)
        wanted = ContactFilter(delivery_states=frozenset({state}), without=hidden_contacts(office, tx, by))
        part = tx.contacts.page(wanted, ContactOrder.OLDEST, number, PAGE_SIZE)
        found = [_pending(tx, line.reference, state) for line in part.items]
    return Page(tuple(each for each in found if each is not None), part.number, part.size, part.total)


def messages_set_aside(office: Office, by: Professional) -> tuple[SetAside, ...]:
    """What nobody is told of otherwise, the oldest first. Raises `NotPermitted`.

    An episode is among them although its contact says delivered: another one is recorded, so there may be two. One
    whose contact needs a person is in that queue already.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "messages_set_aside", purpose=AT_THE_FRONT_DOOR)
        return tuple(found for found, _ in _listed_aside(office, tx, by))


def settle_set_aside(office: Office, by: Professional, message_id: str) -> bool:
    """A person did what a message was given up over: it is listed no more.

    False where it is not among `messages_set_aside`, as when somebody settled it before. Raises `NotPermitted`.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    with office.work.begin() as tx:
        for found, key in _listed_aside(office, tx, by):
            if found.id == message_id:
                tx.outbox.settle(key)
                what = (found.notice or found.topic).value
                audit(office, tx, by, Action.SETTLED_MESSAGE, str(found.reference or found.id), detail=what)
                return True
    return False


def overdue(office: Office, by: Professional) -> timedelta | None:
    """How long the oldest message has waited for delivery, where that is `LONG_WAIT` or more; otherwise None.

    A file that waits for the case system to take it in is nothing to wonder at.
    Raises `NotPermitted`.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    with office.work.reading() as tx:
        seconds = tx.outbox.oldest_waiting_seconds(but=IN_A_FILE)
    waited = timedelta(seconds=seconds or 0.0)
    return waited if seconds is not None and waited >= LONG_WAIT else None


def _listed_aside(office: Office, tx: Transaction, by: Professional) -> list[tuple[SetAside, str]]:
    """What this person is told that the portal gave up, each with its message's key: nothing of a sealed contact."""
    hidden = hidden_contacts(office, tx, by)
    found = ((_set_aside(aside), aside.message.key) for aside in tx.outbox.set_aside())
    return [(each, key) for each, key in found if each.reference not in hidden and not _is_queued(tx, each)]


def _set_aside(aside: Aside) -> SetAside:
    notice = notice_in(aside.message)
    return SetAside(
        hashlib.sha256(aside.message.key.encode()).hexdigest()[:32],
        aside.message.topic,
        notice.kind if notice else None,
        reference_in(aside.message),
        aside.reason,
        aside.since,
    )


def _is_queued(tx: Transaction, aside: SetAside) -> bool:
    if aside.topic is not Topic.OPEN_EPISODE or aside.reference is None:
        return False
    contact = tx.contacts.get(aside.reference)
    return contact is not None and contact.delivery.state is DeliveryState.NEEDS_A_PERSON


def _pending(tx: Transaction, reference: Reference, state: DeliveryState) -> PendingDelivery | None:
    contact = tx.contacts.get(reference)
    if contact is None or contact.decision is None:
        return None
    since = _since(tx.contacts.timeline(reference), state) or contact.decision.decided_at
    by_hand = (each.id for each in tx.hand_offs.of_contact(reference) if each.kind is HandOffKind.EPISODE)
    return PendingDelivery(
        reference=reference,
        child_initials=contact.child.name.initials,
        team=contact.decision.team,
        reason=contact.delivery.reason,
        since=since,
        ticket=contact.delivery.ticket,
        hand_off_id=next(by_hand, ""),
    )


def _since(timeline: Sequence[Event], state: DeliveryState) -> datetime | None:
    return next((event.at for event in reversed(timeline) if event.kind in _BEGAN[state]), None)
