"""Sending: what is complete goes, what is urgent may go incomplete, and nothing is ever half stored."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import (
    COLLEAGUE,
    FORM,
    OFFICER,
    TEACHER,
    FrontDoor,
    Interrupted,
)

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Channel, Contact, ContactKind, Sender, Status
from frontdoor.domain.identifiers import Postcode, Reference
from frontdoor.domain.people import Address, BirthDate, Child, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms import Concept, RawAnswer, bind, from_json
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft, save_page
from frontdoor_portal.use_cases.drafts.checked import ChangedSinceChecked, fingerprint_to_check
from frontdoor_portal.use_cases.models import Action, AuditEntry, ContactFilter
from frontdoor_portal.use_cases.notices import receipt_notice
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.send_draft import NotReadyToSend, Sending, reference_sent_from, send_draft

ADDRESS = {"line_1": "1 Larch Road", "line_2": "", "town": "Exampleton", "postcode": "wr5 2np"}


def contacts(front_door: FrontDoor) -> int:
    with front_door.office.work.begin() as tx:
        return tx.contacts.count(ContactFilter())


def name_school(front_door: FrontDoor, draft_id: str) -> None:
    """The sender saves a page, as in another window."""
    save_page(front_door.office, TEACHER, draft_id, "school", {"school": "Hollybush Primary"})


def shown_to_sender(front_door: FrontDoor, draft_id: str) -> str:
    """The fingerprint of what the page of their answers shows now."""
    return fingerprint_to_check(open_draft(front_door.office, TEACHER, draft_id).draft, (), ())


def test_a_complete_concern_becomes_a_contact(front_door: FrontDoor) -> None:
    answers = front_door.answers({Concept.ADDRESS: ADDRESS, Concept.SUMMARY: "Always hungry"})
    draft_id = front_door.draft(answers)

    reference = send_draft(front_door.office, TEACHER, draft_id)

    contact = front_door.contact(reference)
    assert contact == Contact(
        reference=reference,
        kind=ContactKind.CAUSE_FOR_CONCERN,
        channel=Channel.FORM,
        status=Status.SENT,
        sender=Sender(
            professional_id=TEACHER.id,
            name=TEACHER.name,
            job_title=TEACHER.job_title,
            agency_id=TEACHER.agency.id,
            agency_name=TEACHER.agency.name,
            phone=TEACHER.phone,
            referral_source="2A",
        ),
        child=Child(
            name=PersonName("Zaynab", "Nkemelu"),
            birth_date=BirthDate(date(2016, 2, 29)),
            sex=Sex.FEMALE,
            address=Address(("1 Larch Road", "Exampleton"), Postcode("WR5 2NP")),
        ),
        category="neglect",
        summary="Always hungry",
        consent=contact.consent,
        submission=contact.submission,
        sender_priority=Priority.STANDARD,
        received_at=front_door.clock(),
        factors=("16A",),
    )
    assert contact.consent.family_informed is not None
    assert (contact.submission.form_id, contact.submission.form_version) == (FORM.id, FORM.version)
    assert from_json(FORM, contact.submission.answers) == bind(FORM, answers, date(2026, 6, 4)).answers
    assert (contact.submission.dropped, contact.submission.urgent_and_incomplete) == ((), False)


def test_receipt_audit_and_timeline_come_with_it(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    assert front_door.queued() == [receipt_notice(front_door.contact(reference))]
    assert front_door.audit(reference) == [AuditEntry(front_door.clock(), TEACHER.id, Action.SENT, str(reference))]
    with front_door.office.work.begin() as tx:
        assert tx.contacts.timeline(reference) == (Event(EventKind.SENT, front_door.clock(), TEACHER.id, TEACHER.name),)


def test_the_receipt_says_nothing_of_the_child(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    assert [message.payload for message in front_door.queued()] == [
        {
            "kind": "receipt",
            "to": TEACHER.id,
            "reference": str(reference),
            "link_path": f"/contacts/{reference}",
        }
    ]


def test_the_draft_is_gone_once_it_is_sent(front_door: FrontDoor) -> None:
    front_door.sent()

    assert my_drafts(front_door.office, TEACHER) == ()


def test_an_incomplete_concern_is_refused_with_every_fault(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"immediate_danger": "no", "urgency": "standard"})

    with pytest.raises(NotReadyToSend) as refused:
        send_draft(front_door.office, TEACHER, draft_id, Sending(incomplete=True))

    expected = bind(FORM, {"immediate_danger": "no", "urgency": "standard"}, date(2026, 6, 4)).faults
    assert refused.value.faults == expected
    assert len(expected) > 5
    assert contacts(front_door) == 0


URGENT: dict[str, RawAnswer] = {
    "immediate_danger": "no",
    "urgency": "urgent",
    "child_stage": "born",
    "child_name_known": "yes",
    "child_name": {"given": "Zaynab", "family": ""},
    "date_of_birth": {"day": "40", "month": "2", "year": "2016"},
    "where_now": "At school",
    "what_happened": "Always hungry",
    "best_contact": "01632 960123",
    "category": ("neglect",),
}
"""What even an urgent concern needs, and a date of birth that cannot be."""


def test_60_an_urgent_concern_goes_incomplete_when_the_sender_says_so(front_door: FrontDoor) -> None:
    draft_id = front_door.draft(URGENT)

    with pytest.raises(NotReadyToSend) as refused:
        send_draft(front_door.office, TEACHER, draft_id)
    assert refused.value.binding.may_be_sent_incomplete

    contact = front_door.contact(send_draft(front_door.office, TEACHER, draft_id, Sending(incomplete=True)))
    assert contact.submission.urgent_and_incomplete
    assert contact.priority is Priority.URGENT
    assert contact.child == Child(name=PersonName("Zaynab"))
    assert contact.submission.answers["date_of_birth"] is not None


def test_60_an_urgent_concern_without_its_minimum_is_refused(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({key: value for key, value in URGENT.items() if key != "where_now"})

    with pytest.raises(NotReadyToSend) as refused:
        send_draft(front_door.office, TEACHER, draft_id, Sending(incomplete=True))

    assert [fault.question_id for fault in refused.value.binding.urgent_faults] == ["where_now"]


def test_a_complete_concern_is_not_marked_incomplete_whatever_the_button(front_door: FrontDoor) -> None:
    reference = send_draft(front_door.office, TEACHER, front_door.draft(), Sending(incomplete=True))

    assert not front_door.contact(reference).submission.urgent_and_incomplete


def test_53_answers_of_hidden_branches_are_not_sent_and_are_named(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({**front_door.answers(), "missing_places": "The old mill"})

    submission = front_door.contact(send_draft(front_door.office, TEACHER, draft_id)).submission

    assert submission.dropped == ("missing_places",)
    assert "missing_places" not in submission.answers


def test_sending_twice_gives_the_same_reference_and_one_contact(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()

    first = send_draft(front_door.office, TEACHER, draft_id)

    assert send_draft(front_door.office, TEACHER, draft_id) == first
    assert reference_sent_from(front_door.office, TEACHER, draft_id) == first
    assert (contacts(front_door), front_door.queued_kinds()) == (1, ["receipt"])


def test_sending_in_two_windows_at_the_same_moment_gives_one_contact(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    sent: list[Reference] = []
    rival = Interrupted(
        front_door.office.work,
        "contacts",
        "add",
        Stale(),
        lambda: sent.append(send_draft(front_door.office, TEACHER, draft_id)),
    )

    reference = send_draft(evolve(front_door.office, work=rival), TEACHER, draft_id)

    assert [reference] == sent
    assert (contacts(front_door), front_door.queued_kinds()) == (1, ["receipt"])


def test_words_saved_in_another_window_at_the_same_moment_are_sent_too(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    rival = Interrupted(
        front_door.office.work,
        "drafts",
        "remove",
        Stale(),
        lambda: name_school(front_door, draft_id),
    )

    reference = send_draft(evolve(front_door.office, work=rival), TEACHER, draft_id)

    assert front_door.contact(reference).child.school == "Hollybush Primary"


def test_nothing_goes_that_was_saved_after_its_sender_looked(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    seen = shown_to_sender(front_door, draft_id)
    name_school(front_door, draft_id)

    with pytest.raises(ChangedSinceChecked):
        send_draft(front_door.office, TEACHER, draft_id, Sending(seen=seen))

    assert contacts(front_door) == 0


def test_nothing_goes_that_was_saved_in_the_moment_of_sending(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    seen = shown_to_sender(front_door, draft_id)
    rival = Interrupted(
        front_door.office.work,
        "drafts",
        "get_to_change",
        Stale(),
        lambda: name_school(front_door, draft_id),
    )

    with pytest.raises(ChangedSinceChecked):
        send_draft(evolve(front_door.office, work=rival), TEACHER, draft_id, Sending(seen=seen))

    assert contacts(front_door) == 0


def test_what_was_checked_and_pressed_twice_in_one_moment_is_sent_once(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    seen = shown_to_sender(front_door, draft_id)
    first: list[Reference] = []
    rival = Interrupted(
        front_door.office.work,
        "drafts",
        "get_to_change",
        Stale(),
        lambda: first.append(send_draft(front_door.office, TEACHER, draft_id, Sending(seen=seen))),
    )

    second = send_draft(evolve(front_door.office, work=rival), TEACHER, draft_id, Sending(seen=seen))

    assert ([second], contacts(front_door)) == (first, 1)


def test_a_draft_that_keeps_changing_is_not_sent(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    rival = Interrupted(front_door.office.work, "drafts", "remove", Stale(), times=3)

    with pytest.raises(Stale):
        send_draft(evolve(front_door.office, work=rival), TEACHER, draft_id)

    assert contacts(front_door) == 0


@pytest.mark.parametrize(
    ("store", "method"),
    [("contacts", "add"), ("drafts", "remove"), ("audit", "add"), ("outbox", "put")],
)
def test_whatever_fails_on_the_way_nothing_is_stored_and_the_draft_is_there(
    front_door: FrontDoor, store: str, method: str
) -> None:
    draft_id = front_door.draft()
    before = my_drafts(front_door.office, TEACHER)
    failing = Interrupted(front_door.office.work, store, method, RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        send_draft(evolve(front_door.office, work=failing), TEACHER, draft_id)

    assert (contacts(front_door), front_door.queued()) == (0, [])
    assert my_drafts(front_door.office, TEACHER) == before
    with front_door.office.work.begin() as tx:
        assert tx.contacts.sent_from(draft_id) is None


@pytest.mark.parametrize("by", [COLLEAGUE, OFFICER], ids=["colleague", "front door"])
def test_a_draft_is_its_authors_alone_before_and_after_it_is_sent(front_door: FrontDoor, by: Professional) -> None:
    draft_id = front_door.draft()
    refusals = []
    for _ in range(2):
        with pytest.raises(NotVisible) as refused:
            send_draft(front_door.office, by, draft_id)
        refusals.append(str(refused.value))
        send_draft(front_door.office, TEACHER, draft_id)
    with pytest.raises(NotVisible):
        reference_sent_from(front_door.office, by, draft_id)

    assert refusals == [draft_id, draft_id]


def test_what_was_never_sent_has_no_reference(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        reference_sent_from(front_door.office, TEACHER, front_door.draft())


def test_the_clocks_start_when_it_is_received(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    front_door.clock.pass_time(days=2)

    reference = send_draft(front_door.office, TEACHER, draft_id)

    with front_door.office.work.begin() as tx:
        overdue = ContactFilter(overdue_at=front_door.clock() + timedelta(hours=24))
        just_past = ContactFilter(overdue_at=front_door.clock() + timedelta(hours=24, seconds=1))
        assert (tx.contacts.count(overdue), tx.contacts.count(just_past)) == (0, 1)
    assert front_door.contact(reference).received_at == front_door.clock()
