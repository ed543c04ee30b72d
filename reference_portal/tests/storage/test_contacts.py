"""A contact comes back as it was stored, and of two who change it at once exactly one wins."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from attrs import evolve
from hypothesis import given, settings
from reference_portal.tests import strategies as some
from reference_portal.tests.storage.made import ABOUT_AN_ADULT, DUE, EMPTY, FULL, NOW, SENT, at_once, undone
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import DetailsQuestion, Holder
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import ContactRow
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.refusals import Stale

on_one_database = settings(settings.get_profile("one fixture for all"), max_examples=40)


@pytest.mark.parametrize("contact", [EMPTY, FULL, ABOUT_AN_ADULT], ids=["empty", "full", "adult"])
def test_a_stored_contact_comes_back_equal_after_commit(work: SqlWork, contact: Contact) -> None:
    with work.begin() as tx:
        tx.contacts.add(contact, DUE, [SENT], "draft-1")
    with work.begin() as tx:
        assert tx.contacts.get(contact.reference) == contact


@on_one_database
@given(contact=some.contacts, due=some.deadlines)
def test_any_contact_comes_back_equal(work: SqlWork, contact: Contact, due: Deadlines) -> None:
    with undone(work) as tx:
        tx.contacts.add(contact, due, [], "draft-1")
        assert tx.contacts.get(contact.reference) == contact


@on_one_database
@given(before=some.contacts, change=some.contacts, due=some.deadlines)
def test_any_change_of_a_contact_comes_back_as_the_next_version(
    work: SqlWork, before: Contact, change: Contact, due: Deadlines
) -> None:
    after = some.same_contact_changed(before, change)
    with undone(work) as tx:
        tx.contacts.add(before, due, [], "draft-1")
        saved = tx.contacts.save(after, due, [])
        assert (saved, tx.contacts.get(before.reference)) == (evolve(after, version=before.version + 1), saved)


def test_deadlines_are_stored_beside_the_contact(work: SqlWork, engine: Engine) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
        tx.contacts.add(FULL, Deadlines(None, None), [], "draft-2")
    with engine.connect() as connection:
        stored = connection.execute(
            select(ContactRow.decision_due, ContactRow.working_day_due).order_by(ContactRow.reference)
        )
        assert [tuple(row) for row in stored] == [(DUE.decision_due, DUE.working_day_due), (None, None)]


def test_an_unknown_reference_is_none(work: SqlWork) -> None:
    with work.begin() as tx:
        assert tx.contacts.get(EMPTY.reference) is None


def test_saving_a_version_that_is_no_longer_the_latest_is_stale_and_changes_nothing(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [SENT], "draft-1")
    with work.begin() as tx:
        saved = tx.contacts.save(evolve(EMPTY, category="neglect"), DUE, [])
    with pytest.raises(Stale), work.begin() as tx:
        tx.contacts.save(evolve(EMPTY, category="other"), DUE, [SENT])
    with work.begin() as tx:
        assert (tx.contacts.get(EMPTY.reference), tx.contacts.timeline(EMPTY.reference)) == (saved, (SENT,))


def test_saving_a_contact_that_was_never_stored_is_stale(work: SqlWork) -> None:
    with work.begin() as tx, pytest.raises(Stale):
        tx.contacts.save(EMPTY, DUE, [])


def test_what_was_sent_stays_as_it_was_sent(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(FULL, DUE, [], "draft-1")
        tx.contacts.save(evolve(FULL, submission=evolve(FULL.submission, answers={"another": "story"})), DUE, [])
    with work.begin() as tx:
        stored = tx.contacts.get(FULL.reference)
        assert stored is not None
        assert stored.submission == FULL.submission


def test_answers_keep_the_order_in_which_they_were_asked(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(FULL, DUE, [], "draft-1")
        stored = tx.contacts.get(FULL.reference)
        assert stored is not None
        assert list(stored.submission.answers) == ["b", "a"]


def test_the_timeline_is_in_the_order_of_what_happened(work: SqlWork) -> None:
    taken = Event(EventKind.TAKEN, NOW + timedelta(minutes=1), "person-officer", "Olu Grant")
    released = Event(EventKind.RELEASED, NOW + timedelta(minutes=1), "person-officer", "Olu Grant", "End of shift")
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [SENT], "draft-1")
        tx.contacts.add(FULL, DUE, [SENT], "draft-2")
        tx.contacts.save(EMPTY, DUE, [taken, released])
    with work.begin() as tx:
        assert tx.contacts.timeline(EMPTY.reference) == (SENT, taken, released)


def test_the_contact_sent_from_a_draft_is_found_by_it(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
    with work.begin() as tx:
        assert (tx.contacts.sent_from("draft-1"), tx.contacts.sent_from("draft-2")) == (EMPTY.reference, None)


def test_who_holds_what_is_undecided_is_found(work: SqlWork) -> None:
    held = Holder("officer-1", "Olu Grant", NOW)
    references = [Reference.new() for _ in Status]
    with work.begin() as tx:
        for number, (reference, status) in enumerate(zip(references, Status, strict=True)):
            at = NOW + timedelta(minutes=number)
            contact = evolve(EMPTY, reference=reference, status=status, holder=held, received_at=at)
            tx.contacts.add(contact, DUE, [], f"draft-{number}")
    with work.begin() as tx:
        found = (tx.contacts.holders(), tx.contacts.held_by("officer-1"), tx.contacts.held_by("officer-2"))
    undecided = {Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED}
    held_now = tuple(each for each, status in zip(references, Status, strict=True) if status in undecided)
    assert found == (("officer-1",), held_now, ())


def test_a_block_that_raises_leaves_nothing(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.contacts.add(EMPTY, DUE, [SENT], "draft-1")
    with work.begin() as tx:
        assert (tx.contacts.get(EMPTY.reference), tx.contacts.timeline(EMPTY.reference)) == (None, ())


def test_of_two_officers_who_take_a_contact_together_exactly_one_wins(work: SqlWork) -> None:
    officers = [Holder(f"officer-{n}", f"Officer {n}", NOW) for n in range(2)]
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")

    def take(holder: Holder, both_have_read: threading.Barrier) -> None:
        with work.begin() as tx:
            contact = tx.contacts.get(EMPTY.reference)
        assert contact is not None
        both_have_read.wait()
        with work.begin() as tx:
            tx.contacts.save(evolve(contact, holder=holder), DUE, [])

    for version in range(1, 26):
        both_have_read = threading.Barrier(2)
        outcomes = at_once(*(partial(take, officer, both_have_read) for officer in officers))
        with work.begin() as tx:
            stored = tx.contacts.get(EMPTY.reference)
        winner = outcomes.index(None)
        assert [type(outcome) for outcome in outcomes if outcome] == [Stale]
        assert stored == evolve(EMPTY, holder=officers[winner], version=version + 1)


def test_sending_one_draft_twice_at_once_makes_one_contact(work: SqlWork) -> None:
    def send(reference: Reference, key: str, both_are_ready: threading.Barrier) -> None:
        both_are_ready.wait()
        with work.begin() as tx:
            tx.contacts.add(evolve(EMPTY, reference=reference), DUE, [SENT], key)

    for turn in range(10):
        pair = [Reference.new(), Reference.new()]
        ready = threading.Barrier(2)
        outcomes = at_once(*(partial(send, reference, f"draft-{turn}", ready) for reference in pair))
        with work.begin() as tx:
            stored = [tx.contacts.get(reference) is not None for reference in pair]
            known = tx.contacts.sent_from(f"draft-{turn}")
        winner = outcomes.index(None)
        assert [type(outcome) for outcome in outcomes if outcome] == [Stale]
        assert (stored, known) == ([winner == 0, winner == 1], pair[winner])


def test_on_sqlite_those_who_read_and_then_write_take_turns(sqlite_work: SqlWork) -> None:
    with sqlite_work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")

    def change_often() -> None:
        for _ in range(20):
            with sqlite_work.begin() as tx:
                contact = tx.contacts.get(EMPTY.reference)
                assert contact is not None
                tx.contacts.save(contact, DUE, [])

    outcomes = at_once(*[change_often] * 3)
    with sqlite_work.begin() as tx:
        stored = tx.contacts.get(EMPTY.reference)
    assert (outcomes, stored) == ([None] * 3, evolve(EMPTY, version=61))


def test_a_code_outside_its_list_is_refused_by_the_database_itself(work: SqlWork, engine: Engine) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contacts SET status = 'lost'")


def test_a_time_without_its_zone_is_refused(work: SqlWork) -> None:
    with pytest.raises(Exception, match="time without its zone"), work.begin() as tx:
        tx.contacts.add(evolve(EMPTY, received_at=NOW.replace(tzinfo=None)), DUE, [], "draft-1")


@given(questions=some.tuples(some.questions))
@on_one_database
def test_the_number_of_open_questions_on_a_line_is_the_contacts_own(
    work: SqlWork, questions: Sequence[DetailsQuestion]
) -> None:
    contact = evolve(EMPTY, questions=tuple(questions), status=Status.MORE_INFORMATION_ASKED)
    with undone(work) as tx:
        tx.contacts.add(contact, DUE, [], "draft-1")
        (line,) = tx.contacts.page(ContactFilter(), ContactOrder.DUE, 1, 10).items
        assert line.open_questions == len(contact.open_questions)
