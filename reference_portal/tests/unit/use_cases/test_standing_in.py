"""Drafts that are kept from every lead: whoever took one over, and what a duty manager does when everybody is gone."""

from collections.abc import Callable

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import CARE, keep
from reference_portal.tests.unit.use_cases.drafts_scene import (
    CLOSE,
    ON_DUTY,
    TOLD,
    begun,
    chooses,
    closed_once_somebody_else_writes,
    taken_over,
    warned,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, OFFICER, TEACHER, FrontDoor

from frontdoor.access import Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft
from frontdoor_portal.use_cases.drafts.sharing import NotAColleague, NotShared, see_sharing, share_draft
from frontdoor_portal.use_cases.drafts.standing_in import closed_draft_to_take, closed_drafts, take_closed_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR
from frontdoor_portal.use_cases.send_draft import send_draft


def sealed_and_left(front_door: FrontDoor) -> str:
    draft_id = begun(front_door)
    keep(front_door, Sensitivity.SEALED, CARE)
    disable_account(front_door.office, TEACHER.email)
    return draft_id


def told_of_and_left(front_door: FrontDoor) -> str:
    draft_id = front_door.draft(front_door.answers({Concept.CATEGORY: TOLD}))
    disable_account(front_door.office, TEACHER.email)
    return draft_id


LEFT = [sealed_and_left, told_of_and_left]


@pytest.fixture
def front_door(front_door: FrontDoor) -> FrontDoor:
    register_people(front_door.office, ON_DUTY)
    return front_door


@pytest.mark.parametrize("leave", LEFT)
def test_a_duty_manager_is_warned_of_what_is_open_to_nobody(
    front_door: FrontDoor, leave: Callable[[FrontDoor], str]
) -> None:
    draft_id = leave(front_door)
    assert warned(front_door) == [(ON_DUTY.id, f"/closed-drafts/{draft_id}")]


@pytest.mark.parametrize("leave", LEFT)
def test_they_find_it_in_a_list_of_those_open_to_nobody(
    front_door: FrontDoor, leave: Callable[[FrontDoor], str]
) -> None:
    front_door.draft()  # a lead may take this one over
    draft_id = leave(front_door)
    found = closed_drafts(front_door.office, ON_DUTY)
    assert [(each.found.draft.id, each.found.held_by, each.agency) for each in found] == [
        (draft_id, TEACHER.name, TEACHER.agency.name)
    ]


def test_whoever_looks_at_the_list_is_audited(front_door: FrontDoor) -> None:
    closed_drafts(front_door.office, ON_DUTY)
    [listed] = [each for each in front_door.audit(ON_DUTY.agency.id) if each.action is Action.LISTED_DRAFTS]
    assert (listed.actor_id, listed.purpose) == (ON_DUTY.id, AT_THE_FRONT_DOOR)


def test_the_list_is_nobody_elses(front_door: FrontDoor) -> None:
    with pytest.raises(NotPermitted):
        closed_drafts(front_door.office, OFFICER)


@pytest.mark.parametrize("leave", LEFT)
def test_they_take_it_over_and_find_it_among_their_own(
    front_door: FrontDoor, leave: Callable[[FrontDoor], str]
) -> None:
    draft_id = leave(front_door)
    before = my_drafts(front_door.office, ON_DUTY)
    closed = closed_draft_to_take(front_door.office, ON_DUTY, draft_id)
    for _ in range(2):
        take_closed_draft(front_door.office, ON_DUTY, draft_id)
    taken = [each for each in front_door.audit(draft_id) if each.action is Action.TOOK_OVER_DRAFT]
    assert (closed.agency, closed.found.held_by) == (TEACHER.agency.name, TEACHER.name)
    assert (before, [each.id for each in my_drafts(front_door.office, ON_DUTY)]) == ((), [draft_id])
    assert [(each.actor_id, each.purpose, each.detail) for each in taken] == [
        (ON_DUTY.id, AT_THE_FRONT_DOOR, f"left,{TEACHER.id}")
    ]


def test_they_send_it(front_door: FrontDoor) -> None:
    draft_id = told_of_and_left(front_door)
    take_closed_draft(front_door.office, ON_DUTY, draft_id)
    contact = front_door.contact(send_draft(front_door.office, ON_DUTY, draft_id))
    sent = next(each for each in front_door.audit(contact.reference) if each.action is Action.SENT)
    assert (contact.sender.professional_id, contact.kept_from_lead, sent.detail) == (
        ON_DUTY.id,
        True,
        f"{TEACHER.id},{ON_DUTY.id}",
    )


@pytest.mark.parametrize("leave", LEFT)
def test_they_share_it_with_nobody(front_door: FrontDoor, leave: Callable[[FrontDoor], str]) -> None:
    draft_id = leave(front_door)
    take_closed_draft(front_door.office, ON_DUTY, draft_id)
    with pytest.raises(NotAColleague):
        share_draft(front_door.office, ON_DUTY, draft_id, OFFICER.id)
    seen = see_sharing(front_door.office, ON_DUTY, draft_id)
    assert (seen.why_not, seen.colleagues) == (NotShared.STANDS_IN, ())


def test_they_are_warned_of_what_they_have(front_door: FrontDoor) -> None:
    draft_id = sealed_and_left(front_door)
    take_closed_draft(front_door.office, ON_DUTY, draft_id)
    assert warned(front_door) == [(ON_DUTY.id, f"/drafts/{draft_id}")]


@pytest.mark.parametrize("category", [("neglect",), TOLD])
def test_what_somebody_can_still_finish_is_not_theirs(front_door: FrontDoor, category: tuple[str, ...]) -> None:
    draft_id = front_door.draft(front_door.answers({Concept.CATEGORY: category}))
    with pytest.raises(NotVisible):
        closed_draft_to_take(front_door.office, ON_DUTY, draft_id)
    with pytest.raises(NotVisible):
        take_closed_draft(front_door.office, ON_DUTY, draft_id)


def test_what_a_lead_may_take_over_is_not_theirs(front_door: FrontDoor) -> None:
    draft_id = front_door.draft()
    disable_account(front_door.office, TEACHER.email)
    with pytest.raises(NotVisible):
        take_closed_draft(front_door.office, ON_DUTY, draft_id)


@pytest.mark.parametrize("by", [HEAD, OFFICER, COLLEAGUE])
def test_nobody_else_takes_one_over(front_door: FrontDoor, by: Professional) -> None:
    draft_id = told_of_and_left(front_door)
    with pytest.raises(NotPermitted):
        take_closed_draft(front_door.office, by, draft_id)


@pytest.mark.parametrize("level", CLOSE)
@pytest.mark.parametrize("wrote", [True, False])
def test_a_lead_reads_on_only_in_what_they_wrote_themselves(
    front_door: FrontDoor, level: Sensitivity, *, wrote: bool
) -> None:
    draft_id = taken_over(front_door, begun(front_door))
    if wrote:
        chooses(front_door, HEAD, draft_id, ("neglect",))
    keep(front_door, level, CARE)
    assert [each.id for each in my_drafts(front_door.office, HEAD)] == ([draft_id] if wrote else [])


def test_a_lead_who_took_it_over_does_not_see_that_its_author_tells_of_a_worker(front_door: FrontDoor) -> None:
    draft_id = taken_over(front_door, front_door.draft())
    chooses(front_door, TEACHER, draft_id)
    for attempt in (
        lambda: open_draft(front_door.office, HEAD, draft_id),
        lambda: send_draft(front_door.office, HEAD, draft_id),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert (my_drafts(front_door.office, HEAD), open_draft(front_door.office, TEACHER, draft_id).draft.id) == (
        (),
        draft_id,
    )


def test_nor_what_its_author_writes_after_the_lead_said_so(front_door: FrontDoor) -> None:
    closed_once_somebody_else_writes(front_door, taken_over(front_door, front_door.draft()))


def test_a_draft_that_its_lead_lost_so_is_a_duty_managers_when_its_author_leaves(front_door: FrontDoor) -> None:
    draft_id = taken_over(front_door, front_door.draft())
    chooses(front_door, TEACHER, draft_id)
    disable_account(front_door.office, TEACHER.email)
    assert warned(front_door) == [(ON_DUTY.id, f"/closed-drafts/{draft_id}")]
