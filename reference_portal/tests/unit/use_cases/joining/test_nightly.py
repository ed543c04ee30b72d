"""What time does to accounts: asleep, suspended, reminded of; nobody removed."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import PASSWORD, SCHOOL, SURGERY
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    OTHER_ADMINISTRATOR,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTORS_LEAD, HEAD, TEACHER, FrontDoor

from frontdoor_portal.use_cases.joining.agencies import list_agencies
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.nightly import Kept, check_accounts
from frontdoor_portal.use_cases.joining.people import confirm_people
from frontdoor_portal.use_cases.models import NoticeKind, Standing
from frontdoor_portal.use_cases.refusals import NotOpen
from frontdoor_portal.use_cases.sign_in import sign_in


def standing(front_door: FrontDoor, professional_id: str) -> Standing:
    return account(front_door, professional_id).standing


def night(front_door: FrontDoor, days: float) -> Kept:
    front_door.clock.pass_time(days=days)
    return check_accounts(front_door.office)


def told(front_door: FrontDoor, kind: NoticeKind) -> list[str]:
    return [to for each, to in kinds(front_door) if each is kind]


def test_the_first_check_begins_to_count_and_shuts_nobody_out(front_door: FrontDoor) -> None:
    first = check_accounts(front_door.office)

    found = account(front_door, TEACHER.id)
    assert (first.slept, first.suspended, found.certified_at, found.joined_at) == (
        *(0, 0),
        *(front_door.clock(), front_door.clock()),
    )


def test_a_lead_is_reminded_a_week_before_and_then_weekly(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    mails(front_door)

    nights = []
    for days in (82, 1, 1, 6):
        night(front_door, days)
        nights.append(told(front_door, NoticeKind.PEOPLE_TO_CONFIRM).count(HEAD.id))

    assert nights == [0, 1, 0, 1]


def test_administrators_are_asked_about_an_only_lead_from_the_first_reminder_to_the_last(front_door: FrontDoor) -> None:
    """Nobody confirms themselves, so that the lead cannot act on it; once suspended, they are asked about still."""
    check_accounts(front_door.office)
    mails(front_door)

    asked = []
    for days in (82, 1, 7, 7, 7, 7, 7, 2, 5):
        night(front_door, days)
        reminded = [each for each in mails(front_door) if each.kind is NoticeKind.PEOPLE_TO_CONFIRM]
        asked.append(sorted(each.to for each in reminded if SCHOOL.id in each.link_path))
        confirm_people(front_door.office, HEAD, dict.fromkeys([TEACHER.id, COLLEAGUE.id], StillHere.HERE))
        for one, other in ((ADMINISTRATOR, OTHER_ADMINISTRATOR), (OTHER_ADMINISTRATOR, ADMINISTRATOR)):
            confirm_people(front_door.office, one, {other.id: StillHere.HERE})

    both = sorted([ADMINISTRATOR.id, OTHER_ADMINISTRATOR.id])
    assert asked == [[], both, both, both, both, both, both, [], both]
    assert standing(front_door, HEAD.id) is Standing.SUSPENDED


def test_an_only_lead_whom_an_administrator_confirmed_in_time_stays(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    night(front_door, 100)

    confirm_people(front_door.office, ADMINISTRATOR, dict.fromkeys([HEAD.id], StillHere.HERE))
    night(front_door, 25)

    assert standing(front_door, HEAD.id) is Standing.ACTIVE


def test_people_whom_nobody_confirmed_are_suspended_after_the_days_of_grace(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    night(front_door, 119)
    before = standing(front_door, TEACHER.id)
    confirm_people(front_door.office, HEAD, {COLLEAGUE.id: StillHere.HERE})

    night(front_door, 1)

    assert (before, standing(front_door, TEACHER.id), standing(front_door, COLLEAGUE.id)) == (
        Standing.ACTIVE,
        Standing.SUSPENDED,
        Standing.ACTIVE,
    )
    with pytest.raises(NotOpen):
        sign_in(front_door.office, TEACHER.email, PASSWORD)


def test_a_suspended_person_signs_in_again_once_the_lead_confirms_them(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    night(front_door, 100)
    confirm_people(front_door.office, ADMINISTRATOR, {HEAD.id: StillHere.HERE})
    night(front_door, 20)

    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.HERE})

    assert sign_in(front_door.office, TEACHER.email, PASSWORD).professional == TEACHER


def test_an_account_that_nobody_uses_sleeps_and_one_in_use_does_not(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    for _ in range(2):
        front_door.clock.pass_time(days=89)
        sign_in(front_door.office, COLLEAGUE.email, PASSWORD)
        confirm_people(front_door.office, HEAD, dict.fromkeys([TEACHER.id, COLLEAGUE.id], StillHere.HERE))

    night(front_door, 2)

    assert (standing(front_door, TEACHER.id), standing(front_door, COLLEAGUE.id)) == (
        Standing.DORMANT,
        Standing.ACTIVE,
    )


def test_the_last_administrator_is_not_shut_out_by_time(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)

    night(front_door, 1000)
    night(front_door, 1000)

    stands = sorted(standing(front_door, each.id) for each in (ADMINISTRATOR, OTHER_ADMINISTRATOR))
    assert stands == [Standing.ACTIVE, Standing.DORMANT]


def test_an_administrator_whom_the_other_did_not_confirm_is_suspended(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    front_door.clock.pass_time(days=119)
    confirm_people(front_door.office, OTHER_ADMINISTRATOR, {HEAD.id: StillHere.HERE})
    confirm_people(front_door.office, ADMINISTRATOR, {OTHER_ADMINISTRATOR.id: StillHere.HERE})

    night(front_door, 1)
    before = standing(front_door, ADMINISTRATOR.id)
    confirm_people(front_door.office, OTHER_ADMINISTRATOR, {ADMINISTRATOR.id: StillHere.HERE})

    assert (before, standing(front_door, ADMINISTRATOR.id)) == (Standing.SUSPENDED, Standing.ACTIVE)


def test_what_is_overdue_is_shown_to_administrators(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    front_door.clock.pass_time(days=90)

    overdue = {each.agency.id: each.overdue for each in list_agencies(front_door.office, ADMINISTRATOR)}

    assert (overdue[SCHOOL.id], overdue[SURGERY.id]) == (3, 2)


def test_each_lead_is_sent_the_list_once_a_month(front_door: FrontDoor) -> None:
    lists = []
    for days in (0, 1, 26, 3):
        night(front_door, days)
        lists.append(told(front_door, NoticeKind.PEOPLE_LIST).count(DOCTORS_LEAD.id))

    assert lists == [1, 0, 1, 0]


def test_checking_twice_does_nothing_twice(front_door: FrontDoor) -> None:
    check_accounts(front_door.office)
    night(front_door, 130)

    again = check_accounts(front_door.office)

    assert again == Kept()
    assert evolve(again, slept=0) == again
