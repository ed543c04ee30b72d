"""What nobody reads, and a second look that nobody answers in time, reach the managers; once for each time."""

from datetime import timedelta

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_after_sending import ADDED, add

from frontdoor.domain.after_sending import SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.add_information import read_information
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.emails.rounds import Round, make_round
from frontdoor_portal.use_cases.figures import live_figures
from frontdoor_portal.use_cases.holding_area import holding_area
from frontdoor_portal.use_cases.models import ContactOrder
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.second_looks import answer_second_look, ask_second_look
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact


def on_each_day(front_door: FrontDoor, kind: str, days: int) -> list[list[str]]:
    """Who was told by then, of rounds on each day, beginning on a Thursday morning."""
    found = []
    for _ in range(days):
        make_round(front_door.office)
        make_round(front_door.office)
        found.append(sorted(front_door.told(kind)))
        front_door.clock.pass_time(days=1)
    return found


def looked_at_again(front_door: FrontDoor) -> Reference:
    reference = front_door.decided(Outcome.ADVICE)
    ask_second_look(front_door.office, TEACHER, reference, SecondLookReason.RISK, "The risk is higher")
    return reference


def test_what_nobody_has_read_for_a_working_day_is_told_to_the_officer_and_the_managers(front_door: FrontDoor) -> None:
    add(front_door, front_door.decided(Outcome.NO_FURTHER_ACTION))
    once = sorted([OFFICER.id, MANAGER.id])
    twice = sorted(once * 2)

    # Thursday, Friday, a weekend that counts nothing, Monday.
    assert on_each_day(front_door, "information_waiting", 6) == [[], once, once, once, twice, twice]


def test_what_comes_later_is_told_by_its_own_time(front_door: FrontDoor) -> None:
    """What nobody read before it must not silence it."""
    reference = front_door.decided(Outcome.NO_FURTHER_ACTION)
    add(front_door, reference)
    on_each_day(front_door, "information_waiting", 7)  # to the next Thursday, told twice by then
    before = front_door.told("information_waiting")
    add(front_door, reference, "She has bruises now", addition_id="fedcba9876543210")

    later = [each[len(before) :] for each in on_each_day(front_door, "information_waiting", 2)]
    assert [len(each) for each in later] == [0, 2]


def test_what_is_added_before_anybody_takes_a_contact_waits_with_it(front_door: FrontDoor) -> None:
    add(front_door, front_door.sent())

    assert on_each_day(front_door, "information_waiting", 3) == [[], [], []]


def test_what_was_read_is_told_to_nobody(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.NO_FURTHER_ACTION)
    add(front_door, reference)
    read_information(front_door.office, OFFICER, reference, (ADDED,))

    assert on_each_day(front_door, "information_waiting", 3) == [[], [], []]


def test_an_answer_to_what_was_put_back_meanwhile_reaches_the_managers(front_door: FrontDoor) -> None:
    reference, question_id = front_door.asked()
    release_contact(front_door.office, MANAGER, reference)
    answer_details(front_door.office, TEACHER, reference, {question_id: "On Monday"})

    assert on_each_day(front_door, "information_waiting", 2) == [[], [MANAGER.id]]


def test_of_what_was_withdrawn_nothing_is_told(front_door: FrontDoor) -> None:
    reference, question_id = front_door.asked()
    answer_details(front_door.office, TEACHER, reference, {question_id: "On Monday"})
    withdraw_contact(front_door.office, TEACHER, reference, WithdrawalReason.MISTAKE)

    assert on_each_day(front_door, "information_waiting", 3) == [[], [], []]


def test_a_second_look_that_is_late_is_told_to_the_managers(front_door: FrontDoor) -> None:
    looked_at_again(front_door)  # due on Monday

    assert on_each_day(front_door, "second_look_overdue", 7) == [
        *([[]] * 4),
        [MANAGER.id],
        [MANAGER.id] * 2,
        [MANAGER.id] * 2,
    ]


def test_a_second_look_that_is_late_is_not_told_to_the_manager_who_asked(front_door: FrontDoor) -> None:
    register_people(front_door.office, DUTY)
    reference = front_door.decided(Outcome.ADVICE)
    ask_second_look(front_door.office, MANAGER, reference, SecondLookReason.RISK, "The risk is higher")

    assert on_each_day(front_door, "second_look_overdue", 5) == [*([[]] * 4), [DUTY.id]]


def test_a_second_look_that_was_answered_is_late_no_more(front_door: FrontDoor) -> None:
    reference = looked_at_again(front_door)
    answer_second_look(front_door.office, MANAGER, reference, SecondLookAnswer.UPHELD, "It stands")
    front_door.clock.pass_time(days=5)

    assert make_round(front_door.office) == Round(0, 0, 0)


def test_what_waited_while_the_worker_stood_still_is_told_no_more_after_a_week(front_door: FrontDoor) -> None:
    add(front_door, looked_at_again(front_door))
    front_door.clock.pass_time(days=30)

    assert make_round(front_door.office) == Round(0, 0, 0)


@pytest.mark.parametrize(("days", "late"), [(0, 0), (30, 1)])
def test_the_figures_count_what_is_new_and_late_and_lead_to_it(front_door: FrontDoor, days: int, late: int) -> None:
    add(front_door, looked_at_again(front_door))
    front_door.clock.at += timedelta(days=days)
    figures = {each.name: each for each in live_figures(front_door.office, MANAGER).now}
    names = ("unread", "second_looks", "second_looks_overdue")

    assert [figures[name].count for name in names] == [1, 1, late]
    assert [
        holding_area(front_door.office, MANAGER, figures[name].filter, ContactOrder.NEWEST).total for name in names
    ] == [1, 1, late]
