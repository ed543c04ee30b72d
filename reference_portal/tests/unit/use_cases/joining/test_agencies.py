"""Agencies on the screens of administrators: two of them for what lets more people in, one for what lets fewer in."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import SCHOOL
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    OTHER_ADMINISTRATOR,
    SOUTH,
    account,
    kinds,
    mails,
)
from reference_portal.tests.unit.use_cases.scene import HEAD, MANAGER, TEACHER, FrontDoor

from frontdoor.domain.agency import Admission, Agency, AgencyKind, Professional, Role
from frontdoor_portal.use_cases.joining.agencies import (
    AgencyFault,
    ProposalNotSound,
    approve_agency,
    changes_between,
    check_domains,
    list_agencies,
    propose_agency,
    refuse_agency,
    waiting_proposals,
)
from frontdoor_portal.use_cases.joining.models import Proposal
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.refusals import NotPermitted

NURSERY = Agency("fernleigh", "Fernleigh Nursery", AgencyKind.EARLY_YEARS, frozenset({"fernleigh.example"}))


def stored(front_door: FrontDoor, agency_id: str) -> Agency | None:
    with front_door.office.work.reading() as tx:
        return tx.joining.agency(agency_id)


def proposed(front_door: FrontDoor, wanted: Agency) -> Proposal:
    proposal = propose_agency(front_door.office, ADMINISTRATOR, wanted, "Called the head on the number of the council")
    assert proposal is not None
    return proposal


def test_v2_3_5_a_new_agency_takes_two_administrators(front_door: FrontDoor) -> None:
    mails(front_door)
    proposal = proposed(front_door, NURSERY)
    told = kinds(front_door)

    with pytest.raises(NotPermitted):
        approve_agency(front_door.office, ADMINISTRATOR, proposal.id)
    before = stored(front_door, NURSERY.id)
    approve_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id)

    assert (told, before, stored(front_door, NURSERY.id)) == (
        [(NoticeKind.AGENCY_TO_APPROVE, OTHER_ADMINISTRATOR.id)],
        None,
        NURSERY,
    )
    assert [(each.action, each.actor_id) for each in front_door.audit(NURSERY.id)] == [
        (Action.AGENCY_PROPOSED, ADMINISTRATOR.id),
        (Action.AGENCY_ADDED, OTHER_ADMINISTRATOR.id),
    ]


@pytest.mark.parametrize(
    "wider",
    [
        evolve(SCHOOL, email_domains=SCHOOL.email_domains | {"more.example"}),
        evolve(SCHOOL, shared_domains=frozenset({"nhs.net"})),
        evolve(SCHOOL, takes_shared_mailboxes=True),
        evolve(SCHOOL, lead_email="asha.bello@hollybush.example"),
        evolve(SCHOOL, kind=AgencyKind.VOLUNTARY),
        evolve(SCHOOL, name="West Mercia Police"),
    ],
    ids=["own domain", "shared domain", "shared mailboxes", "lead", "kind", "name"],
)
def test_v2_3_5_what_lets_more_people_in_takes_two_administrators(front_door: FrontDoor, wider: Agency) -> None:
    proposal = proposed(front_door, wider)

    assert stored(front_door, SCHOOL.id) == SCHOOL
    assert approve_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id) == stored(front_door, SCHOOL.id) == wider


@pytest.mark.parametrize(
    "narrower",
    [
        evolve(SCHOOL, admission=Admission.BY_LEAD),
        evolve(SCHOOL, refused_addresses=("old.*",)),
    ],
    ids=["by the lead", "refused addresses"],
)
def test_what_lets_fewer_people_in_counts_at_once(front_door: FrontDoor, narrower: Agency) -> None:
    assert propose_agency(front_door.office, ADMINISTRATOR, narrower, "Asked") is None
    assert stored(front_door, SCHOOL.id) == narrower


def test_an_agency_that_changed_since_is_not_approved_over_the_change(front_door: FrontDoor) -> None:
    proposal = proposed(front_door, evolve(SCHOOL, shared_domains=frozenset({"nhs.net"})))
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(SCHOOL, name="Another name"))

    with pytest.raises(ProposalNotSound):
        approve_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id)


def test_a_proposal_is_decided_once(front_door: FrontDoor) -> None:
    proposal = proposed(front_door, NURSERY)
    refuse_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id)

    with pytest.raises(ProposalNotSound):
        approve_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id)
    assert (waiting_proposals(front_door.office, ADMINISTRATOR), stored(front_door, NURSERY.id)) == ((), None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (evolve(NURSERY, id="Fern Leigh"), "agency_id"),
        (evolve(NURSERY, name=" "), "name"),
        (evolve(NURSERY, email_domains=frozenset()), "email_domains"),
        (evolve(NURSERY, email_domains=frozenset({"nhs.net"})), "email_domains"),
        (evolve(NURSERY, email_domains=SCHOOL.email_domains), "email_domains"),
        (evolve(NURSERY, shared_domains=SCHOOL.email_domains), "email_domains"),
        (evolve(NURSERY, shared_domains=NURSERY.email_domains), "shared_domains"),
        (evolve(NURSERY, refused_addresses=("(a+)+",)), "refused_addresses"),
        (evolve(NURSERY, refused_addresses=("*",)), "refused_addresses"),
        (evolve(NURSERY, lead_email="lead@elsewhere.example"), "lead_email"),
        (evolve(NURSERY, lead_email="not an address"), "lead_email"),
        (evolve(NURSERY, kind=AgencyKind.COUNCIL, takes_shared_mailboxes=True), "takes_shared_mailboxes"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_agency_that_cannot_be_is_refused_at_its_field(front_door: FrontDoor, wrong: Agency, field: str) -> None:
    with pytest.raises(AgencyFault) as fault:
        propose_agency(front_door.office, ADMINISTRATOR, wrong, "Asked")

    assert {each for each, _ in fault.value.faults} == {field}


def test_a_domain_that_others_share_is_not_made_ones_own(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(SOUTH, shared_domains=frozenset({"trust.example"})))

    wanted = evolve(NURSERY, email_domains=frozenset({"trust.example"}))
    with pytest.raises(AgencyFault, match=r"trust\.example: South Surgery lists this domain as shared"):
        propose_agency(front_door.office, ADMINISTRATOR, wanted, "Asked")


def test_the_lead_who_was_named_and_has_an_account_leads_once_it_is_approved(front_door: FrontDoor) -> None:
    proposal = proposed(front_door, evolve(SCHOOL, lead_email=TEACHER.email))
    approve_agency(front_door.office, OTHER_ADMINISTRATOR, proposal.id)

    assert account(front_door, TEACHER.id).professional.roles == {Role.PROFESSIONAL, Role.AGENCY_LEAD}


def test_domains_are_due_after_a_year(front_door: FrontDoor) -> None:
    def due() -> bool:
        return next(
            each.domains_due for each in list_agencies(front_door.office, ADMINISTRATOR) if each.agency == SCHOOL
        )

    before = due()
    check_domains(front_door.office, ADMINISTRATOR, SCHOOL.id)
    checked = due()
    front_door.clock.pass_time(days=365)

    assert (before, checked, due()) == (True, False, True)


@pytest.mark.parametrize("by", [HEAD, MANAGER, TEACHER])
def test_no_other_role_keeps_agencies(front_door: FrontDoor, by: Professional) -> None:
    for refused in (
        lambda: list_agencies(front_door.office, by),
        lambda: waiting_proposals(front_door.office, by),
        lambda: propose_agency(front_door.office, by, NURSERY, "Asked"),
        lambda: check_domains(front_door.office, by, SCHOOL.id),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_a_change_is_told_field_by_field() -> None:
    after = evolve(SCHOOL, name="Hollybush Academy", shared_domains=frozenset({"nhs.net", "cjsm.net"}))

    assert changes_between(SCHOOL, after) == (
        ("name", "Hollybush Primary School", "Hollybush Academy"),
        ("shared_domains", "", "cjsm.net nhs.net"),
    )
