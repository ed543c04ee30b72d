"""Roles that open more than a professional's take two administrators; what takes one away takes one."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    OTHER_ADMINISTRATOR,
    SOUTH,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, TEACHER, FrontDoor

from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor_portal.use_cases.joining.agencies import (
    ProposalNotSound,
    approve_agency,
    propose_agency,
    waiting_proposals,
)
from frontdoor_portal.use_cases.joining.models import LEADABLE, RoleReason, StillHere
from frontdoor_portal.use_cases.joining.people import change_roles, confirm_people, welcome_back
from frontdoor_portal.use_cases.joining.role_proposals import RoleProposal
from frontdoor_portal.use_cases.joining.roles import (
    RolesNotSound,
    RolesWait,
    approve_roles,
    give_roles,
    refuse_roles,
    waiting_roles,
)
from frontdoor_portal.use_cases.models import Action, NoticeKind, Standing
from frontdoor_portal.use_cases.onboarding import disable_account, leave_agency, set_roles
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

POLICE = Agency("mercia", "West Mercia Police", AgencyKind.POLICE, frozenset({"mercia.example"}))
PROFESSIONAL = frozenset({Role.PROFESSIONAL})
WIDER = frozenset({Role.PROFESSIONAL, Role.ADMINISTRATOR})


def proposed(front_door: FrontDoor, whom: str = TEACHER.id, roles: frozenset[Role] = WIDER) -> RoleProposal:
    proposal = give_roles(front_door.office, ADMINISTRATOR, whom, roles, RoleReason.STARTS)
    assert proposal is not None
    return proposal


def roles_of(front_door: FrontDoor, whom: str = TEACHER.id) -> frozenset[Role]:
    return account(front_door, whom).professional.roles


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROFESSIONAL}))
def test_v2_3_5_no_role_that_opens_more_is_given_by_one_administrator(front_door: FrontDoor, role: Role) -> None:
    proposed(front_door, roles=frozenset({Role.PROFESSIONAL, role}))
    assert roles_of(front_door) == {Role.PROFESSIONAL}


def test_v2_3_5_one_administrator_makes_no_second_one_to_approve_with(front_door: FrontDoor) -> None:
    """Neither whoever proposed it, nor the account that it is about, says yes."""
    proposal = proposed(front_door, OTHER_ADMINISTRATOR.id, frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}))
    for somebody in (ADMINISTRATOR, OTHER_ADMINISTRATOR, MANAGER):
        with pytest.raises(NotPermitted):
            approve_roles(front_door.office, somebody, proposal.id)
    assert roles_of(front_door, OTHER_ADMINISTRATOR.id) == {Role.ADMINISTRATOR}


def test_another_administrator_is_told_and_approves(front_door: FrontDoor) -> None:
    mails(front_door)
    proposal = proposed(front_door)
    told = kinds(front_door)
    waits = [(each.proposal, each.person, each.may_approve) for each in waiting_roles(front_door.office, ADMINISTRATOR)]

    approve_roles(front_door.office, OTHER_ADMINISTRATOR, proposal.id)

    assert (told, waits) == ([(NoticeKind.ROLES_TO_APPROVE, OTHER_ADMINISTRATOR.id)], [(proposal, TEACHER, False)])
    assert (roles_of(front_door), waiting_roles(front_door.office, ADMINISTRATOR)) == (WIDER, ())
    assert kinds(front_door) == [(NoticeKind.ROLES_CHANGED, TEACHER.id)]
    assert [(each.action, each.actor_id, each.detail) for each in front_door.audit(TEACHER.id)] == [
        (Action.ROLES_PROPOSED, ADMINISTRATOR.id, "administrator,professional;starts"),
        (Action.ROLES_SET, OTHER_ADMINISTRATOR.id, "administrator,professional;starts"),
    ]


def test_a_refused_proposal_changes_nothing_and_is_decided_once(front_door: FrontDoor) -> None:
    proposal = proposed(front_door)
    refuse_roles(front_door.office, ADMINISTRATOR, proposal.id)
    for again in (approve_roles, refuse_roles):
        with pytest.raises(RolesNotSound):
            again(front_door.office, OTHER_ADMINISTRATOR, proposal.id)
    assert roles_of(front_door) == {Role.PROFESSIONAL}


def test_of_one_person_one_proposal_waits_at_a_time(front_door: FrontDoor) -> None:
    proposed(front_door)
    with pytest.raises(RolesWait):
        give_roles(front_door.office, OTHER_ADMINISTRATOR, TEACHER.id, WIDER, RoleReason.STARTS)


def test_a_role_is_taken_and_a_professionals_given_at_once(front_door: FrontDoor) -> None:
    fewer = give_roles(front_door.office, ADMINISTRATOR, OFFICER.id, PROFESSIONAL, RoleReason.CHANGES_JOB)
    assert (fewer, roles_of(front_door, OFFICER.id)) == (None, PROFESSIONAL)


def _moved(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_person(evolve(TEACHER, agency=SOUTH))


def _other_roles(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        change_roles(front_door.office, tx, OTHER_ADMINISTRATOR.id, TEACHER, LEADABLE)


def _left(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.set_standing(TEACHER.id, Standing.LEFT)


@pytest.mark.parametrize("happened", [_moved, _other_roles, _left])
def test_whoever_is_not_what_they_were_is_not_given_roles(
    front_door: FrontDoor, happened: Callable[[FrontDoor], None]
) -> None:
    proposal = proposed(front_door)
    happened(front_door)
    with pytest.raises(RolesNotSound):
        approve_roles(front_door.office, OTHER_ADMINISTRATOR, proposal.id)


def _demoted(front_door: FrontDoor) -> None:
    give_roles(front_door.office, OTHER_ADMINISTRATOR, ADMINISTRATOR.id, PROFESSIONAL, RoleReason.NO_LONGER_NEEDED)


def _said_to_have_left(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, OTHER_ADMINISTRATOR, {ADMINISTRATOR.id: StillHere.LEFT})


def _disabled(front_door: FrontDoor) -> None:
    disable_account(front_door.office, ADMINISTRATOR.email)


def _demoted_by_the_operator(front_door: FrontDoor) -> None:
    set_roles(front_door.office, ADMINISTRATOR.email, PROFESSIONAL)


def _left_by_the_operator(front_door: FrontDoor) -> None:
    leave_agency(front_door.office, ADMINISTRATOR.email)


@pytest.mark.parametrize(
    "happened", [_demoted, _said_to_have_left, _disabled, _demoted_by_the_operator, _left_by_the_operator]
)
def test_what_somebody_proposed_falls_with_them(front_door: FrontDoor, happened: Callable[[FrontDoor], None]) -> None:
    """Agencies and roles: a stolen account that was found leaves nothing for another to approve."""
    roles = proposed(front_door)
    agency = propose_agency(front_door.office, ADMINISTRATOR, POLICE, "They called")
    assert agency is not None

    happened(front_door)

    assert waiting_roles(front_door.office, OTHER_ADMINISTRATOR) == ()
    assert waiting_proposals(front_door.office, OTHER_ADMINISTRATOR) == ()
    for approve, proposal in ((approve_roles, roles.id), (approve_agency, agency.id)):
        with pytest.raises((RolesNotSound, ProposalNotSound)):
            approve(front_door.office, OTHER_ADMINISTRATOR, proposal)
    dropped = [each.action for each in (*front_door.audit(TEACHER.id), *front_door.audit(POLICE.id))]
    assert dropped == [
        *(Action.ROLES_PROPOSED, Action.ROLES_NOT_APPROVED),
        *(Action.AGENCY_PROPOSED, Action.AGENCY_NOT_APPROVED),
    ]


def test_what_was_left_from_before_is_not_approved_either(front_door: FrontDoor) -> None:
    """A proposer who was shut before that dropped what they proposed."""
    roles, agency = proposed(front_door), propose_agency(front_door.office, ADMINISTRATOR, POLICE, "They called")
    assert agency is not None
    with front_door.office.work.begin() as tx:
        tx.joining.set_standing(ADMINISTRATOR.id, Standing.LEFT)

    with pytest.raises(RolesNotSound) as not_roles:
        approve_roles(front_door.office, OTHER_ADMINISTRATOR, roles.id)
    with pytest.raises(ProposalNotSound) as not_agency:
        approve_agency(front_door.office, OTHER_ADMINISTRATOR, agency.id)
    assert {str(not_roles.value), str(not_agency.value)} == {"Whoever proposed it is no longer an administrator here"}


def test_roles_that_waited_for_a_leaver_do_not_wait_for_their_return(front_door: FrontDoor) -> None:
    proposed(front_door)
    confirm_people(front_door.office, OTHER_ADMINISTRATOR, {TEACHER.id: StillHere.LEFT})
    welcome_back(front_door.office, OTHER_ADMINISTRATOR, TEACHER.id)

    assert waiting_roles(front_door.office, OTHER_ADMINISTRATOR) == ()


def test_administrators_propose_nothing_for_themselves(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        give_roles(front_door.office, ADMINISTRATOR, ADMINISTRATOR.id, frozenset(Role), RoleReason.CORRECTION)


def test_nobody_but_administrators_sees_what_waits(front_door: FrontDoor) -> None:
    with pytest.raises(NotPermitted):
        waiting_roles(front_door.office, MANAGER)
