"""A draft that tells of a worker and was shared with a lead, who may be that worker: closed to them from then on."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.drafts_scene import (
    ON_DUTY,
    chooses,
    closed_once_somebody_else_writes,
    warned,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft
from frontdoor_portal.use_cases.drafts.sharing import NotAColleague, see_sharing, share_draft
from frontdoor_portal.use_cases.drafts.standing_in import closed_drafts
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import SentByAnother, reference_sent_from, send_draft


@pytest.fixture
def front_door(front_door: FrontDoor) -> FrontDoor:
    register_people(front_door.office, ON_DUTY)
    return front_door


def shared(front_door: FrontDoor, *, with_whom: Professional = HEAD, tells: bool = False) -> str:
    category = ("allegation",) if tells else ("neglect",)
    draft_id = front_door.draft(front_door.answers({Concept.CATEGORY: category}))
    share_draft(front_door.office, TEACHER, draft_id, with_whom.id)
    front_door.clock.pass_time(hours=1)
    return draft_id


def told_after_it_was_shared(front_door: FrontDoor) -> tuple[str, Professional]:
    draft_id = shared(front_door)
    chooses(front_door, TEACHER, draft_id)
    return draft_id, HEAD


def shared_with_whoever_is_lead_now(front_door: FrontDoor) -> tuple[str, Professional]:
    draft_id = shared(front_door, with_whom=COLLEAGUE, tells=True)
    lead = evolve(COLLEAGUE, roles=frozenset({Role.AGENCY_LEAD}))
    with front_door.office.work.begin() as tx:
        tx.joining.save_person(lead)
    return draft_id, lead


CLOSED = [told_after_it_was_shared, shared_with_whoever_is_lead_now]
Closing = Callable[[FrontDoor], tuple[str, Professional]]


@pytest.mark.parametrize("closing", CLOSED)
def test_it_is_closed_to_the_lead(front_door: FrontDoor, closing: Closing) -> None:
    draft_id, lead = closing(front_door)
    for attempt in (
        lambda: open_draft(front_door.office, lead, draft_id),
        lambda: send_draft(front_door.office, lead, draft_id),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert my_drafts(front_door.office, lead) == ()


@pytest.mark.parametrize("closing", CLOSED)
def test_when_its_author_leaves_the_duty_managers_are_told_and_find_it(front_door: FrontDoor, closing: Closing) -> None:
    draft_id, _ = closing(front_door)
    disable_account(front_door.office, TEACHER.email)
    found = [each.found.draft.id for each in closed_drafts(front_door.office, ON_DUTY)]
    assert (found, warned(front_door)) == ([draft_id], [(ON_DUTY.id, f"/closed-drafts/{draft_id}")])


@pytest.mark.parametrize("closing", CLOSED)
def test_its_author_is_told_to_whom_it_is_closed(front_door: FrontDoor, closing: Closing) -> None:
    draft_id, lead = closing(front_door)
    seen = see_sharing(front_door.office, TEACHER, draft_id)
    assert ([person.id for person, _ in seen.shared_with], seen.shut_out) == ([lead.id], frozenset({lead.id}))


def leads_no_more(front_door: FrontDoor, lead: Professional) -> Professional:
    roles = frozenset({Role.PROFESSIONAL})
    with front_door.office.work.begin() as tx:
        change_roles(front_door.office, tx, "operator", lead, roles)
    return evolve(lead, roles=roles)


@pytest.mark.parametrize("closing", CLOSED)
def test_it_stays_closed_to_whoever_leads_no_more(front_door: FrontDoor, closing: Closing) -> None:
    """Taking the role away is what one does about such a worry."""
    draft_id, lead = closing(front_door)
    with pytest.raises(NotVisible):
        open_draft(front_door.office, leads_no_more(front_door, lead), draft_id)


def test_nothing_is_told_to_whoever_leads_no_more_once_its_author_sent_it(front_door: FrontDoor) -> None:
    draft_id, lead = shared_with_whoever_is_lead_now(front_door)
    send_draft(front_door.office, TEACHER, draft_id)
    with pytest.raises(NotVisible):
        reference_sent_from(front_door.office, leads_no_more(front_door, lead), draft_id)


def test_nothing_is_told_to_the_lead_once_its_author_sent_it(front_door: FrontDoor) -> None:
    draft_id, lead = shared_with_whoever_is_lead_now(front_door)
    send_draft(front_door.office, TEACHER, draft_id)
    with pytest.raises(NotVisible):
        reference_sent_from(front_door.office, lead, draft_id)


def test_its_author_hears_of_it_where_a_colleague_sent_it(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, with_whom=COLLEAGUE, tells=True)
    reference = send_draft(front_door.office, COLLEAGUE, draft_id)
    with pytest.raises(SentByAnother) as told_so:
        reference_sent_from(front_door.office, TEACHER, draft_id)
    assert told_so.value.reference == reference


def test_a_lead_is_no_colleague_with_whom_it_is_shared(front_door: FrontDoor) -> None:
    draft_id = front_door.draft(front_door.answers({Concept.CATEGORY: ("allegation",)}))
    seen = see_sharing(front_door.office, TEACHER, draft_id)
    with pytest.raises(NotAColleague):
        share_draft(front_door.office, TEACHER, draft_id, HEAD.id)
    assert ([each.id for each in seen.colleagues], seen.without_leads) == ([COLLEAGUE.id], True)


def test_a_lead_who_says_so_themselves_goes_on_until_somebody_else_writes(front_door: FrontDoor) -> None:
    closed_once_somebody_else_writes(front_door, shared(front_door))
