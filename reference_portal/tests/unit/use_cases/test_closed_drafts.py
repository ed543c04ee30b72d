"""What a sensitive or sealed record says goes round with no draft: neither shared nor taken over."""

import pytest
from reference_portal.tests.unit.use_cases.access_scene import CARE, keep
from reference_portal.tests.unit.use_cases.drafts_scene import CLOSE, begun
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, HEAD, TEACHER, FrontDoor

from frontdoor.access import Sensitivity
from frontdoor_portal.use_cases.drafts import my_drafts, open_draft
from frontdoor_portal.use_cases.drafts.expiring import expire_drafts
from frontdoor_portal.use_cases.drafts.sharing import NotAColleague, NotShared, see_sharing, share_draft
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, agency_drafts, draft_to_take, take_over_draft
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotVisible


def test_a_draft_knows_whether_it_holds_what_the_record_says(front_door: FrontDoor) -> None:
    draft = open_draft(front_door.office, TEACHER, begun(front_door)).draft
    assert (draft.holds_record, draft.answers["child_name"]) == (True, {"given": "Zaynab", "family": "Nkemelu"})


def test_one_with_the_senders_own_words_holds_no_record(front_door: FrontDoor) -> None:
    draft_id = begun(front_door, may_see=False)
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    draft = open_draft(front_door.office, COLLEAGUE, draft_id).draft
    assert (draft.holds_record, draft.answers["child_name"]) == (False, {"given": "Z", "family": "Nkemelu"})


@pytest.mark.parametrize("level", CLOSE)
def test_it_is_shared_with_nobody(front_door: FrontDoor, level: Sensitivity) -> None:
    draft_id = begun(front_door)
    keep(front_door, level, CARE)
    with pytest.raises(NotAColleague):
        share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    seen = see_sharing(front_door.office, TEACHER, draft_id)
    assert (seen.why_not, seen.colleagues) == (NotShared.AUTHORS_ALONE, ())


@pytest.mark.parametrize("level", CLOSE)
def test_what_was_shared_before_is_closed_again_to_all_but_its_author(
    front_door: FrontDoor, level: Sensitivity
) -> None:
    draft_id, office = begun(front_door), front_door.office
    share_draft(office, TEACHER, draft_id, COLLEAGUE.id)
    before = [draft.id for draft in my_drafts(office, COLLEAGUE)]
    keep(front_door, level, CARE)
    with pytest.raises(NotVisible):
        open_draft(office, COLLEAGUE, draft_id)
    assert (before, my_drafts(office, COLLEAGUE)) == ([draft_id], ())
    assert open_draft(office, TEACHER, draft_id).draft.id == draft_id


def test_the_lead_neither_finds_it_nor_takes_it_over_nor_is_told_of_it(front_door: FrontDoor) -> None:
    draft_id, office = begun(front_door), front_door.office
    keep(front_door, Sensitivity.SEALED, CARE)
    disable_account(office, TEACHER.email)
    for attempt in (
        lambda: draft_to_take(office, HEAD, draft_id),
        lambda: take_over_draft(office, HEAD, draft_id, WhyTaken.LEFT),
    ):
        with pytest.raises(NotVisible):
            attempt()
    front_door.clock.pass_time(days=80)
    expire_drafts(office)
    assert (agency_drafts(office, HEAD), front_door.queued_kinds()) == ((), [])
