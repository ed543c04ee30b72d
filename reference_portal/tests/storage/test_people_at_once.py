"""What two do about one account at the same moment is done one after the other: neither undoes the other's."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, Clock, office_on, person, register_people
from reference_portal.tests.storage.made import side_by_side
from sqlalchemy import Engine

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.joining.admitting import admit, refuse
from frontdoor_portal.use_cases.joining.agencies import apply
from frontdoor_portal.use_cases.joining.details import change_details
from frontdoor_portal.use_cases.joining.models import AddressChange, Refusal, RoleReason
from frontdoor_portal.use_cases.joining.moving import change_address
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.joining.roles import RolesNotSound, approve_roles, give_roles
from frontdoor_portal.use_cases.models import Account, Action, Standing
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import digest

ADMINISTRATOR, OTHER = (
    person(Role.ADMINISTRATOR, COUNCIL, "Nia Rhys"),
    person(Role.ADMINISTRATOR, COUNCIL, "Lou Bright"),
)
HEAD, SECOND_HEAD = person(Role.AGENCY_LEAD, SCHOOL, "Jo Ellis"), person(Role.AGENCY_LEAD, SCHOOL, "Sal Dean")
TOM = person(name="Tom Okafor")
ALONE = frozenset({Role.PROFESSIONAL})


@pytest.fixture
def office(work: SqlWork) -> Office:
    office = office_on(work, Clock())
    register_people(office, ADMINISTRATOR, OTHER, HEAD, SECOND_HEAD, TOM)
    return office


def found(office: Office, professional_id: str) -> Account | None:
    with office.work.reading() as tx:
        return tx.accounts.account(professional_id)


def saves_details(office: Office, of: Professional) -> None:
    change_details(
        office, of, name=of.name, job_title="Clerk", phone="01632 960199", reply_address="", preferred_times=""
    )


def takes_the_role_away(office: Office) -> None:
    with office.work.begin() as tx:
        change_roles(office, tx, ADMINISTRATOR.id, OTHER, ALONE)


def test_saving_ones_details_gives_back_no_role_that_is_taken_away_meanwhile(engine: Engine, office: Office) -> None:
    side_by_side(engine, office, takes_the_role_away, lambda: saves_details(office, OTHER))

    account = found(office, OTHER.id)
    assert account is not None
    assert account.professional == evolve(OTHER, roles=ALONE, job_title="Clerk", phone="01632 960199")


def test_a_new_address_gives_back_no_role_that_is_taken_away_meanwhile(engine: Engine, office: Office) -> None:
    new = "l.bright@" + OTHER.email.rpartition("@")[2]
    tomorrow = office.now() + timedelta(days=1)
    with office.work.begin() as tx:
        tx.joining.add_address_change(AddressChange(OTHER.id, digest("link"), OTHER.email, new, COUNCIL.id, tomorrow))

    side_by_side(engine, office, takes_the_role_away, lambda: change_address(office, OTHER, "link"))

    account = found(office, OTHER.id)
    assert account is not None
    assert account.professional == evolve(OTHER, roles=ALONE, email=new)


def test_roles_that_another_administrator_gives_at_the_same_moment_are_given_on_what_is_then(
    engine: Engine, office: Office
) -> None:
    """Approved for whoever had the roles that were seen: not for somebody who has just lost them."""
    proposal = give_roles(office, ADMINISTRATOR, TOM.id, frozenset({Role.TEAM_MANAGER}), RoleReason.STARTS)
    assert proposal is not None

    def goes_elsewhere(slow: Office) -> None:
        with slow.work.begin() as tx:
            tx.accounts.set_roles(TOM.id, frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD}))

    def approves() -> str:
        try:
            approve_roles(office, OTHER, proposal.id)
        except RolesNotSound as refused:
            return str(refused)
        return "approved"

    told = side_by_side(engine, office, goes_elsewhere, approves)

    assert told == "This person’s roles or agency have changed since"


def test_whoever_moves_away_at_the_same_moment_is_not_made_the_lead_where_they_were(
    engine: Engine, office: Office
) -> None:
    def moves(slow: Office) -> None:
        with slow.work.begin() as tx:
            tx.accounts.hold(TOM.id)
            tx.joining.save_person(evolve(TOM, agency=COUNCIL))

    def names_as_lead() -> None:
        with office.work.begin() as tx:
            apply(office, tx, evolve(SCHOOL, lead_email=TOM.email), ADMINISTRATOR.id)

    side_by_side(engine, office, moves, names_as_lead)

    account = found(office, TOM.id)
    assert account is not None
    assert account.professional == evolve(TOM, agency=COUNCIL)


def test_whoever_is_let_in_is_not_removed_by_another_lead_who_refuses_at_the_same_moment(
    engine: Engine, office: Office
) -> None:
    with office.work.begin() as tx:
        tx.joining.set_standing(TOM.id, Standing.WAITING)

    refused = side_by_side(
        engine,
        office,
        lambda slow: admit(slow, HEAD, [TOM.id]),
        lambda: refuse(office, SECOND_HEAD, [TOM.id], Refusal.NOT_KNOWN),
    )

    account = found(office, TOM.id)
    assert account is not None
    with office.work.reading() as tx:
        decided = [entry.action for entry in tx.audit.of_subject(TOM.id)]
    assert (refused, account.standing, decided) == (0, Standing.ACTIVE, [Action.ADMITTED])
