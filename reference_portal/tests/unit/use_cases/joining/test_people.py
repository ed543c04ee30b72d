"""An agency's people: confirmed, marked as left, made lead; each obeyed by the very next request."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, PASSWORD, SCHOOL, person, register_people
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    NORTHS_LEAD,
    OTHER_ADMINISTRATOR,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, MANAGER, OFFICER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.drafts import my_drafts
from frontdoor_portal.use_cases.joining.details import change_details
from frontdoor_portal.use_cases.joining.leading import set_lead
from frontdoor_portal.use_cases.joining.models import RoleReason, StillHere
from frontdoor_portal.use_cases.joining.people import (
    confirm_people,
    list_people,
    one_colleague,
    welcome_back,
)
from frontdoor_portal.use_cases.joining.roles import find_account, give_roles
from frontdoor_portal.use_cases.models import Action, NoticeKind, Standing
from frontdoor_portal.use_cases.onboarding import leave_agency
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SignInRefused
from frontdoor_portal.use_cases.resume_session import resume_session
from frontdoor_portal.use_cases.sign_in import sign_in

PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")
COUNCILS_LEAD = person(Role.AGENCY_LEAD, COUNCIL, "Cy Hart")


def still_signed_in(front_door: FrontDoor, token: str) -> bool:
    limits = timedelta(hours=1), timedelta(hours=12)
    return resume_session(front_door.office, token, *limits) is not None


@pytest.mark.parametrize("answer", [StillHere.LEFT, StillHere.MOVED])
def test_v7_4_2_a_leaver_is_out_within_one_request_and_the_drafts_stay(
    front_door: FrontDoor, answer: StillHere
) -> None:
    draft = front_door.draft()
    token = sign_in(front_door.office, TEACHER.email, PASSWORD).token

    confirm_people(front_door.office, HEAD, {TEACHER.id: answer})

    assert not still_signed_in(front_door, token)
    with pytest.raises(SignInRefused):
        sign_in(front_door.office, TEACHER.email, PASSWORD)
    assert account(front_door, TEACHER.id).standing is Standing.LEFT
    assert [(each.id, each.agency_id) for each in my_drafts(front_door.office, TEACHER)] == [(draft, SCHOOL.id)]
    written = [each for each in front_door.audit(TEACHER.id) if each.action is Action.LEFT]
    assert [(each.actor_id, each.detail) for each in written] == [(HEAD.id, answer.value)]


def test_the_operator_says_that_somebody_left_where_nobody_there_can(front_door: FrontDoor) -> None:
    token = sign_in(front_door.office, TEACHER.email, PASSWORD).token

    leave_agency(front_door.office, TEACHER.email)

    assert (still_signed_in(front_door, token), account(front_door, TEACHER.id).standing) == (False, Standing.LEFT)


def test_who_left_comes_back_with_the_password_they_had(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.LEFT})

    welcome_back(front_door.office, HEAD, TEACHER.id)

    assert sign_in(front_door.office, TEACHER.email, PASSWORD).professional == TEACHER


def test_confirming_somebody_counts_from_now(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.HERE, COLLEAGUE.id: StillHere.ROLE_WRONG})

    found = [account(front_door, each.id) for each in (TEACHER, COLLEAGUE)]
    assert [(each.certified_at, each.role_doubted) for each in found] == [(front_door.clock(), False), (None, True)]


def test_the_list_says_who_is_due_and_who_is_out_of_reach(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.HERE})
    front_door.clock.pass_time(days=89)
    confirm_people(front_door.office, HEAD, {COLLEAGUE.id: StillHere.HERE})
    front_door.clock.pass_time(days=1)

    listed = list_people(front_door.office, HEAD)

    assert [(each.account.professional.name, each.is_due, each.in_reach) for each in listed.people] == [
        ("Asha Bello", True, True),
        ("Femi Okoro", False, True),
        ("Ivo Marsh", False, False),
    ]
    assert listed.to_confirm == 1


def test_nobody_confirms_themselves(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.HERE, HEAD.id: StillHere.HERE})

    assert account(front_door, TEACHER.id).certified_at is None


@pytest.mark.parametrize("by", [NORTHS_LEAD, MANAGER], ids=["another lead", "a manager, where there is a lead"])
def test_v8_2_2_nobody_speaks_for_another_agency(front_door: FrontDoor, by: Professional) -> None:
    for refused in (
        lambda: confirm_people(front_door.office, by, {TEACHER.id: StillHere.LEFT}),
        lambda: welcome_back(front_door.office, by, TEACHER.id),
        lambda: set_lead(front_door.office, by, TEACHER.id, leads=True),
        lambda: one_colleague(front_door.office, by, TEACHER.id),
        lambda: list_people(front_door.office, by, SCHOOL.id),
    ):
        with pytest.raises(NotVisible):
            refused()
    assert account(front_door, TEACHER.id).standing is Standing.ACTIVE


def test_a_lead_of_the_council_does_not_reach_those_who_stand_above_them(front_door: FrontDoor) -> None:
    register_people(front_door.office, PRIVACY, COUNCILS_LEAD)
    listed = {
        each.account.professional.name: each.in_reach for each in list_people(front_door.office, COUNCILS_LEAD).people
    }

    assert listed == {
        "Cy Hart": False,
        "Lou Bright": False,
        "May Quinn": False,
        "Nia Rhys": False,
        "Olu Grant": True,
        "Owen Bell": False,
        "Pat Lowe": True,
    }
    with pytest.raises(NotVisible):
        confirm_people(front_door.office, COUNCILS_LEAD, {ADMINISTRATOR.id: StillHere.LEFT})


def test_a_lead_makes_a_colleague_lead_and_no_more(front_door: FrontDoor) -> None:
    mails(front_door)

    set_lead(front_door.office, HEAD, TEACHER.id, leads=True)
    made = account(front_door, TEACHER.id).professional.roles
    set_lead(front_door.office, HEAD, TEACHER.id, leads=False)

    assert (made, account(front_door, TEACHER.id).professional.roles) == (
        frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD}),
        frozenset({Role.PROFESSIONAL}),
    )
    assert kinds(front_door) == [(NoticeKind.ROLES_CHANGED, TEACHER.id)] * 2


def test_nobody_with_a_wider_role_is_made_less_by_a_lead(front_door: FrontDoor) -> None:
    register_people(front_door.office, COUNCILS_LEAD)

    with pytest.raises(NotVisible):
        set_lead(front_door.office, COUNCILS_LEAD, OFFICER.id, leads=True)


def test_v8_3_2_a_role_that_was_taken_is_gone_at_the_next_request(front_door: FrontDoor) -> None:
    token = sign_in(front_door.office, OFFICER.email, PASSWORD).token

    give_roles(
        front_door.office, ADMINISTRATOR, OFFICER.id, frozenset({Role.PROFESSIONAL}), RoleReason.NO_LONGER_NEEDED
    )

    assert not still_signed_in(front_door, token)
    assert sign_in(front_door.office, OFFICER.email, PASSWORD).professional.roles == {Role.PROFESSIONAL}
    written = [each.detail for each in front_door.audit(OFFICER.id) if each.action is Action.ROLES_SET]
    assert written == ["professional;no_longer_needed"]


def test_administrators_give_roles_to_others_and_never_to_themselves(front_door: FrontDoor) -> None:
    for refused in (
        lambda: give_roles(front_door.office, ADMINISTRATOR, ADMINISTRATOR.id, frozenset(Role), RoleReason.CORRECTION),
        lambda: find_account(front_door.office, ADMINISTRATOR, ADMINISTRATOR.email),
        lambda: find_account(front_door.office, ADMINISTRATOR, "nobody@hollybush.example"),
    ):
        with pytest.raises(NotVisible):
            refused()
    assert find_account(front_door.office, ADMINISTRATOR, OTHER_ADMINISTRATOR.email).professional == OTHER_ADMINISTRATOR


@pytest.mark.parametrize("by", [HEAD, MANAGER, TEACHER])
def test_no_other_role_gives_roles(front_door: FrontDoor, by: Professional) -> None:
    with pytest.raises(NotPermitted):
        give_roles(front_door.office, by, COLLEAGUE.id, frozenset({Role.PROFESSIONAL}), RoleReason.STARTS)


def test_a_contact_keeps_its_senders_details_as_they_stood_when_it_was_sent(front_door: FrontDoor) -> None:
    change: dict[str, Any] = {"name": "Asha Bello", "job_title": "Head of year", "phone": "01632 960111"}
    reference = front_door.sent()
    changed = change_details(
        front_door.office, TEACHER, **change, reply_address="1 High Street\nSaltmarsh", preferred_times="after 3:30pm"
    )

    before = front_door.contact(reference).sender

    assert (before.job_title, before.phone, before.reply_address, before.preferred_times) == (
        *(TEACHER.job_title, TEACHER.phone),
        *("", ""),
    )
    assert (
        account(front_door, TEACHER.id).professional
        == changed
        == evolve(TEACHER, **change, reply_address="1 High Street\nSaltmarsh", preferred_times="after 3:30pm")
    )
    assert front_door.audit(TEACHER.id)[-1].detail == "job_title,phone,reply_address,preferred_times"
