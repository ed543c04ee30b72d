"""What follows sending, stored with its news: additions, answers, second looks, and where each of them goes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import CaseSystem, person
from reference_portal.tests.storage.made import undone
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, OFFICER, TEACHER, TEAM, FrontDoor

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Contact, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor_portal.use_cases.add_information import add_information, read_information
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.models import HandOffKind, Message
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.second_looks import answer_second_look, ask_second_look
from frontdoor_portal.use_cases.sent_questions import sent_questions
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand

ADDED = "0123456789abcdef"


def add(
    front_door: FrontDoor, reference: Reference, text: str = "She slept at school", addition_id: str = ADDED
) -> Contact:
    return add_information(
        front_door.office,
        TEACHER,
        reference,
        addition_id=addition_id,
        reason=AdditionReason.NEW_INFORMATION,
        text=text,
    )


def delivered(front_door: FrontDoor, notes: Level = Level.NATIVE) -> Reference:
    """A referral whose episode has a number, in a system that takes case notes at that level."""
    system: Any = CaseSystem(levels={Operation.ADD_CASE_NOTE: notes, Operation.ATTACH_DOCUMENT: Level.NATIVE})
    front_door.office = evolve(front_door.office, episodes=system)
    reference = front_door.decided()
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")
    return reference


def looked_at(front_door: FrontDoor, reference: Reference, answer: SecondLookAnswer) -> Contact:
    ask_second_look(front_door.office, TEACHER, reference, SecondLookReason.RISK, "The risk is higher")
    return answer_second_look(front_door.office, MANAGER, reference, answer, "We looked again")


def decide_again(front_door: FrontDoor, reference: Reference, outcome: Outcome) -> Contact:
    return decide_contact(
        front_door.office,
        MANAGER,
        reference,
        outcome=outcome,
        level_of_need="4",
        rationale="Looked at again",
        message_to_sender="We have changed our mind",
        record=ChosenRecord("p-1"),
        team=TEAM,
    )


def notes(front_door: FrontDoor) -> list[Message]:
    return [each for each in front_door.queued() if each.key.startswith("add_case_note/")]


def test_the_sender_is_told_the_first_time_that_somebody_looks(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    with undone(front_door.office.work) as tx:  # type: ignore[arg-type]
        keys = []
        while claimed := tx.outbox.claim("test", 60):
            keys.append(claimed.message.key)

    assert keys == [f"notice/receipt/{reference}", f"notice/being_looked_at/{reference}"]


def test_whoever_holds_it_is_told_of_what_was_added(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    add(front_door, reference)

    assert front_door.told("information_added") == [OFFICER.id]


def test_after_the_decision_whoever_decided_is_told(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    add(front_door, reference)

    assert front_door.told("information_added") == [OFFICER.id]


def test_managers_are_told_where_whoever_decided_is_gone(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    disable_account(front_door.office, OFFICER.email)
    add(front_door, reference)

    assert front_door.told("information_added") == [MANAGER.id]


@pytest.mark.parametrize("prepare", [FrontDoor.sent, FrontDoor.taken, FrontDoor.decided])
def test_managers_are_told_of_what_is_added_to_an_urgent_concern(
    front_door: FrontDoor, prepare: Callable[..., Reference]
) -> None:
    reference = prepare(front_door, known={Concept.URGENCY: "urgent"})
    add(front_door, reference)

    officer = [] if prepare is FrontDoor.sent else [OFFICER.id]
    assert front_door.told("information_added") == [*officer, MANAGER.id]


def test_what_waits_in_the_holding_area_and_is_not_urgent_tells_nobody(front_door: FrontDoor) -> None:
    add(front_door, front_door.sent())

    assert front_door.told("information_added") == []


def test_a_correction_is_of_a_question_that_the_form_has(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    with pytest.raises(Refused) as refused:
        add_information(
            front_door.office,
            TEACHER,
            reference,
            addition_id=ADDED,
            reason=AdditionReason.CORRECTION,
            text="Another school",
            question_id="no_such_question",
        )

    assert refused.value.faults == (CommandFault("question_id", "Select the answer that you correct"),)


def test_the_sender_is_told_that_it_was_read(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    add(front_door, reference)
    contact = read_information(front_door.office, OFFICER, reference, (ADDED,))

    assert (contact.unread, front_door.told("information_read")) == ((), [TEACHER.id])


def test_what_is_not_theirs_nobody_adds_to(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    stranger = person(name="Nobody Here")

    with pytest.raises(NotVisible):
        add_information(
            front_door.office,
            stranger,
            reference,
            addition_id=ADDED,
            reason=AdditionReason.OTHER,
            text="Hello",
        )


def test_an_addition_follows_its_episode_as_a_note_of_its_own_once(front_door: FrontDoor) -> None:
    reference = delivered(front_door)
    add(front_door, reference)
    add(front_door, reference)

    assert [(each.key, dict(each.payload)) for each in notes(front_door)] == [
        (f"add_case_note/{reference}", {"reference": str(reference)}),
        (f"add_case_note/{reference}/{ADDED}", {"reference": str(reference), "addition": ADDED}),
    ]


@pytest.mark.parametrize("level", [Level.MANUAL, Level.NONE])
def test_an_addition_that_the_system_does_not_take_is_an_officers_to_copy(front_door: FrontDoor, level: Level) -> None:
    reference = delivered(front_door, level)
    add(front_door, reference)

    with front_door.office.work.reading() as tx:
        given = [(each.kind, each.part) for each in tx.hand_offs.of_contact(reference)]
    assert [each for each in given if each[0] is HandOffKind.ADDED_INFORMATION] == [
        (HandOffKind.ADDED_INFORMATION, ADDED)
    ]


def test_what_came_while_the_referral_was_on_its_way_follows_once_it_is_there(front_door: FrontDoor) -> None:
    system: Any = CaseSystem(levels={Operation.ADD_CASE_NOTE: Level.NATIVE})
    front_door.office = evolve(front_door.office, episodes=system)
    reference = front_door.decided()
    add(front_door, reference)
    before = notes(front_door)
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")

    assert (before, [each.key for each in notes(front_door)]) == (
        [],
        [f"add_case_note/{reference}", f"add_case_note/{reference}/{ADDED}"],
    )


def test_several_questions_are_answered_at_once_and_the_officer_is_told_once(front_door: FrontDoor) -> None:
    reference, first = front_door.asked()
    second = ask_for_details(front_door.office, OFFICER, reference, "Who collects her?").open_questions[1].id
    contact = answer_details(front_door.office, TEACHER, reference, {first: "Mondays", second: "Her aunt"})

    assert ([each.answer for each in contact.questions], front_door.told("details_answered")) == (
        ["Mondays", "Her aunt"],
        [OFFICER.id],
    )


def test_a_question_left_blank_waits_on(front_door: FrontDoor) -> None:
    reference, first = front_door.asked()
    second = ask_for_details(front_door.office, OFFICER, reference, "Who collects her?").open_questions[1].id
    contact = answer_details(front_door.office, TEACHER, reference, {first: "Mondays", second: " "})

    assert (contact.status, [each.id for each in contact.open_questions]) == (Status.MORE_INFORMATION_ASKED, [second])


def test_where_one_answer_cannot_be_taken_none_is(front_door: FrontDoor) -> None:
    reference, first = front_door.asked()
    second = ask_for_details(front_door.office, OFFICER, reference, "Who collects her?").open_questions[1].id
    answer_details(front_door.office, HEAD, reference, {first: "The lead was quicker"})
    before = front_door.contact(reference)

    with pytest.raises(Refused) as refused:
        answer_details(front_door.office, TEACHER, reference, {first: "Mondays", second: "Her aunt"})

    assert (refused.value.faults, front_door.contact(reference)) == (
        (CommandFault(first, "This question has already been answered"),),
        before,
    )


def test_a_question_is_tied_to_one_of_the_form_with_its_answer(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    asked = next(each for each in sent_questions(front_door.office, front_door.contact(reference)) if each.answer)
    contact = ask_for_details(front_door.office, OFFICER, reference, "Are you sure?", about=asked.id)

    assert contact.questions[0].about == asked.id


def test_a_question_is_tied_to_none_that_the_form_does_not_have(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    with pytest.raises(Refused) as refused:
        ask_for_details(front_door.office, OFFICER, reference, "Are you sure?", about="no_such_question")

    assert refused.value.faults == (CommandFault("about", "Select a question of the form, or none"),)


def test_every_manager_but_whoever_decided_is_told_of_a_second_look(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    contact = ask_second_look(front_door.office, TEACHER, reference, SecondLookReason.RISK, "Look again")

    with front_door.office.work.reading() as tx:
        managers = tx.reviews.people_with_role(Role.TEAM_MANAGER)
    assert (front_door.told("second_look_asked"), contact.second_looks[0].due_at) == (
        list(managers),
        datetime(2026, 6, 8, 8, 32, tzinfo=UTC),
    )


def test_the_sender_is_told_the_answer_of_a_second_look(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    looked_at(front_door, reference, SecondLookAnswer.UPHELD)

    assert front_door.told("second_look_answered") == [TEACHER.id]


def test_a_decision_made_again_is_told_again(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    looked_at(front_door, reference, SecondLookAnswer.CHANGED)
    decide_again(front_door, reference, Outcome.EARLY_HELP)

    assert front_door.told("outcome") == [TEACHER.id, TEACHER.id]


def test_the_referral_that_a_second_look_led_to_opens_its_one_episode(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    looked_at(front_door, reference, SecondLookAnswer.CHANGED)
    contact = decide_again(front_door, reference, Outcome.REFERRAL)

    assert (contact.delivery.state, [each.key for each in front_door.queued() if "open" in each.key]) == (
        DeliveryState.WAITING,
        [f"open_episode/{reference}"],
    )


@pytest.mark.parametrize("outcome", [Outcome.REFERRAL, Outcome.NO_FURTHER_ACTION])
def test_an_episode_that_is_there_is_put_right_by_an_officer_and_none_is_opened(
    front_door: FrontDoor, outcome: Outcome
) -> None:
    reference = delivered(front_door)
    looked_at(front_door, reference, SecondLookAnswer.CHANGED)
    contact = decide_again(front_door, reference, outcome)

    with front_door.office.work.reading() as tx:
        given = [(each.kind, each.part) for each in tx.hand_offs.of_contact(reference)]
    assert (contact.delivery.episode_id, given, [each for each in front_door.queued() if "open" in each.key]) == (
        "E-1",
        [(HandOffKind.CHANGED_DECISION, "2")],
        [],
    )


def test_the_clock_of_the_second_decision_begins_with_the_second_look(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    front_door.clock.pass_time(days=3)
    looked_at(front_door, reference, SecondLookAnswer.CHANGED)
    front_door.clock.pass_time(hours=20)
    contact = decide_again(front_door, reference, Outcome.EARLY_HELP)

    assert contact.decision is not None
    assert (contact.decision.reason_late, contact.clock_began) == ("", front_door.clock() - timedelta(hours=20))
