"""The manager's live figures. Each is a filter, so the list behind it is the same question asked again."""

from datetime import datetime, time

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.code_lists import code_list
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.kinds import KINDS, KindClock
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.models import ContactFilter, GroupKey
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted

UNDECIDED = frozenset({Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED})


_CALLED = {ContactKind.INFORMATION_REQUEST: "Requests", ContactKind.ADULT_CONCERN: "Concerns about adults"}


@frozen
class Figure:
    """One number, what it counts, and the filter that finds the contacts behind it."""

    name: str
    title: str
    count: int
    filter: ContactFilter


@frozen
class Figures:
    """The page of live figures, true at `as_at` (UTC)."""

    as_at: datetime
    now: tuple[Figure, ...]
    by_source: tuple[Figure, ...]
    by_outcome: tuple[Figure, ...]
    of_kinds: tuple["KindFigures", ...]


@frozen
class KindFigures:
    """What waits of a kind that is no concern about a child, and what came of it: counted apart, never among those."""

    kind: ContactKind
    now: tuple[Figure, ...]
    by_outcome: tuple[Figure, ...]


def live_figures(office: Office, by: Professional) -> Figures:
    """Count everything in one transaction. Raises `NotPermitted`."""
    if not may(by, Permission.SEE_FIGURES):
        raise NotPermitted(Permission.SEE_FIGURES)
    now = office.now()
    midnight = datetime.combine(now.astimezone(LONDON).date(), time(), LONDON)
    concerns = frozenset({ContactKind.CAUSE_FOR_CONCERN})
    wanted = {
        ("new", "New and not yet taken"): ContactFilter(statuses=frozenset({Status.SENT}), unheld=True),
        ("undecided", "Waiting for a decision"): ContactFilter(statuses=UNDECIDED),
        ("overdue", "Decision overdue"): ContactFilter(statuses=UNDECIDED, overdue_at=now),
        ("awaiting_answers", "Waiting for the sender’s answers"): ContactFilter(
            statuses=frozenset({Status.MORE_INFORMATION_ASKED})
        ),
        ("waiting_for_delivery", "Waiting to reach the case system"): ContactFilter(
            delivery_states=frozenset({DeliveryState.WAITING, DeliveryState.QUEUED})
        ),
        ("to_open_by_hand", "To be opened by hand in the case system"): ContactFilter(
            delivery_states=frozenset({DeliveryState.BY_HAND})
        ),
        ("needs_a_person", "Delivery needs a person"): ContactFilter(
            delivery_states=frozenset({DeliveryState.NEEDS_A_PERSON})
        ),
        ("received_today", "Received today"): ContactFilter(received_from=midnight),
        ("unread", "New information that nobody has read"): ContactFilter(unread=True),
        ("second_looks", "Second looks to answer"): ContactFilter(second_look=True),
        ("second_looks_overdue", "Second looks overdue"): ContactFilter(second_look_due_before=now),
    }
    labels = code_list("referral_source")
    with office.work.reading() as tx:
        hidden = hidden_contacts(office, tx, by)  # a number must not tell what the list behind it leaves out
        sources = tx.contacts.count_by(ContactFilter(kinds=concerns, without=hidden), GroupKey.REFERRAL_SOURCE)
        return Figures(
            as_at=now,
            now=tuple(
                _figure(tx, hidden, name, title, evolve(each, kinds=concerns)) for (name, title), each in wanted.items()
            ),
            by_source=tuple(
                Figure(code, labels.label(code), count, ContactFilter(kinds=concerns, referral_source=code))
                for code, count in sources.items()
            ),
            by_outcome=_by_outcome(tx, hidden, ContactKind.CAUSE_FOR_CONCERN),
            of_kinds=tuple(_of_kind(tx, hidden, kind, now) for kind in ContactKind if kind not in concerns),
        )


def _of_kind(tx: Transaction, hidden: frozenset[Reference], kind: ContactKind, now: datetime) -> KindFigures:
    of_kind = ContactFilter(statuses=UNDECIDED, kinds=frozenset({kind}))
    called = _CALLED[kind]
    wanted = {
        ("undecided", f"{called} still open"): of_kind,
        ("overdue", f"{called} overdue"): evolve(of_kind, overdue_at=now),
        ("awaiting_answers", f"{called} waiting for details"): evolve(
            of_kind, statuses=frozenset({Status.MORE_INFORMATION_ASKED})
        ),
    }
    wanted["unread", f"{called} with new information"] = ContactFilter(unread=True, kinds=of_kind.kinds)
    if KINDS[kind].clock is not KindClock.ANSWER:
        looks = ContactFilter(second_look_due_before=now, kinds=of_kind.kinds)
        wanted["second_looks_overdue", f"{called} with a late second look"] = looks
    if KINDS[kind].clock is KindClock.ANSWER:
        wanted["to_release", "Answers to release"] = evolve(of_kind, answer_waits=True)
    figures = (_figure(tx, hidden, name, title, each) for (name, title), each in wanted.items())
    return KindFigures(kind, tuple(figures), _by_outcome(tx, hidden, kind))


def _figure(tx: Transaction, hidden: frozenset[Reference], name: str, title: str, wanted: ContactFilter) -> Figure:
    return Figure(name, title, tx.contacts.count(evolve(wanted, without=hidden)), wanted)


def _by_outcome(tx: Transaction, hidden: frozenset[Reference], kind: ContactKind) -> tuple[Figure, ...]:
    kinds = frozenset({kind})
    decided = ContactFilter(statuses=frozenset({Status.DECIDED}), kinds=kinds, without=hidden)
    return tuple(
        Figure(code, code, count, ContactFilter(kinds=kinds, outcomes=frozenset({Outcome(code)})))
        for code, count in tx.contacts.count_by(decided, GroupKey.OUTCOME).items()
    )
