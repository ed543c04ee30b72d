"""No draft goes before somebody was told who could act, nor while somebody uses it in another way than by saving."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from reference_portal.tests.attachments import samples
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.unit.use_cases.drafts_scene import ON_DUTY, warnings
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Role
from frontdoor.domain.contact import ContactKind
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.removing import remove_file
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft, save_page
from frontdoor_portal.use_cases.drafts.expiring import Expired, expire_drafts
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.drafts.standing_in import closed_drafts, take_closed_draft
from frontdoor_portal.use_cases.drafts.taking_over import NotNow, WhyTaken, agency_drafts, take_over_draft
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile
from frontdoor_portal.use_cases.kinds import may_send
from frontdoor_portal.use_cases.onboarding import disable_account


def after(front_door: FrontDoor, days: float) -> Expired:
    """What the sweep does so many days later."""
    front_door.clock.pass_time(days=days)
    return expire_drafts(front_door.office)


def without_lead(front_door: FrontDoor) -> str:
    """A draft whose author has left an agency that has no lead."""
    draft_id = front_door.draft({"gp": "Riverside"})
    for each in (HEAD, TEACHER):
        disable_account(front_door.office, each.email)
    return draft_id


def test_where_an_agency_has_no_lead_a_duty_manager_is_told_and_finishes_it(front_door: FrontDoor) -> None:
    register_people(front_door.office, ON_DUTY)
    draft_id = without_lead(front_door)
    after(front_door, 80)
    listed = [each.found.draft.id for each in closed_drafts(front_door.office, ON_DUTY)]
    take_closed_draft(front_door.office, ON_DUTY, draft_id)

    assert (warnings(front_door), listed) == ([(ON_DUTY.id, f"/closed-drafts/{draft_id}")], [draft_id])
    assert [each.id for each in my_drafts(front_door.office, ON_DUTY)] == [draft_id]


@pytest.mark.parametrize("has_lead", [True, False])
def test_taking_a_draft_over_is_use_of_it(front_door: FrontDoor, *, has_lead: bool) -> None:
    register_people(front_door.office, ON_DUTY)
    draft_id = front_door.draft({"gp": "Riverside"}) if has_lead else without_lead(front_door)
    disable_account(front_door.office, TEACHER.email)
    after(front_door, 80)
    front_door.clock.pass_time(days=13)
    if has_lead:
        take_over_draft(front_door.office, HEAD, draft_id, WhyTaken.LEFT)
    else:
        take_closed_draft(front_door.office, ON_DUTY, draft_id)

    assert (after(front_door, 2), after(front_door, 60)) == (Expired(0, 0), Expired(0, 0))


def test_a_lead_who_comes_later_leaves_what_a_duty_manager_has(front_door: FrontDoor) -> None:
    register_people(front_door.office, ON_DUTY)
    draft_id = without_lead(front_door)
    take_closed_draft(front_door.office, ON_DUTY, draft_id)
    lead = person(Role.AGENCY_LEAD, name="Lena Dry")
    register_people(front_door.office, lead)
    before = agency_drafts(front_door.office, lead)
    disable_account(front_door.office, ON_DUTY.email)

    assert (before, [each.draft.id for each in agency_drafts(front_door.office, lead)]) == ((), [draft_id])


def test_a_duty_manager_may_send_whatever_they_take_over() -> None:
    assert [kind for kind in ContactKind if not may_send(ON_DUTY, kind)] == []


def test_where_nobody_is_there_to_be_told_it_waits_until_somebody_is(front_door: FrontDoor) -> None:
    draft_id = without_lead(front_door)
    before = after(front_door, 200)
    register_people(front_door.office, ON_DUTY)

    assert (before, after(front_door, 1), after(front_door, 13.9)) == (Expired(0, 0), Expired(1, 0), Expired(0, 0))
    assert (warnings(front_door), after(front_door, 0.1)) == (
        [(ON_DUTY.id, f"/closed-drafts/{draft_id}")],
        Expired(0, 1),
    )


def test_who_can_act_since_the_warning_is_told_as_well_and_has_the_whole_time(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    after(front_door, 76.1)
    disable_account(front_door.office, TEACHER.email)

    assert (after(front_door, 4), after(front_door, 13.9)) == (Expired(1, 0), Expired(0, 0))
    assert warnings(front_door) == [(TEACHER.id, f"/drafts/{draft_id}"), (HEAD.id, f"/agency-drafts/{draft_id}")]
    assert after(front_door, 0.1) == Expired(0, 1)


def test_whoever_was_told_before_is_not_told_again(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    after(front_door, 76.1)
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    after(front_door, 1)

    assert [told for told, _ in warnings(front_door)] == [TEACHER.id, COLLEAGUE.id]


def adds_a_file(front_door: FrontDoor, draft_id: str) -> str:
    return add_file(front_door.office, TEACHER, draft_id, "a.txt", [samples.TEXT]).id


def removes_a_file(front_door: FrontDoor, draft_id: str) -> None:
    remove_file(front_door.office, TEACHER, draft_id, adds_a_file(front_door, draft_id))


def writes_another_version(front_door: FrontDoor, draft_id: str) -> None:
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, "school", {"gp": "Hilltop"}, seen=NOTHING_SEEN)


USES = [adds_a_file, removes_a_file, writes_another_version]
Using = Callable[[FrontDoor, str], object]


@pytest.mark.parametrize("uses", USES)
def test_57_whatever_is_done_with_a_draft_keeps_it_as_a_change_does(door: FrontDoor, uses: Using) -> None:
    draft_id = door.draft({"gp": "Riverside"})
    after(door, 80)
    uses(door, draft_id)
    draft = open_draft(door.office, TEACHER, draft_id).draft

    assert (after(door, 75.9), after(door, 0.2)) == (Expired(0, 0), Expired(1, 0))
    # Nobody's name is put to answers that somebody else saved.
    assert (draft.changed_at, draft.changed_by) == (door.clock() - timedelta(days=156.1), "")


@pytest.mark.parametrize("uses", USES)
def test_nobody_takes_a_draft_over_within_a_day_of_it(door: FrontDoor, uses: Using) -> None:
    draft_id = door.draft({"gp": "Riverside"})
    door.clock.pass_time(days=5)
    uses(door, draft_id)
    door.clock.pass_time(hours=23)

    with pytest.raises(NotNow):
        take_over_draft(door.office, HEAD, draft_id, WhyTaken.AWAY)
