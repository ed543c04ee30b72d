"""Changing one's address: confirmed at the new one, told at the old one, let in anew where it proves something else."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import PASSWORD, SCHOOL, register_people
from reference_portal.tests.unit.use_cases.joining.scene import (
    CAREFUL,
    NORTH,
    NORTHS_LEAD,
    SOUTH,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.moving import SameAddress, ask_address_change, change_address, look_at_change
from frontdoor_portal.use_cases.models import Action, NoticeKind, Standing
from frontdoor_portal.use_cases.refusals import LinkNotValid, NotOpen
from frontdoor_portal.use_cases.register import ChooseAgency
from frontdoor_portal.use_cases.sign_in import sign_in


def link_for(front_door: FrontDoor, by: Professional, email: str, agency_id: str = "") -> str:
    mails(front_door)
    ask_address_change(front_door.office, by, email, agency_id)
    [payload] = mails(front_door)
    assert (payload.kind, payload.to) == (NoticeKind.CONFIRM_ADDRESS, email)
    return payload.link_path.rpartition("/")[2]


def test_v6_3_7_the_new_address_is_proved_and_the_old_one_told(front_door: FrontDoor) -> None:
    token = link_for(front_door, TEACHER, "asha.new@hollybush.example")
    before = account(front_door, TEACHER.id).professional.email

    changed = change_address(front_door.office, TEACHER, token)

    assert (before, changed.professional, changed.standing) == (
        TEACHER.email,
        evolve(TEACHER, email="asha.new@hollybush.example"),
        Standing.ACTIVE,
    )
    assert kinds(front_door) == [(NoticeKind.ADDRESS_CHANGED, TEACHER.email)]
    assert sign_in(front_door.office, "asha.new@hollybush.example", PASSWORD).professional.id == TEACHER.id


def test_looking_at_the_link_changes_nothing(front_door: FrontDoor) -> None:
    token = link_for(front_door, TEACHER, "asha@careful.example")

    move = look_at_change(front_door.office, TEACHER, token)

    assert (move.agency, move.waits, account(front_door, TEACHER.id).professional) == (CAREFUL, True, TEACHER)


def test_another_agencys_address_means_a_new_approval_and_no_wider_role(front_door: FrontDoor) -> None:
    session = sign_in(front_door.office, HEAD.email, PASSWORD).session
    token = link_for(front_door, HEAD, "ivo@careful.example")

    change_address(front_door.office, HEAD, token)

    moved = account(front_door, HEAD.id)
    with front_door.office.work.reading() as tx:
        assert tx.accounts.session(session.token_hash) is None
    assert (moved.standing, moved.disabled, moved.professional.agency, moved.professional.roles) == (
        *(Standing.WAITING, True, CAREFUL),
        frozenset({Role.PROFESSIONAL}),
    )
    details = [each.detail for each in front_door.audit(HEAD.id) if each.action is Action.CHANGED_AGENCY]
    assert details == [f"{SCHOOL.id},{CAREFUL.id}"]


def test_another_domain_of_the_same_agency_means_a_new_approval(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(SCHOOL, email_domains=SCHOOL.email_domains | {"second.example"}))
    token = link_for(front_door, TEACHER, "asha@second.example")

    assert change_address(front_door.office, TEACHER, token).standing is Standing.WAITING
    with pytest.raises(NotOpen):
        sign_in(front_door.office, "asha@second.example", PASSWORD)


def test_moving_between_agencies_of_one_shared_domain_is_asked_for_and_approved(front_door: FrontDoor) -> None:
    nurse = evolve(NORTHS_LEAD, id="nurse", email="nurse@nhs.net", roles=frozenset({Role.PROFESSIONAL}))
    register_people(front_door.office, nurse)
    with pytest.raises(ChooseAgency):
        ask_address_change(front_door.office, nurse, nurse.email)
    with pytest.raises(SameAddress):
        ask_address_change(front_door.office, nurse, nurse.email, NORTH.id)

    token = link_for(front_door, nurse, nurse.email, SOUTH.id)
    moved = change_address(front_door.office, nurse, token)

    assert (moved.professional.agency, moved.standing) == (SOUTH, Standing.WAITING)


def test_a_mailbox_that_has_an_account_is_told_and_nothing_is_sent_to_confirm(front_door: FrontDoor) -> None:
    ask_address_change(front_door.office, TEACHER, COLLEAGUE.email)

    assert kinds(front_door) == [(NoticeKind.ADDRESS_TAKEN, COLLEAGUE.email)]


@pytest.mark.parametrize("hours", [24, 100])
def test_a_link_lasts_a_day(front_door: FrontDoor, hours: int) -> None:
    token = link_for(front_door, TEACHER, "asha.new@hollybush.example")
    front_door.clock.pass_time(hours=hours)

    with pytest.raises(LinkNotValid):
        change_address(front_door.office, TEACHER, token)
