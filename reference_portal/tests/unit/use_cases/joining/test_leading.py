"""Who leads an agency reads what it sent: one of its leads says so alone, or two administrators do; the others hear."""

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    NORTH,
    NORTHS_LEAD,
    OTHER_ADMINISTRATOR,
    SOUTH,
    account,
    joined,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.admitting import admit
from frontdoor_portal.use_cases.joining.agencies import propose_agency
from frontdoor_portal.use_cases.joining.leading import set_lead, waits_for_another
from frontdoor_portal.use_cases.joining.models import LEADABLE, RoleReason
from frontdoor_portal.use_cases.joining.roles import RolesWait, approve_roles, give_roles
from frontdoor_portal.use_cases.models import NoticeKind, Standing

PROFESSIONAL = frozenset({Role.PROFESSIONAL})


def nurse(front_door: FrontDoor, agency_id: str = NORTH.id, by: Professional = NORTHS_LEAD) -> Professional:
    """Somebody of an agency on a shared domain, let in."""
    found = joined(front_door, "asha@nhs.net", agency_id).professional
    admit(front_door.office, by, [found.id])
    mails(front_door)
    return found


def roles_of(front_door: FrontDoor, whom: Professional) -> frozenset[Role]:
    return account(front_door, whom.id).professional.roles


def test_v2_3_5_an_administrator_alone_makes_nobody_lead_whom_they_let_in(front_door: FrontDoor) -> None:
    """A second account of their own on a shared domain would read with it what the agency sent."""
    own = nurse(front_door, by=ADMINISTRATOR)

    proposal = set_lead(front_door.office, ADMINISTRATOR, own.id, leads=True)

    assert proposal is not None
    assert (proposal.wanted, proposal.why, roles_of(front_door, own)) == (
        LEADABLE,
        RoleReason.BECOMES_LEAD,
        PROFESSIONAL,
    )
    assert kinds(front_door) == [(NoticeKind.ROLES_TO_APPROVE, OTHER_ADMINISTRATOR.id)]


def test_the_lead_whom_another_administrator_approves_is_told_to_the_agencys_leads(front_door: FrontDoor) -> None:
    somebody = nurse(front_door)
    proposal = set_lead(front_door.office, ADMINISTRATOR, somebody.id, leads=True)
    mails(front_door)
    assert proposal is not None

    approve_roles(front_door.office, OTHER_ADMINISTRATOR, proposal.id)

    assert roles_of(front_door, somebody) == LEADABLE
    assert kinds(front_door) == [(NoticeKind.LEAD_MADE, NORTHS_LEAD.id), (NoticeKind.ROLES_CHANGED, somebody.id)]


def test_a_second_proposal_for_the_same_person_waits(front_door: FrontDoor) -> None:
    set_lead(front_door.office, ADMINISTRATOR, TEACHER.id, leads=True)
    with pytest.raises(RolesWait):
        set_lead(front_door.office, OTHER_ADMINISTRATOR, TEACHER.id, leads=True)


def test_an_administrator_who_leads_the_agency_makes_another_lead_alone(front_door: FrontDoor) -> None:
    both = evolve(HEAD, roles=frozenset({Role.ADMINISTRATOR, Role.AGENCY_LEAD}))

    proposals = [
        set_lead(front_door.office, both, TEACHER.id, leads=True),
        give_roles(front_door.office, both, TEACHER.id, LEADABLE, RoleReason.STARTS),
    ]

    assert (proposals, roles_of(front_door, TEACHER)) == ([None, None], LEADABLE)


@pytest.mark.parametrize(
    ("by", "waits"),
    [(HEAD, False), (MANAGER, False), (ADMINISTRATOR, True), (evolve(ADMINISTRATOR, agency=HEAD.agency), True)],
    ids=["its lead", "a manager of the front door", "an administrator", "an administrator who works there"],
)
def test_who_waits_for_another(by: Professional, waits: bool) -> None:
    assert waits_for_another(by, TEACHER) is waits


def test_one_administrator_takes_the_leads_role_away(front_door: FrontDoor) -> None:
    assert set_lead(front_door.office, ADMINISTRATOR, HEAD.id, leads=False) is None
    assert roles_of(front_door, HEAD) == PROFESSIONAL


def test_whom_the_council_lets_in_is_told_to_the_agencys_leads_once_a_day(front_door: FrontDoor) -> None:
    people = [joined(front_door, f"{name}@nhs.net", NORTH.id).professional for name in ("asha", "bea")]
    mails(front_door)

    for each in people:
        admit(front_door.office, ADMINISTRATOR, [each.id])

    told = [each for each in mails(front_door) if each.kind is NoticeKind.LET_IN]
    assert [(each.to, each.link_path) for each in told] == [(NORTHS_LEAD.id, "/people")]


def test_where_an_agency_has_no_lead_the_other_administrators_hear_of_it(front_door: FrontDoor) -> None:
    somebody = joined(front_door, "asha@nhs.net", SOUTH.id).professional
    mails(front_door)

    admit(front_door.office, MANAGER, [somebody.id])
    let_in = [(each.kind, each.to, each.link_path) for each in mails(front_door)]
    set_lead(front_door.office, MANAGER, somebody.id, leads=True)

    path = "/agencies/south-surgery/people"
    assert sorted(let_in) == [
        (NoticeKind.ADMITTED, somebody.id, "/sign-in"),
        *((NoticeKind.LET_IN, each.id, path) for each in (OTHER_ADMINISTRATOR, ADMINISTRATOR)),
    ]
    assert [each for each in kinds(front_door) if each[0] is NoticeKind.LEAD_MADE] == [
        (NoticeKind.LEAD_MADE, each.id) for each in (OTHER_ADMINISTRATOR, ADMINISTRATOR)
    ]


def test_a_change_of_domains_does_not_give_the_leads_role_back(front_door: FrontDoor) -> None:
    """Whom two administrators named once and who leads no more would otherwise lead again by one."""
    named = evolve(SOUTH, lead_email="asha@nhs.net")
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(named)
    somebody = nurse(front_door, SOUTH.id, by=ADMINISTRATOR)
    set_lead(front_door.office, ADMINISTRATOR, somebody.id, leads=False)

    assert propose_agency(front_door.office, ADMINISTRATOR, evolve(named, email_domains=frozenset()), "Lapsed") is None

    assert (roles_of(front_door, somebody), account(front_door, somebody.id).standing) == (
        PROFESSIONAL,
        Standing.ACTIVE,
    )
