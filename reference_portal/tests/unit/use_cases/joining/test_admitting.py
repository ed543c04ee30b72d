"""Letting people in: by their agency's lead, by the council where there is none, and never by themselves."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import PASSWORD, SURGERY
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    CAREFULS_LEAD,
    NORTH,
    NORTHS_LEAD,
    SOUTH,
    account,
    joined,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.admitting import admit, people_waiting, refuse
from frontdoor_portal.use_cases.joining.models import Refusal
from frontdoor_portal.use_cases.joining.moving import ask_address_change, change_address
from frontdoor_portal.use_cases.models import Action, NoticeKind, Standing
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.sign_in import sign_in


def shown_to(front_door: FrontDoor, by: Professional) -> list[str]:
    return [each.account.professional.email for each in people_waiting(front_door.office, by)]


def test_the_lead_of_the_chosen_agency_lets_somebody_in_who_then_signs_in(front_door: FrontDoor) -> None:
    person = joined(front_door, "asha@nhs.net", NORTH.id).professional
    mails(front_door)

    assert admit(front_door.office, NORTHS_LEAD, [person.id]) == 1

    assert sign_in(front_door.office, "asha@nhs.net", PASSWORD).professional == person
    assert account(front_door, person.id).certified_at == front_door.clock()
    assert kinds(front_door) == [(NoticeKind.ADMITTED, person.id)]
    written = [each for each in front_door.audit(person.id) if each.action is Action.ADMITTED]
    assert [(each.actor_id, each.detail) for each in written] == [(NORTHS_LEAD.id, NORTH.id)]


def test_each_keeper_sees_those_whom_they_may_let_in(front_door: FrontDoor) -> None:
    joined(front_door, "north@nhs.net", NORTH.id)
    front_door.clock.pass_time(minutes=1)
    joined(front_door, "south@nhs.net", SOUTH.id)
    front_door.clock.pass_time(minutes=1)
    joined(front_door, "jo@careful.example")

    seen = {
        each.name: shown_to(front_door, each) for each in (NORTHS_LEAD, CAREFULS_LEAD, HEAD, MANAGER, ADMINISTRATOR)
    }

    assert seen == {
        "Ines Vale": ["north@nhs.net"],
        "Gus Lane": ["jo@careful.example"],
        "Ivo Marsh": [],
        "May Quinn": ["south@nhs.net"],
        "Nia Rhys": ["north@nhs.net", "south@nhs.net", "jo@careful.example"],
    }


def test_administrators_are_told_where_an_agency_has_no_lead(front_door: FrontDoor) -> None:
    joined(front_door, "south@nhs.net", SOUTH.id)

    told = {to for kind, to in kinds(front_door) if kind is NoticeKind.PEOPLE_WAITING}

    assert ADMINISTRATOR.id in told
    assert NORTHS_LEAD.id not in told


@pytest.mark.parametrize("by", [HEAD, CAREFULS_LEAD, MANAGER], ids=["another school's lead", "another lead", "manager"])
def test_v8_2_2_nobody_lets_people_of_another_agency_in(front_door: FrontDoor, by: Professional) -> None:
    person = joined(front_door, "asha@nhs.net", NORTH.id).professional

    with pytest.raises(NotVisible):
        admit(front_door.office, by, [person.id])
    with pytest.raises(NotVisible):
        refuse(front_door.office, by, [person.id], Refusal.NOT_OURS)
    assert account(front_door, person.id).standing is Standing.WAITING


def test_who_keeps_nobody_may_not_look(front_door: FrontDoor) -> None:
    with pytest.raises(NotPermitted):
        people_waiting(front_door.office, TEACHER)
    with pytest.raises(NotVisible):
        admit(front_door.office, TEACHER, [HEAD.id])


def test_nobody_approves_themselves(front_door: FrontDoor) -> None:
    waits = evolve(NORTHS_LEAD, id="waits", email="waits@nhs.net", name="Wren Ito")
    own = joined(front_door, waits.email, NORTH.id).professional
    would_be = evolve(own, roles=frozenset({Role.AGENCY_LEAD}))

    with pytest.raises(NotVisible):
        admit(front_door.office, would_be, [own.id])


def test_a_refused_persons_account_goes_and_they_are_told_without_a_reason(front_door: FrontDoor) -> None:
    person = joined(front_door, "asha@nhs.net", NORTH.id).professional
    mails(front_door)

    assert refuse(front_door.office, NORTHS_LEAD, [person.id], Refusal.NOT_OURS) == 1

    with front_door.office.work.reading() as tx:
        assert tx.accounts.account(person.id) is None
    assert kinds(front_door) == [(NoticeKind.NOT_ADMITTED, "asha@nhs.net")]
    assert front_door.audit(person.id)[-1].detail == f"{NORTH.id},not_ours"
    assert joined(front_door, "asha@nhs.net", SOUTH.id).standing is Standing.WAITING


def test_a_flood_is_refused_at_once_and_a_second_lead_finds_it_done(front_door: FrontDoor) -> None:
    flood = [joined(front_door, f"x{number}@nhs.net", NORTH.id).professional.id for number in range(5)]

    first = refuse(front_door.office, NORTHS_LEAD, flood, Refusal.FLOOD)
    second = refuse(front_door.office, NORTHS_LEAD, flood, Refusal.FLOOD)

    assert (first, second, shown_to(front_door, NORTHS_LEAD)) == (5, 0, [])


def test_what_to_look_at_twice_is_shown(front_door: FrontDoor) -> None:
    joined(front_door, "asha@nhs.net", NORTH.id, "Аsha Vale")

    [shown] = people_waiting(front_door.office, NORTHS_LEAD)

    assert ([each.code for each in shown.signs], shown.on_shared_domain, shown.same_surname, shown.named_lead) == (
        ["U+0410"],
        True,
        True,
        False,
    )


def test_letting_in_somebody_of_ones_own_surname_is_noted(front_door: FrontDoor) -> None:
    person = joined(front_door, "asha@nhs.net", NORTH.id, "Asha Vale").professional

    admit(front_door.office, NORTHS_LEAD, [person.id])

    assert front_door.audit(person.id)[-1].detail == f"{NORTH.id},same_surname"


def test_the_named_lead_on_a_shared_domain_waits_and_leads_once_let_in(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(SOUTH, lead_email="asha@nhs.net"))
    person = joined(front_door, "asha@nhs.net", SOUTH.id)

    admit(front_door.office, ADMINISTRATOR, [person.professional.id])

    let_in = account(front_door, person.professional.id)
    assert (person.standing, let_in.standing, let_in.professional.has_role(Role.AGENCY_LEAD)) == (
        Standing.WAITING,
        Standing.ACTIVE,
        True,
    )


def test_who_moved_and_is_refused_keeps_a_closed_account_with_what_they_did(front_door: FrontDoor) -> None:
    ask_address_change(front_door.office, TEACHER, "asha@careful.example")
    token = mails(front_door)[-1].link_path.rpartition("/")[2]
    change_address(front_door.office, TEACHER, token)

    refuse(front_door.office, CAREFULS_LEAD, [TEACHER.id], Refusal.NOT_KNOWN)

    assert account(front_door, TEACHER.id).standing is Standing.LEFT
    assert SURGERY.id not in front_door.audit(TEACHER.id)[-1].detail
