"""A draft that nobody uses: warned of, kept by a click, and removed with an entry of ids and codes."""

from datetime import timedelta

import pytest
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTOR, FORM, HEAD, TEACHER, FrontDoor

from frontdoor.access import RecordKey
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft, save_page
from frontdoor_portal.use_cases.drafts.expiring import (
    Expired,
    expire_drafts,
    expires_at,
    expires_soon,
    keep_draft,
)
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, take_over_draft
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.sweep import sweep


def after(front_door: FrontDoor, days: float) -> Expired:
    """What the sweep does so many days later."""
    front_door.clock.pass_time(days=days)
    return expire_drafts(front_door.office)


def warned(front_door: FrontDoor) -> list[str]:
    """Who is told that a draft will be removed."""
    return sorted(front_door.told("draft_expires"))


def test_57_a_draft_of_90_days_is_warned_of_and_then_removed_with_an_entry(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"gp": "Riverside"})

    assert after(front_door, 76) == Expired(0, 0)
    assert after(front_door, 0.01) == Expired(1, 0)
    assert warned(front_door) == [TEACHER.id]
    assert after(front_door, 13.9) == Expired(0, 0)
    assert after(front_door, 0.2) == Expired(0, 1)
    detail = f"{FORM.id},{FORM.version},{TEACHER.agency.id},{TEACHER.id}"
    assert front_door.audit(draft_id)[1:] == [
        AuditEntry(
            front_door.clock() - timedelta(days=14.1), "sweep", Action.WARNED_OF_DRAFT, draft_id, detail=TEACHER.id
        ),
        AuditEntry(front_door.clock(), "sweep", Action.EXPIRED_DRAFT, draft_id, detail=detail),
    ]
    with pytest.raises(NotVisible):
        open_draft(front_door.office, TEACHER, draft_id)


def test_57_nobody_is_told_twice(front_door: FrontDoor) -> None:
    front_door.draft({})

    assert (after(front_door, 80), after(front_door, 1)) == (Expired(1, 0), Expired(0, 0))
    assert warned(front_door) == [TEACHER.id]


def test_57_a_sweep_that_comes_late_warns_first_and_leaves_the_whole_time_of_the_warning(
    front_door: FrontDoor,
) -> None:
    draft_id = front_door.draft({})

    assert (after(front_door, 200), after(front_door, 13.9)) == (Expired(1, 0), Expired(0, 0))
    draft = open_draft(front_door.office, TEACHER, draft_id).draft
    assert expires_at(draft, front_door.office.drafts) == front_door.clock() + timedelta(days=0.1)
    assert after(front_door, 0.1) == Expired(0, 1)


def test_57_a_click_keeps_a_draft_as_long_as_a_change_does(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"gp": "Riverside"})
    after(front_door, 80)

    keep_draft(front_door.office, TEACHER, draft_id)

    draft = open_draft(front_door.office, TEACHER, draft_id).draft
    assert expires_at(draft, front_door.office.drafts) == front_door.clock() + timedelta(days=90)
    assert not expires_soon(draft, front_door.office.drafts, front_door.clock())
    assert (after(front_door, 20), draft.answers) == (Expired(0, 0), {"gp": "Riverside"})
    assert after(front_door, 57) == Expired(1, 0)


def test_57_a_change_keeps_it_too(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    after(front_door, 80)

    save_page(front_door.office, TEACHER, draft_id, "school", {"gp": "Riverside"})

    assert after(front_door, 75) == Expired(0, 0)


def test_everybody_is_warned_to_whom_it_is_open(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    front_door.clock.pass_time(days=1)
    take_over_draft(front_door.office, HEAD, draft_id, WhyTaken.AWAY)

    after(front_door, 79)

    assert warned(front_door) == sorted([TEACHER.id, COLLEAGUE.id, HEAD.id])


def test_the_lead_is_warned_where_nobody_is_left_who_could_open_it(front_door: FrontDoor) -> None:
    front_door.draft({})
    disable_account(front_door.office, TEACHER.email)

    after(front_door, 80)

    assert warned(front_door) == [HEAD.id]


def test_only_those_to_whom_it_is_open_keep_it(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    for by in (COLLEAGUE, DOCTOR, HEAD):
        with pytest.raises(NotVisible):
            keep_draft(front_door.office, by, draft_id)


def test_whatever_hangs_on_a_draft_goes_with_it(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    with front_door.office.work.begin() as tx:
        tx.access.tie(draft_id, RecordKey("framework_i", "p-1"))

    after(front_door, 80)
    after(front_door, 20)

    with front_door.office.work.reading() as tx:
        left = tx.access.records_of(draft_id), tx.drafts.shares_of((draft_id,)), tx.drafts.versions_of(draft_id)
    assert (left, my_drafts(front_door.office, COLLEAGUE)) == (((), {}, ()), ())


def test_the_sweep_says_how_many_drafts_it_warned_of_and_removed(front_door: FrontDoor) -> None:
    front_door.draft({})
    front_door.clock.pass_time(days=80)
    first = sweep(front_door.office, timedelta(hours=12))
    front_door.clock.pass_time(days=15)

    second = sweep(front_door.office, timedelta(hours=12))

    assert [(each.warned, each.drafts) for each in (first, second)] == [(1, 0), (0, 1)]
