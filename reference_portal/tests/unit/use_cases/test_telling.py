"""Who is told of a contact where whoever a notice is for can no longer read it: the managers, or the sender's leads."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SURGERY, person, register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, OFFICER, OTHER_OFFICER, TEACHER, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.after_sending import AdditionReason, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.add_information import add_information
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.models import NoticeKind, Standing
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.second_looks import ask_second_look
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.telling import SenderSide, managers_who_answer, readers_of
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact


def leaves(office: Office) -> None:
    with office.work.begin() as tx:
        tx.joining.set_standing(OFFICER.id, Standing.LEFT)


def moves(office: Office) -> None:
    """To a surgery, where they are let in as a professional."""
    with office.work.begin() as tx:
        tx.joining.save_person(evolve(OFFICER, agency=SURGERY, roles=frozenset({Role.PROFESSIONAL})))


def loses_role(office: Office) -> None:
    with office.work.begin() as tx:
        tx.accounts.set_roles(OFFICER.id, frozenset({Role.PROFESSIONAL}))


def reads_on(office: Office) -> None:
    """As a partner, who sees every contact and works on none."""
    with office.work.begin() as tx:
        tx.accounts.set_roles(OFFICER.id, frozenset({Role.MASH_PARTNER}))


def test_whoever_sent_it_is_told_that_their_lead_withdrew_it(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    withdraw_contact(front_door.office, HEAD, reference, WithdrawalReason.NO_LONGER)
    seen = view_contact(front_door.office, TEACHER, reference)
    assert (front_door.told("withdrawn_by_lead"), seen.withdrawn_by_lead) == ([TEACHER.id], True)


def test_whoever_withdraws_what_they_sent_is_told_nothing(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    withdraw_contact(front_door.office, TEACHER, reference, WithdrawalReason.MISTAKE)
    seen = view_contact(front_door.office, TEACHER, reference)
    assert (front_door.told("withdrawn_by_lead"), seen.withdrawn_by_lead) == ([], False)


def test_a_lead_who_stands_in_is_not_told_what_they_did_themselves(front_door: FrontDoor) -> None:
    other = person(Role.AGENCY_LEAD, name="Lena Dry")
    register_people(front_door.office, other)
    reference = front_door.sent()
    sender_leaves(front_door)
    withdraw_contact(front_door.office, HEAD, reference, WithdrawalReason.NO_LONGER)
    assert front_door.told("withdrawn_by_lead") == [other.id]


def sender_leaves(front_door: FrontDoor, *also: str) -> None:
    with front_door.office.work.begin() as tx:
        for each in (TEACHER.id, *also):
            tx.joining.set_standing(each, Standing.DORMANT)


def add(front_door: FrontDoor, reference: Reference) -> None:
    reason = AdditionReason.NEW_INFORMATION
    add_information(front_door.office, TEACHER, reference, addition_id="a" * 16, reason=reason, text="Bruises")


def added_to_a_held_one(front_door: FrontDoor, out: Callable[[Office], None]) -> str:
    reference = front_door.taken()
    out(front_door.office)
    add(front_door, reference)
    return "information_added"


def added_to_a_decided_one(front_door: FrontDoor, out: Callable[[Office], None]) -> str:
    reference = front_door.decided(Outcome.ADVICE)
    out(front_door.office)
    add(front_door, reference)
    return "information_added"


def answered(front_door: FrontDoor, out: Callable[[Office], None]) -> str:
    reference, question = front_door.asked()
    out(front_door.office)
    answer_details(front_door.office, TEACHER, reference, {question: "Mondays"})
    return "details_answered"


def withdrawn(front_door: FrontDoor, out: Callable[[Office], None]) -> str:
    reference = front_door.taken()
    out(front_door.office)
    withdraw_contact(front_door.office, TEACHER, reference, WithdrawalReason.MISTAKE)
    return "withdrawn"


@pytest.mark.parametrize("out", [leaves, moves, loses_role, reads_on])
@pytest.mark.parametrize("event", [added_to_a_held_one, added_to_a_decided_one, answered, withdrawn])
def test_managers_are_told_in_place_of_an_officer_who_is_out(
    front_door: FrontDoor,
    event: Callable[[FrontDoor, Callable[[Office], None]], str],
    out: Callable[[Office], None],
) -> None:
    assert front_door.told(event(front_door, out)) == [MANAGER.id]


def test_of_a_sealed_contact_the_duty_managers_alone_stand_in(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    register_people(front_door.office, DUTY)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    add(front_door, reference)
    assert front_door.told("information_added") == [DUTY.id]


def test_an_answer_to_an_urgent_contact_that_was_put_back_is_told_to_the_managers(front_door: FrontDoor) -> None:
    reference = front_door.taken({Concept.URGENCY: "urgent"})
    question = ask_for_details(front_door.office, OFFICER, reference, "Which days?").questions[0].id
    release_contact(front_door.office, OFFICER, reference)
    answer_details(front_door.office, TEACHER, reference, {question: "Mondays"})
    assert front_door.told("details_answered") == [MANAGER.id]


def test_the_lead_is_told_in_place_of_a_sender_whose_account_is_shut(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    sender_leaves(front_door)
    ask_for_details(front_door.office, OFFICER, reference, "Which days?")
    seen = view_contact(front_door.office, OFFICER, reference)
    assert (front_door.told("details_asked"), seen.told) == ([HEAD.id], SenderSide.LEADS)


@pytest.mark.parametrize("kept", [True, False])
def test_where_nobody_of_the_agency_can_read_it_the_officer_is_told_so(front_door: FrontDoor, kept: bool) -> None:
    reference = front_door.taken({Concept.CATEGORY: ("allegation",)} if kept else None)
    sender_leaves(front_door, *(() if kept else (HEAD.id,)))
    ask_for_details(front_door.office, OFFICER, reference, "Which days?")
    seen = view_contact(front_door.office, OFFICER, reference)
    assert (front_door.told("details_asked"), seen.told) == ([TEACHER.id], SenderSide.NOBODY)


def test_a_sender_who_is_here_is_told_alone(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    ask_for_details(front_door.office, OFFICER, reference, "Which days?")
    seen = view_contact(front_door.office, OTHER_OFFICER, reference)
    assert (front_door.told("details_asked"), seen.told) == ([TEACHER.id], SenderSide.SENDER)


def test_a_sender_who_works_for_another_agency_goes_on_with_their_concern(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    with front_door.office.work.begin() as tx:
        tx.joining.save_person(evolve(TEACHER, agency=SURGERY))
    ask_for_details(front_door.office, OFFICER, reference, "Which days?")
    seen = view_contact(front_door.office, OFFICER, reference)
    assert (front_door.told("details_asked"), seen.told, seen.sender_now_at) == (
        [TEACHER.id],
        SenderSide.SENDER,
        SURGERY.name,
    )


OTHER_DUTY = person(Role.DUTY_MANAGER, COUNCIL, "Ines Ward")


def decided_by_duty_manager(front_door: FrontDoor) -> Reference:
    register_people(front_door.office, DUTY, OTHER_DUTY)
    reference = front_door.sent()
    take_contact(front_door.office, DUTY, reference)
    decide_contact(
        front_door.office,
        DUTY,
        reference,
        outcome=Outcome.ADVICE,
        level_of_need="2",
        rationale="One worry",
        message_to_sender="Thank you",
    )
    return reference


def test_whoever_decided_what_is_sealed_is_not_told_of_a_second_look_in_place_of_who_cannot_read_it(
    front_door: FrontDoor,
) -> None:
    reference = decided_by_duty_manager(front_door)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    ask_second_look(front_door.office, TEACHER, reference, SecondLookReason.RISK, "Look again")
    assert front_door.told("second_look_asked") == [OTHER_DUTY.id]


@pytest.mark.parametrize("kind", [NoticeKind.SECOND_LOOK_ASKED, NoticeKind.SECOND_LOOK_OVERDUE])
def test_nor_is_a_second_look_passed_on_to_them_once_it_is_sealed(front_door: FrontDoor, kind: NoticeKind) -> None:
    reference = decided_by_duty_manager(front_door)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    with front_door.office.work.reading() as tx:
        readers = readers_of(front_door.office, tx, NoticePayload(kind, MANAGER.id, str(reference)))
    assert readers == (OTHER_DUTY.id,)


def test_nor_is_it_told_to_a_manager_who_sent_it(front_door: FrontDoor) -> None:
    contact = front_door.contact(decided_by_duty_manager(front_door))
    own = evolve(contact, sender=evolve(contact.sender, professional_id=MANAGER.id))
    with front_door.office.work.reading() as tx:
        assert managers_who_answer(front_door.office, tx, own) == (OTHER_DUTY.id,)


def test_where_nobody_else_can_read_it_whoever_decided_is_told_of_a_second_look_and_finds_somebody(
    front_door: FrontDoor,
) -> None:
    reference = decided_by_duty_manager(front_door)
    disable_account(front_door.office, OTHER_DUTY.email)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    ask_second_look(front_door.office, TEACHER, reference, SecondLookReason.RISK, "Look again")
    assert front_door.told("second_look_asked") == [DUTY.id]
