"""What the operator does: agencies with exact domains, roles that count at once, accounts closed and opened again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, PASSWORD, SCHOOL
from reference_portal.tests.unit.use_cases.scene import HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor_portal.use_cases.confirm_registration import confirm_registration, look_at_link
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.people import confirm_people
from frontdoor_portal.use_cases.models import Action, AuditEntry, Registration
from frontdoor_portal.use_cases.onboarding import (
    OPERATOR,
    NobodyOfThatAddress,
    NotTheirDomain,
    add_agency,
    disable_account,
    enable_account,
    remove_domain,
    set_roles,
)
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import LinkNotValid, SignInRefused
from frontdoor_portal.use_cases.resume_session import digest
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
    assert front_door.audit(NURSERY.id) == [
        operators(front_door, Action.AGENCY_ADDED, NURSERY.id, "f-2.org.example,fernleigh.example"),
    ]


def operators(front_door: FrontDoor, action: Action, subject: str, detail: str = "") -> AuditEntry:
    """What the audit should hold of something that the operator just did."""
    return AuditEntry(front_door.clock(), OPERATOR, action, subject, detail=detail)


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
    assert front_door.audit(TEACHER.id)[-1] == operators(front_door, Action.ROLES_SET, TEACHER.id, detail)


def test_roles_that_the_command_sets_are_doubted_no_more(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.ROLE_WRONG})

    set_roles(front_door.office, TEACHER.email, frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD}))

    with front_door.office.work.reading() as tx:
        account = tx.accounts.account(TEACHER.id)
    assert account is not None
    assert account.role_doubted is False


def test_a_disabled_account_is_signed_out_and_cannot_sign_in(front_door: FrontDoor) -> None:
    session = sign_in(front_door.office, TEACHER.email, PASSWORD).session

    disable_account(front_door.office, TEACHER.email.upper())

    written = front_door.audit(TEACHER.id)[-1]
    with front_door.office.work.begin() as tx:
        assert tx.accounts.session(session.token_hash) is None
    with pytest.raises(SignInRefused):
        sign_in(front_door.office, TEACHER.email, PASSWORD)
    assert written == operators(front_door, Action.ACCOUNT_DISABLED, TEACHER.id)


def test_an_enabled_account_is_what_it_was(front_door: FrontDoor) -> None:
    disable_account(front_door.office, TEACHER.email)

    enable_account(front_door.office, TEACHER.email)

    assert front_door.audit(TEACHER.id)[-1] == operators(front_door, Action.ACCOUNT_ENABLED, TEACHER.id)
    assert sign_in(front_door.office, TEACHER.email, PASSWORD).professional == TEACHER


def test_nobody_registers_with_a_domain_that_was_removed_and_accounts_stay(front_door: FrontDoor) -> None:
    (domain,) = SCHOOL.email_domains

    remove_domain(front_door.office, SCHOOL.id, domain)

    with front_door.office.work.begin() as tx:
        assert tx.accounts.agency_of_domain(domain) is None
    assert sign_in(front_door.office, TEACHER.email, PASSWORD).professional.id == TEACHER.id
    assert front_door.audit(SCHOOL.id) == [operators(front_door, Action.DOMAIN_REMOVED, SCHOOL.id, domain)]


def test_a_link_sent_before_its_domain_was_removed_makes_no_account(front_door: FrontDoor) -> None:
    (domain,) = SCHOOL.email_domains
    expires = front_door.clock() + timedelta(hours=24)
    asked = Registration(digest("link"), f"new@{domain}", "New Person", "Teacher", "", SCHOOL.id, expires)
    with front_door.office.work.begin() as tx:
        tx.accounts.add_registration(asked)
    assert look_at_link(front_door.office, "link") == asked

    remove_domain(front_door.office, SCHOOL.id, domain)

    with pytest.raises(LinkNotValid):
        confirm_registration(front_door.office, "link", PASSWORD)


@pytest.mark.parametrize(
    ("agency_id", "domain"), [(SCHOOL.id, "council.example"), ("nobody", "hollybush.example")], ids=["domain", "agency"]
)
def test_a_domain_is_removed_only_from_its_own_agency(front_door: FrontDoor, agency_id: str, domain: str) -> None:
    before = agencies(front_door)

    with pytest.raises(NotTheirDomain) as refused:
        remove_domain(front_door.office, agency_id, domain)

    assert str(refused.value) == f"{agency_id}: this agency has no approved domain {domain}"
    assert agencies(front_door) == before


@pytest.mark.parametrize(
    "act",
    [lambda office, email: set_roles(office, email, frozenset({Role.TEAM_MANAGER})), disable_account, enable_account],
    ids=["roles", "disable", "enable"],
)
def test_nobody_of_that_address(front_door: FrontDoor, act: Callable[[Office, str], Professional]) -> None:
    with pytest.raises(NobodyOfThatAddress) as refused:
        act(front_door.office, f"nobody@{min(COUNCIL.email_domains)}")

    assert str(refused.value) == "No registered account has this email address"
