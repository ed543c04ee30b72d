"""Lists and figures: whatever the filter, a count equals the lines of the list, and both equal the plain meaning."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests import strategies as some
from reference_portal.tests.storage.made import ABOUT_AN_ADULT, DUE, EMPTY, FULL, NOW, undone
from sqlalchemy import Engine, event

from frontdoor.domain.answering import InformationAnswer
from frontdoor.domain.contact import Contact, ContactKind, Delivery, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import PRIORITY_ORDER, Decision, Holder, Outcome, Priority
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import ContactFilter, ContactLine, ContactOrder, GroupKey

# Few values, so that filters meet contacts, also at the very edge of a span of time.
TIMES = [NOW + timedelta(hours=hours) for hours in range(4)]
CODES = ["1A", "2A"]
IDS = ["one", "two"]

WAITING_ANSWER = InformationAnswer(Outcome.ANSWERED, "r", "d", "one", NOW)
decisions = st.builds(
    Decision,
    outcome=st.sampled_from(Outcome),
    level_of_need=st.just("2"),
    rationale=st.just("r"),
    message_to_sender=st.just("m"),
    decided_by=st.just("d"),
    decider_role=st.just("team_manager"),
    decided_at=st.just(NOW),
)
known_contacts = st.builds(
    lambda reference, source, agency, sender, **parts: evolve(
        EMPTY,
        reference=reference,
        sender=evolve(
            EMPTY.sender,
            professional_id=sender,
            name=sender.title(),
            agency_id=agency,
            agency_name=agency.title(),
            referral_source=source,
        ),
        **parts,
    ),
    some.references,
    st.sampled_from(CODES),
    st.sampled_from(IDS),
    st.sampled_from(IDS),
    status=st.sampled_from(Status),
    sender_priority=st.sampled_from(Priority),
    category=st.sampled_from(CODES),
    received_at=st.sampled_from(TIMES),
    holder=st.none() | st.builds(Holder, st.sampled_from(IDS), st.just("Olu Grant"), st.just(NOW)),
    decision=st.none() | decisions,
    delivery=st.builds(Delivery, st.sampled_from(DeliveryState)),
    kind=st.sampled_from(ContactKind),
    answer=st.none() | st.sampled_from([FULL.answer, WAITING_ANSWER]),
    second_looks=st.sampled_from([(), FULL.second_looks]),
)
known_deadlines = st.sampled_from(
    [Deadlines(None, None), *(Deadlines(time, time + timedelta(hours=1)) for time in TIMES)]
)
stored_contacts = st.lists(
    st.tuples(known_contacts, known_deadlines), max_size=12, unique_by=lambda pair: pair[0].reference.value
)
filters = st.builds(
    ContactFilter,
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    priorities=st.frozensets(st.sampled_from(Priority), max_size=2),
    outcomes=st.frozensets(st.sampled_from(Outcome), max_size=2),
    delivery_states=st.frozensets(st.sampled_from(DeliveryState), max_size=2),
    referral_source=st.sampled_from(["", "", *CODES]),
    category=st.sampled_from(["", "", *CODES]),
    agency_id=st.sampled_from(["", "", *IDS]),
    sender_id=st.sampled_from(["", "", *IDS]),
    holder_id=st.sampled_from(["", "", *IDS]),
    unheld=st.booleans(),
    kinds=st.frozensets(st.sampled_from(ContactKind), max_size=2),
    answer_waits=st.booleans(),
    second_look=st.booleans(),
    second_look_due_before=st.none() | st.sampled_from([*TIMES, NOW + timedelta(days=9)]),
    overdue_at=st.none() | st.sampled_from(TIMES),
    received_from=st.none() | st.sampled_from(TIMES),
    received_before=st.none() | st.sampled_from(TIMES),
)
simple_filters = st.sampled_from(
    [
        ContactFilter(),
        ContactFilter(unheld=True),
        ContactFilter(kinds=frozenset({ContactKind.INFORMATION_REQUEST})),
        ContactFilter(answer_waits=True),
        ContactFilter(holder_id="one"),
        ContactFilter(statuses=frozenset({Status.SENT, Status.BEING_LOOKED_AT})),
        ContactFilter(overdue_at=TIMES[2]),
        ContactFilter(second_look_due_before=NOW + timedelta(days=9)),
        ContactFilter(received_from=TIMES[1], received_before=TIMES[3]),
    ]
)


def lets_through(wanted: ContactFilter, contact: Contact, due: datetime | None) -> bool:
    undecided = contact.status in {Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED}
    look = contact.open_second_look
    outcome = contact.decision.outcome if contact.decision else None
    holder = contact.holder.officer_id if contact.holder else ""
    return all(
        (
            not wanted.statuses or contact.status in wanted.statuses,
            not wanted.priorities or contact.priority in wanted.priorities,
            not wanted.outcomes or outcome in wanted.outcomes,
            not wanted.delivery_states or contact.delivery.state in wanted.delivery_states,
            wanted.referral_source in {"", contact.sender.referral_source},
            wanted.category in {"", contact.category},
            wanted.agency_id in {"", contact.sender.agency_id},
            wanted.sender_id in {"", contact.sender.professional_id},
            wanted.holder_id in {"", holder},
            not wanted.unheld or not holder,
            not wanted.kinds or contact.kind in wanted.kinds,
            not wanted.answer_waits or (undecided and contact.answer is WAITING_ANSWER),
            not wanted.unread or bool(contact.unread),
            not wanted.second_look or look is not None,
            wanted.second_look_due_before is None or (look is not None and look.due_at < wanted.second_look_due_before),
            wanted.overdue_at is None or (undecided and due is not None and due < wanted.overdue_at),
            wanted.received_from is None or contact.received_at >= wanted.received_from,
            wanted.received_before is None or contact.received_at < wanted.received_before,
        )
    )


def in_order(order: ContactOrder, contact: Contact, due: datetime | None) -> tuple[Any, ...]:
    due_last = (due is None, due or datetime.min.replace(tzinfo=UTC))
    look = contact.open_second_look
    keys: dict[ContactOrder, tuple[Any, ...]] = {
        ContactOrder.DUE: due_last,
        ContactOrder.PRIORITY: (PRIORITY_ORDER.index(contact.priority), *due_last),
        ContactOrder.NEWEST: (NOW - contact.received_at,),
        ContactOrder.OLDEST: (contact.received_at,),
        ContactOrder.SECOND_LOOK: (look is None, look.due_at if look else NOW),
        ContactOrder.ASKED_FIRST: (
            contact.status is not Status.MORE_INFORMATION_ASKED,
            NOW - contact.received_at,
        ),
    }
    return (*keys[order], contact.reference.value)


@settings(settings.get_profile("one fixture for all"), max_examples=60)
@given(
    stored=stored_contacts,
    wanted=filters | simple_filters,
    order=st.sampled_from(ContactOrder),
    size=st.integers(1, 5),
)
def test_pages_counts_and_groups_are_what_the_filter_means(
    work: SqlWork,
    stored: list[tuple[Contact, Deadlines]],
    wanted: ContactFilter,
    order: ContactOrder,
    size: int,
) -> None:
    through = [
        (contact, due.decision_due) for contact, due in stored if lets_through(wanted, contact, due.decision_due)
    ]
    through.sort(key=lambda pair: in_order(order, *pair))
    with undone(work) as tx:
        for contact, due in stored:
            tx.contacts.add(contact, due, [], contact.reference.value)
        first = tx.contacts.page(wanted, order, 1, size)
        pages = [first, *(tx.contacts.page(wanted, order, number, size) for number in range(2, first.last + 1))]
        groups = {key: dict(tx.contacts.count_by(wanted, key)) for key in GroupKey}
        count = tx.contacts.count(wanted)
    assert [line.reference for page in pages for line in page.items] == [contact.reference for contact, _ in through]
    assert (count, {page.total for page in pages}) == (len(through), {len(through)})
    assert groups == {
        GroupKey.REFERRAL_SOURCE: Counter(contact.sender.referral_source for contact, _ in through),
        GroupKey.OUTCOME: Counter(contact.decision.outcome if contact.decision else "" for contact, _ in through),
        GroupKey.AGENCY: Counter(contact.sender.agency_id for contact, _ in through),
    }


def test_a_line_has_initials_and_nothing_more_of_the_name(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(FULL, DUE, [], "draft-1")
    with work.begin() as tx:
        page = tx.contacts.page(ContactFilter(), ContactOrder.DUE, 1, 10)
    assert page.items == (
        ContactLine(
            reference=FULL.reference,
            status=Status.DECIDED,
            priority=Priority.URGENT,
            category="neglect",
            child_initials="Z.O.",
            child_birth_date=date(2016, 2, 29),
            sender_id=FULL.sender.professional_id,
            sender_name="Tess Pemberton",
            agency_id=FULL.sender.agency_id,
            agency_name="Saltmarsh Primary School",
            referral_source="2A",
            received_at=FULL.received_at,
            decision_due=DUE.decision_due,
            holder_id="person-officer",
            holder_name="Olu Grant",
            outcome=Outcome.REFERRAL,
            delivery_state=DeliveryState.NEEDS_A_PERSON,
            open_questions=1,
            kind=ContactKind.INFORMATION_REQUEST,
            unread_information=len(FULL.unread),
            second_look_due=NOW + timedelta(days=3),
        ),
    )


def test_contacts_are_found_by_kind_and_by_an_answer_that_waits(work: SqlWork) -> None:
    waits = evolve(FULL, status=Status.BEING_LOOKED_AT, answer=WAITING_ANSWER)
    with work.begin() as tx:
        tx.contacts.add(waits, DUE, [], "draft-1")
        tx.contacts.add(ABOUT_AN_ADULT, DUE, [], "draft-2")
        wanted = {
            "requests": ContactFilter(kinds=frozenset({ContactKind.INFORMATION_REQUEST})),
            "adults": ContactFilter(kinds=frozenset({ContactKind.ADULT_CONCERN})),
            "concerns": ContactFilter(kinds=frozenset({ContactKind.CAUSE_FOR_CONCERN})),
            "answers": ContactFilter(answer_waits=True),
        }
        found = {
            name: [
                (line.reference, line.child_initials) for line in tx.contacts.page(each, ContactOrder.DUE, 1, 9).items
            ]
            for name, each in wanted.items()
        }
    request, adult = (waits.reference, "Z.O."), (ABOUT_AN_ADULT.reference, "M.O.")
    assert found == {"requests": [request], "adults": [adult], "concerns": [], "answers": [request]}


def test_a_line_of_a_contact_nobody_holds_has_empty_words(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, Deadlines(None, None), [], "draft-1")
        (line,) = tx.contacts.page(ContactFilter(), ContactOrder.PRIORITY, 1, 10).items
    assert (line.holder_id, line.holder_name, line.outcome, line.decision_due) == ("", "", None, None)


def test_a_list_never_reads_names_or_long_texts(work: SqlWork, engine: Engine) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *parts: statements.append(parts[2]))
    with work.begin() as tx:
        tx.contacts.page(ContactFilter(), ContactOrder.DUE, 1, 10)
    never = ("given_name", "family_name", "summary", "rationale", "answers", "nhs_number", "internal_note")
    assert [column for column in never for statement in statements if column in statement] == []


def test_groups_come_largest_first(work: SqlWork) -> None:
    with work.begin() as tx:
        for number, agency in enumerate(["few", "many", "most", "many", "most", "most"]):
            contact = evolve(
                EMPTY, reference=Reference(f"FD-2222-222{number + 2}"), sender=evolve(EMPTY.sender, agency_id=agency)
            )
            tx.contacts.add(contact, DUE, [], str(number))
        groups = tx.contacts.count_by(ContactFilter(), GroupKey.AGENCY)
    assert list(groups.items()) == [("most", 3), ("many", 2), ("few", 1)]


def test_a_page_past_the_last_is_empty_and_still_says_the_total(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
        page = tx.contacts.page(ContactFilter(), ContactOrder.DUE, 9, 10)
    assert (page.items, page.number, page.total, page.last) == ((), 9, 1, 1)


@pytest.mark.parametrize(("number", "size"), [(0, 10), (1, 0)])
def test_pages_begin_at_one(work: SqlWork, number: int, size: int) -> None:
    with work.begin() as tx, pytest.raises(ValueError, match="numbered from 1"):
        tx.contacts.page(ContactFilter(), ContactOrder.DUE, number, size)


def test_renaming_a_child_changes_the_initials_on_its_line(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
        tx.contacts.save(evolve(EMPTY, child=evolve(EMPTY.child, name=PersonName("Ŵyn", "łaska"))), DUE, [])
        (line,) = tx.contacts.page(ContactFilter(), ContactOrder.DUE, 1, 10).items
    assert line.child_initials == "Ŵ.ł."
