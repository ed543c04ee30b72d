"""What the operator does before anybody signs in: agencies with exact domains, and roles that count at once."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, PASSWORD, SCHOOL
from reference_portal.tests.unit.use_cases.scene import TEACHER, FrontDoor

from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import OPERATOR, NobodyOfThatAddress, add_agency, set_roles
from frontdoor_portal.use_cases.sign_in import sign_in

NURSERY = Agency(
    "nursery", "Fernleigh Nursery", AgencyKind.EARLY_YEARS, frozenset({"fernleigh.example", "f-2.org.example"})
)


def agencies(front_door: FrontDoor) -> tuple[Agency, ...]:
    with front_door.office.work.begin() as tx:
        return tx.accounts.agencies()


def test_an_agency_is_approved_with_its_domains(front_door: FrontDoor) -> None:
    before = agencies(front_door)

    add_agency(front_door.office, NURSERY)

    assert set(agencies(front_door)) == {*before, NURSERY}


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "fernleigh",
        "Fernleigh.example",
        "férnleigh.example",
        " fernleigh.example",
        "fern leigh.example",
        "head@fernleigh.example",
        "https://fernleigh.example",
        "*.example",
        ".example",
        "fernleigh..example",
        "fernleigh.example.",
    ],
)
def test_a_domain_that_no_address_could_end_in_is_refused(front_door: FrontDoor, domain: str) -> None:
    before = agencies(front_door)

    with pytest.raises(ValueError, match="write the domain alone, in lower case"):
        add_agency(front_door.office, evolve(NURSERY, email_domains=frozenset({"fernleigh.example", domain})))
    assert agencies(front_door) == before


@pytest.mark.parametrize(
    "taken",
    [evolve(NURSERY, id=SCHOOL.id), evolve(NURSERY, email_domains=SCHOOL.email_domains | {"fernleigh.example"})],
    ids=["id", "domain"],
)
def test_an_id_and_a_domain_are_one_agencys(front_door: FrontDoor, taken: Agency) -> None:
    before = agencies(front_door)

    with pytest.raises(ValueError, match="is already registered"):
        add_agency(front_door.office, taken)
    assert agencies(front_door) == before


def test_roles_are_replaced_sign_ins_end_and_it_is_written_down(front_door: FrontDoor) -> None:
    session = sign_in(front_door.office, TEACHER.email, PASSWORD).session
    roles = frozenset({Role.SCREENING_OFFICER, Role.PROFESSIONAL})

    set_roles(front_door.office, TEACHER.email.upper(), roles)

    with front_door.office.work.begin() as tx:
        account = tx.accounts.account(TEACHER.id)
        assert tx.accounts.session(session.token_hash) is None
    assert account is not None
    assert account.professional == evolve(TEACHER, roles=roles)
    detail = "professional,screening_officer"
    assert front_door.audit(TEACHER.id)[-1] == AuditEntry(
        front_door.clock(), OPERATOR, Action.ROLES_SET, TEACHER.id, detail=detail
    )


def test_nobody_of_that_address(front_door: FrontDoor) -> None:
    with pytest.raises(NobodyOfThatAddress) as refused:
        set_roles(front_door.office, f"nobody@{min(COUNCIL.email_domains)}", frozenset({Role.TEAM_MANAGER}))

    assert str(refused.value) == "No registered account has this e-mail address"
