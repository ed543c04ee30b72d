"""One line of the holding area, and the filters in force, as a screen shows them."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.models import ContactFilter, ContactLine, ContactOrder
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.web import wording
from frontdoor_portal.web.navigation import CLOSED_DRAFTS, DELIVERIES
from frontdoor_portal.web.triage.clocks import age_in_words, due_in_words
from frontdoor_portal.web.triage.filter_query import (
    LISTED_DELIVERY_STATES,
    LISTED_STATUSES,
    ListQuery,
    Reader,
    list_address,
    without_page,
)
from frontdoor_portal.web.triage.labels import short_source_label, source_label
from frontdoor_portal.web.wording import Word

ORDERS: Mapping[ContactOrder, str] = {
    ContactOrder.PRIORITY: "Priority",
    ContactOrder.DUE: "Due",
    ContactOrder.NEWEST: "Newest",
    ContactOrder.OLDEST: "Oldest",
    ContactOrder.SECOND_LOOK: "Second look due",
}
DELIVERY_WORTH_SAYING = frozenset(DeliveryState) - {DeliveryState.NOT_NEEDED, DeliveryState.DELIVERED}


@frozen
class Line:
    """A contact in a list: initials and age of the child, never the name. `due` is empty once decided."""

    reference: Reference
    kind: Word
    child: str
    category: str
    agency: str
    source: str
    status: Word
    outcome: Word | None
    delivery: Word | None
    priority: Word
    is_urgent: bool
    received_at: datetime
    due: str
    due_at: datetime | None
    is_overdue: bool
    holder: str
    open_questions: int
    can_take: bool
    answer_waits: bool = False
    marks: tuple[Word, ...] = ()


@frozen
class Link:
    """A link of the list: to a view, another order, or the same list without one filter."""

    text: str
    href: str
    is_current: bool = False


def line_of(line: ContactLine, by: Professional, now: datetime, categories: Mapping[str, str]) -> Line:
    undecided = line.status in UNDECIDED
    # A second look has a clock of its own, and is asked for once the decision's is over.
    due = line.decision_due if undecided else line.second_look_due
    return Line(
        reference=line.reference,
        kind=wording.KIND[line.kind],
        child=_whom(line, now),
        category=categories.get(line.category, line.category) or "Not given",
        agency=line.agency_name,
        source=short_source_label(line.referral_source),
        status=wording.STATUS[line.status],
        outcome=wording.OUTCOME[line.outcome] if line.outcome else None,
        delivery=wording.DELIVERY[line.delivery_state] if line.delivery_state in DELIVERY_WORTH_SAYING else None,
        priority=wording.PRIORITY[line.priority],
        is_urgent=line.priority.value == "urgent",
        received_at=line.received_at,
        due=due_in_words(due, now) if due else ("clock paused" if undecided else ""),
        due_at=due,
        is_overdue=due is not None and now > due,
        holder="you" if line.holder_id == by.id else line.holder_name,
        open_questions=line.open_questions,
        can_take=undecided and not line.holder_id and may(by, Permission.TRIAGE),
        answer_waits=undecided and line.answer_waits_since is not None,
        marks=(
            *([wording.UNREAD] if line.unread_information else []),
            *([wording.SECOND_LOOK[None]] if line.second_look_due else []),
        ),
    )


def _whom(line: ContactLine, now: datetime) -> str:
    """Initials, and the age where it is a child's: lists know no date of birth of an adult."""
    initials = line.child_initials or "Name not known"
    if line.child_birth_date is None and line.kind is not ContactKind.CAUSE_FOR_CONCERN:
        return initials
    return f"{initials}, {age_in_words(line.child_birth_date, now)}"


def views(query: ListQuery, reader: Reader, by: Professional) -> tuple[Link, ...]:
    """Lists that are looked at many times a day, one click each."""
    wanted = [("To decide", ContactFilter(statuses=UNDECIDED))]
    if may(by, Permission.TRIAGE):
        wanted.append(("Mine", ContactFilter(statuses=UNDECIDED, holder_id=by.id)))
    wanted += [
        ("Not yet taken", ContactFilter(statuses=UNDECIDED, unheld=True)),
        ("Overdue", ContactFilter(statuses=UNDECIDED, overdue_at=reader.now)),
        ("New information", ContactFilter(unread=True)),
        ("Second looks", ContactFilter(second_look=True)),
        ("Received today", ContactFilter(received_from=reader.midnight)),
        *(
            (text, ContactFilter(statuses=UNDECIDED, kinds=frozenset({kind})))
            for kind, text in (
                (ContactKind.INFORMATION_REQUEST, "Requests"),
                (ContactKind.ADULT_CONCERN, "Adults at risk"),
            )
        ),
        ("Answers to release", ContactFilter(statuses=UNDECIDED, answer_waits=True)),
        ("Everything", ContactFilter()),
    ]
    links = [Link(text, list_address(_list_of(each), reader), each == query.wanted) for text, each in wanted]
    if may(by, Permission.TRIAGE):
        links.append(Link("Delivery queue", DELIVERIES))
    if may(by, Permission.TAKE_CLOSED_DRAFTS):
        links.append(Link("Drafts nobody can finish", CLOSED_DRAFTS))
    return tuple(links)


def _list_of(wanted: ContactFilter) -> ListQuery:
    order = ContactOrder.SECOND_LOOK if wanted.second_look else ContactOrder.PRIORITY
    return ListQuery(wanted, order)


def sort_links(query: ListQuery, reader: Reader) -> tuple[Link, ...]:
    first, wanted = without_page(query), query.wanted
    asks_again = wanted.second_look or wanted.second_look_due_before is not None
    return tuple(
        Link(text, list_address(evolve(first, order=order), reader), order is query.order)
        for order, text in ORDERS.items()
        if order is not ContactOrder.SECOND_LOOK or asks_again
    )


def tags(query: ListQuery, reader: Reader, categories: Mapping[str, str]) -> tuple[Link, ...]:
    """Every filter in force, each with the address of the list without it."""
    wanted = query.wanted
    without: list[tuple[str, ContactFilter]] = [
        *(
            (wording.STATUS[each].label, evolve(wanted, statuses=wanted.statuses - {each}))
            for each in LISTED_STATUSES
            if each in wanted.statuses
        ),
        *(
            (f"{word.label} priority", evolve(wanted, priorities=wanted.priorities - {each}))
            for each, word in wording.PRIORITY.items()
            if each in wanted.priorities
        ),
        *(
            (word.label, evolve(wanted, outcomes=wanted.outcomes - {each}))
            for each, word in wording.OUTCOME.items()
            if each in wanted.outcomes
        ),
        *(
            (wording.DELIVERY[each].label, evolve(wanted, delivery_states=wanted.delivery_states - {each}))
            for each in LISTED_DELIVERY_STATES
            if each in wanted.delivery_states
        ),
    ]
    without += [
        (word.label, evolve(wanted, kinds=wanted.kinds - {each}))
        for each, word in wording.KIND.items()
        if each in wanted.kinds
    ]
    if wanted.answer_waits:
        without.append(("Answers to release", evolve(wanted, answer_waits=False)))
    if wanted.referral_source:
        without.append((source_label(wanted.referral_source), evolve(wanted, referral_source="")))
    if wanted.category:
        without.append((categories.get(wanted.category, wanted.category), evolve(wanted, category="")))
    if wanted.holder_id:
        without.append(("Held by me", evolve(wanted, holder_id="")))
    if wanted.unheld:
        without.append(("Held by nobody", evolve(wanted, unheld=False)))
    if wanted.overdue_at is not None:
        without.append(("Overdue", evolve(wanted, overdue_at=None)))
    if wanted.unread:
        without.append(("New information", evolve(wanted, unread=False)))
    if wanted.second_look:
        without.append(("Second look asked for", evolve(wanted, second_look=False)))
    if wanted.second_look_due_before is not None:
        without.append(("Second look overdue", evolve(wanted, second_look_due_before=None)))
    if wanted.received_from is not None:
        without.append(("Received today", evolve(wanted, received_from=None)))
    first = without_page(query)
    return tuple(Link(text, list_address(evolve(first, wanted=each), reader)) for text, each in without)
