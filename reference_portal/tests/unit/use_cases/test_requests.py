"""A request for information, from its form to an answer that whoever asked reads; and what a question never opens."""

from collections.abc import Mapping

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, person, register_people
from reference_portal.tests.unit.use_cases.scene import (
    DOCTOR,
    DOCTORS_LEAD,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    FrontDoor,
)

from frontdoor.access import RecordKey
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.answering import Withheld, Withholding
from frontdoor.domain.contact import Contact, ContactKind, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.forms import Concept, RawAnswer, library_form
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.answer_request import prepare_answer, release_answer, send_answer_back
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.figures import live_figures
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.read_answer import read_answer
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.telling import SenderSide
from frontdoor_portal.use_cases.view_contact import view_contact

FORM = library_form("information_request")
COLLEAGUE = person(agency=SURGERY, name="Wren Abbot")
PARTNER = person(Role.MASH_PARTNER, COUNCIL, "Dev Rao")
ELLA: Mapping[Concept, RawAnswer] = {
    Concept.CHILD_NAME: {"given": "Ella", "family": "Ashdown"},
    Concept.DATE_OF_BIRTH: {"day": "4", "month": "6", "year": "2015"},
    Concept.LEGAL_BASIS: "basis_court",
    Concept.URGENCY: "standard",
}


def requested(front_door: FrontDoor, by: Professional = DOCTOR, *, tied_to: RecordKey | None = None) -> Reference:
    office = front_door.office
    register_people(office, by)
    draft = start_draft(office, by, FORM.id, "")
    answers = fill_in(FORM, ELLA, today(office), {"subject_is": "child", "own_format": "no", "child_at_risk": "no"})
    with office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=answers))
        if tied_to is not None:
            tx.access.tie(draft.id, tied_to)
    return send_draft(office, by, draft.id)


def prepared(front_door: FrontDoor, outcome: Outcome = Outcome.ANSWERED, by: Professional = DOCTOR) -> Contact:
    reference = requested(front_door, by)
    take_contact(front_door.office, OFFICER, reference)
    return prepare_answer(
        front_door.office,
        OFFICER,
        reference,
        outcome=outcome,
        rationale="The order names them",
        shared="Known from 2019 to 2021" if outcome is Outcome.ANSWERED else "",
        withheld=[Withheld(Withholding.THIRD_PARTY, "The father’s health")],
    )


def released(front_door: FrontDoor, outcome: Outcome = Outcome.ANSWERED, by: Professional = DOCTOR) -> Contact:
    contact = prepared(front_door, outcome, by)
    assert contact.answer is not None
    return release_answer(
        front_door.office, MANAGER, contact.reference, contact.answer.prepared_at, checked=True, reason_late=""
    )


def test_a_request_needs_no_search_and_a_concern_does(front_door: FrontDoor) -> None:
    assert start_draft(front_door.office, DOCTOR, FORM.id, "").form_id == "information_request"
    with pytest.raises(SearchFirst):
        start_draft(front_door.office, DOCTOR, "cause_for_concern", "")


def test_a_form_that_no_kind_has_starts_nothing(front_door: FrontDoor) -> None:
    office = evolve(front_door.office, forms={"wish_list": FORM})
    with pytest.raises(NotVisible):
        start_draft(office, DOCTOR, "wish_list", "")


@pytest.mark.parametrize("form_id", ["information_request", "adult_concern"])
def test_who_may_not_send_starts_nothing(front_door: FrontDoor, form_id: str) -> None:
    with pytest.raises(NotPermitted):
        start_draft(front_door.office, person(Role.SENIOR_MANAGER, COUNCIL), form_id, "")


def test_what_is_sent_is_a_request_with_its_basis_and_its_child(front_door: FrontDoor) -> None:
    contact = front_door.contact(requested(front_door))

    assert (contact.kind, contact.category, contact.adult) == (
        ContactKind.INFORMATION_REQUEST,
        "basis_court",
        None,
    )
    assert (str(contact.child.name), contact.sender.name) == ("Ella Ashdown", DOCTOR.name)


def test_a_request_ties_its_child_and_opens_no_record_to_whoever_asks(front_door: FrontDoor) -> None:
    record = RecordKey("framework_i", "104711")
    reference = requested(front_door, tied_to=record)
    take_contact(front_door.office, OFFICER, reference)
    ask_for_details(front_door.office, OFFICER, reference, "Which order?")

    with front_door.office.work.begin() as tx:
        with_record = [each.professional_id for each in tx.access.relationships_with(record)]
        tied = tx.access.records_of(str(reference))
    assert (with_record, tied) == ([OFFICER.id], (record,))


def test_the_answer_waits_and_then_decides_and_tells_the_requester(front_door: FrontDoor) -> None:
    waits = prepared(front_door)
    assert waits.answer is not None
    assert (waits.status, "answer_ready" in front_door.queued_kinds()) == (Status.BEING_LOOKED_AT, False)

    with pytest.raises(Refused, match="Somebody else must release"):
        release_answer(front_door.office, OFFICER, waits.reference, waits.answer.prepared_at)
    after = release_answer(front_door.office, OTHER_OFFICER, waits.reference, waits.answer.prepared_at)

    assert after.status is Status.DECIDED
    [told] = [each for each in front_door.queued() if each.payload.get("kind") == "answer_ready"]
    assert told.payload == {
        "kind": "answer_ready",
        "to": DOCTOR.id,
        "reference": str(after.reference),
        "link_path": f"/contacts/{after.reference}",
    }


def test_whoever_prepared_an_answer_is_told_that_it_was_given_back(front_door: FrontDoor) -> None:
    waits = prepared(front_door)
    assert waits.answer is not None
    send_answer_back(front_door.office, MANAGER, waits.reference, waits.answer.prepared_at, "Too much")

    [told] = [each.payload for each in front_door.queued() if each.payload.get("kind") == "answer_sent_back"]
    assert told["to"] == OFFICER.id


def test_a_request_is_not_decided(front_door: FrontDoor) -> None:
    reference = requested(front_door)
    take_contact(front_door.office, OFFICER, reference)
    with pytest.raises(Refused, match="A request for information is answered, not decided"):
        decide_contact(
            front_door.office,
            OFFICER,
            reference,
            outcome=Outcome.ADVICE,
            level_of_need="2",
            rationale="r",
            message_to_sender="m",
        )


@pytest.mark.parametrize(
    ("reader", "leads_read", "reads"),
    [
        (DOCTOR, True, True),
        (DOCTOR, False, True),
        (DOCTORS_LEAD, True, True),
        (DOCTORS_LEAD, False, False),
        (COLLEAGUE, True, False),
        (TEACHER, True, False),
        (PARTNER, True, False),
        (OFFICER, True, True),
    ],
)
def test_who_reads_the_answer(front_door: FrontDoor, reader: Professional, leads_read: bool, reads: bool) -> None:
    reference = released(front_door).reference
    office = evolve(front_door.office, leads_read_answers=leads_read)

    if reads:
        assert read_answer(office, reader, reference).answer.shared == "Known from 2019 to 2021"
    else:
        with pytest.raises(NotVisible):
            read_answer(office, reader, reference)


NURSE = evolve(DOCTOR, agency=SCHOOL, email="nia.cole@hollybush.example")
"""The requester, once they work for another agency."""


def moves(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_person(NURSE)


@pytest.mark.parametrize(
    ("leads_read", "told", "answer_for"),
    [(True, [DOCTORS_LEAD.id], SenderSide.LEADS), (False, [], SenderSide.NOBODY)],
    ids=["lead", "nobody"],
)
def test_an_answer_stays_with_the_agency_that_asked(
    front_door: FrontDoor, leads_read: bool, told: list[str], answer_for: SenderSide
) -> None:
    contact = prepared(front_door)
    moves(front_door)
    office = front_door.office = evolve(front_door.office, leads_read_answers=leads_read)
    assert contact.answer is not None
    release_answer(office, MANAGER, contact.reference, contact.answer.prepared_at, checked=True)
    view = view_contact(office, OFFICER, contact.reference)

    assert (front_door.told("answer_ready"), view.answer_for, view.sender_now_at) == (told, answer_for, SCHOOL.name)
    with pytest.raises(NotVisible):
        read_answer(office, NURSE, contact.reference)


def test_a_requester_who_goes_on_there_is_told_and_reads_it(front_door: FrontDoor) -> None:
    view = view_contact(front_door.office, OFFICER, released(front_door).reference)

    assert (front_door.told("answer_ready"), view.answer_for, view.sender_now_at) == (
        [DOCTOR.id],
        SenderSide.SENDER,
        "",
    )


def test_whoever_moves_goes_on_seeing_what_they_asked_and_not_how_it_was_answered(front_door: FrontDoor) -> None:
    reference = released(front_door).reference
    moves(front_door)
    view = view_contact(front_door.office, NURSE, reference)

    assert (view.contact.reference, view.may_read_answer, view.may_read_inside) == (reference, False, False)


def test_an_answer_is_not_read_before_its_release(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        read_answer(front_door.office, DOCTOR, prepared(front_door).reference)


def test_each_reading_is_audited_and_the_front_door_sees_the_first(front_door: FrontDoor) -> None:
    reference = released(front_door).reference
    before = view_contact(front_door.office, OFFICER, reference).answer_read_at
    first = front_door.clock()
    read_answer(front_door.office, DOCTOR, reference)
    front_door.clock.pass_time(hours=1)
    read_answer(front_door.office, DOCTOR, reference)
    read_answer(front_door.office, OFFICER, reference)

    readings = [each.actor_id for each in front_door.audit(reference) if each.action is Action.VIEWED_ANSWER]
    assert readings == [DOCTOR.id, DOCTOR.id, OFFICER.id]
    assert (before, view_contact(front_door.office, OFFICER, reference).answer_read_at) == (None, first)


POLICE_LEAD = evolve(DOCTORS_LEAD, roles=frozenset({Role.AGENCY_LEAD, Role.MASH_PARTNER}))
"""The lead of whoever asks, who is a partner at the front door as well."""


@pytest.mark.parametrize(
    ("by", "reader", "inside", "purpose"),
    [
        (DOCTOR, DOCTOR, False, "Own concern"),
        (PARTNER, PARTNER, False, "Own concern"),
        (OTHER_OFFICER, OTHER_OFFICER, False, "Own concern"),
        (DOCTOR, POLICE_LEAD, False, "Lead of the sender’s agency"),
        (DOCTOR, OTHER_OFFICER, True, "Triage at the front door"),
    ],
    ids=["sender", "partner's own", "officer's own", "lead and partner", "officer"],
)
def test_who_reads_why_and_as_what_a_reading_is_written_down(
    front_door: FrontDoor, by: Professional, reader: Professional, inside: bool, purpose: str
) -> None:
    reference = released(front_door, by=by).reference
    read_answer(front_door.office, reader, reference)

    written = [each.purpose for each in front_door.audit(reference) if each.action is Action.VIEWED_ANSWER]
    assert (view_contact(front_door.office, reader, reference).may_read_inside, written) == (inside, [purpose])


def test_figures_count_a_request_by_itself(front_door: FrontDoor) -> None:
    released(front_door)
    prepared(front_door)
    front_door.sent()

    figures = live_figures(front_door.office, MANAGER)
    concerns = {each.name: each.count for each in figures.now}
    requests = {
        each.kind: ({one.name: one.count for one in each.now}, {one.name: one.count for one in each.by_outcome})
        for each in figures.of_kinds
    }
    assert (concerns["undecided"], concerns["received_today"]) == (1, 1)
    assert sum(each.count for each in figures.by_source) == 1
    assert figures.by_outcome == ()
    assert requests[ContactKind.INFORMATION_REQUEST] == (
        {"undecided": 1, "overdue": 0, "awaiting_answers": 0, "unread": 0, "to_release": 1},
        {"answered": 1},
    )
    assert requests[ContactKind.ADULT_CONCERN] == (
        {"undecided": 0, "overdue": 0, "awaiting_answers": 0, "unread": 0, "second_looks_overdue": 0},
        {},
    )


def test_the_same_start_twice_is_one_draft(front_door: FrontDoor) -> None:
    drafts: list[Draft] = [start_draft(front_door.office, DOCTOR, FORM.id, "") for _ in range(2)]
    assert len({each.id for each in drafts}) == 1


def test_a_request_from_a_search_is_filled_in_with_the_child(front_door: FrontDoor) -> None:
    token = remember_search(front_door.office, DOCTOR, ChildQuery(given_name="Ella", family_name="Ashdown"))
    answers = start_draft(front_door.office, DOCTOR, FORM.id, token).answers

    assert answers == {"child_name": {"given": "Ella", "family": "Ashdown"}, "subject_is": "child"}
