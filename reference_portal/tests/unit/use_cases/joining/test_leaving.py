"""Whoever leaves loses every wider role, and is told; nobody shuts somebody out, or lets them back, in silence."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    OTHER_ADMINISTRATOR,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, OFFICER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.models import RoleReason, StillHere
from frontdoor_portal.use_cases.joining.people import confirm_people, welcome_back
from frontdoor_portal.use_cases.joining.roles import give_roles
from frontdoor_portal.use_cases.models import Action, NoticeKind, Standing
from frontdoor_portal.use_cases.onboarding import enable_account, leave_agency

SECOND_LEAD = evolve(HEAD, id="second-lead", email="gwen@hollybush.example", name="Gwen Ash")
PROFESSIONAL = frozenset({Role.PROFESSIONAL})


def said_left(front_door: FrontDoor, by: Professional, whom: Professional) -> None:
    confirm_people(front_door.office, by, {whom.id: StillHere.LEFT})


def stands(front_door: FrontDoor, whom: Professional) -> tuple[Standing, frozenset[Role]]:
    found = account(front_door, whom.id)
    return found.standing, found.professional.roles


@pytest.mark.parametrize(
    ("by", "whom"),
    [(ADMINISTRATOR, OTHER_ADMINISTRATOR), (MANAGER, OFFICER), (ADMINISTRATOR, HEAD), (SECOND_LEAD, HEAD)],
    ids=["an administrator", "an officer", "a lead", "a lead, by another"],
)
def test_v2_3_5_one_alone_brings_nobody_back_with_more_than_a_professionals_role(
    front_door: FrontDoor, by: Professional, whom: Professional
) -> None:
    register_people(front_door.office, by)
    said_left(front_door, by, whom)

    welcome_back(front_door.office, by, whom.id)

    assert stands(front_door, whom) == (Standing.ACTIVE, PROFESSIONAL)
    written = [each for each in front_door.audit(whom.id) if each.action is Action.ROLES_SET]
    assert [(each.actor_id, each.detail) for each in written] == [(by.id, "professional;left")]


def _welcomed_by_an_administrator(front_door: FrontDoor) -> None:
    welcome_back(front_door.office, ADMINISTRATOR, OTHER_ADMINISTRATOR.id)


def _opened_by_the_operator(front_door: FrontDoor) -> None:
    enable_account(front_door.office, OTHER_ADMINISTRATOR.email)


@pytest.mark.parametrize("comes_back", [_welcomed_by_an_administrator, _opened_by_the_operator])
def test_whoever_was_marked_as_left_with_their_roles_loses_them_when_they_come_back(
    front_door: FrontDoor, comes_back: Callable[[FrontDoor], None]
) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.set_standing(OTHER_ADMINISTRATOR.id, Standing.LEFT)

    comes_back(front_door)

    assert stands(front_door, OTHER_ADMINISTRATOR) == (Standing.ACTIVE, PROFESSIONAL)


def test_a_wider_role_is_proposed_anew_for_who_came_back(front_door: FrontDoor) -> None:
    said_left(front_door, ADMINISTRATOR, OTHER_ADMINISTRATOR)
    welcome_back(front_door.office, ADMINISTRATOR, OTHER_ADMINISTRATOR.id)

    wanted = frozenset({Role.ADMINISTRATOR})
    proposal = give_roles(front_door.office, ADMINISTRATOR, OTHER_ADMINISTRATOR.id, wanted, RoleReason.STARTS)

    assert proposal is not None
    assert stands(front_door, OTHER_ADMINISTRATOR) == (Standing.ACTIVE, PROFESSIONAL)


def test_who_sleeps_keeps_the_roles_they_had(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.set_standing(OFFICER.id, Standing.DORMANT)

    welcome_back(front_door.office, MANAGER, OFFICER.id)

    assert stands(front_door, OFFICER) == (Standing.ACTIVE, OFFICER.roles)


def test_the_operator_opens_the_account_of_who_left_as_a_professionals(front_door: FrontDoor) -> None:
    leave_agency(front_door.office, OFFICER.email)
    enable_account(front_door.office, OFFICER.email)

    assert stands(front_door, OFFICER) == (Standing.ACTIVE, PROFESSIONAL)


def _by_the_operator(front_door: FrontDoor) -> None:
    leave_agency(front_door.office, TEACHER.email)


def _by_an_administrator(front_door: FrontDoor) -> None:
    said_left(front_door, ADMINISTRATOR, TEACHER)


@pytest.mark.parametrize("says", [_by_the_operator, _by_an_administrator])
def test_a_leaver_is_told_and_so_are_the_leads_where_somebody_else_said_so(
    front_door: FrontDoor, says: Callable[[FrontDoor], None]
) -> None:
    mails(front_door)

    says(front_door)

    assert [(each.kind, each.to, each.link_path) for each in mails(front_door)] == [
        (NoticeKind.SAID_LEFT, TEACHER.email, "/help"),
        (NoticeKind.COLLEAGUE_LEFT, HEAD.id, "/people"),
    ]


def test_what_a_lead_says_of_their_own_people_is_told_to_the_leaver_alone(front_door: FrontDoor) -> None:
    register_people(front_door.office, SECOND_LEAD)
    mails(front_door)

    said_left(front_door, HEAD, TEACHER)

    assert kinds(front_door) == [(NoticeKind.SAID_LEFT, TEACHER.email)]


def test_a_lead_who_is_said_to_have_left_is_told_to_the_other_leads(front_door: FrontDoor) -> None:
    third = evolve(HEAD, id="third-lead", email="osei@hollybush.example", name="Osei Lund")
    register_people(front_door.office, SECOND_LEAD, third)
    mails(front_door)

    said_left(front_door, SECOND_LEAD, HEAD)

    assert kinds(front_door) == [(NoticeKind.COLLEAGUE_LEFT, third.id), (NoticeKind.SAID_LEFT, HEAD.email)]


def test_no_administrator_is_shut_out_in_silence(front_door: FrontDoor) -> None:
    third = evolve(ADMINISTRATOR, id="third", email="ama@council.example", name="Ama Voss")
    register_people(front_door.office, third)
    mails(front_door)

    said_left(front_door, ADMINISTRATOR, OTHER_ADMINISTRATOR)

    assert kinds(front_door) == [
        (NoticeKind.COLLEAGUE_LEFT, third.id),
        (NoticeKind.SAID_LEFT, OTHER_ADMINISTRATOR.email),
    ]
