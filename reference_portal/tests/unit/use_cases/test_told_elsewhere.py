"""What tells of a worker need not be among the saved answers of a draft: it is kept from leads wherever it stands."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import FORM, HEAD, TEACHER, FrontDoor
from sdk.tests.forms.changing import with_questions

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.forms import Concept, FormDefinition, Question
from frontdoor_portal.use_cases.drafts import open_draft, save_page
from frontdoor_portal.use_cases.drafts.carrying_on import carry_on
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, agency_drafts, draft_to_take, take_over_draft
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import Sending, send_draft
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact

NEWER = "2099-01"


def renamed() -> FormDefinition:
    """A later version, in which the option that tells of a worker has another value."""

    def renaming(question: Question) -> Question:
        options = tuple(
            evolve(each, value="staff") if each.value == "allegation" else each for each in question.options
        )
        return evolve(question, options=options)

    return with_questions(FORM, renaming, version=NEWER)


def left_behind(front_door: FrontDoor) -> tuple[Office, str]:
    """A draft that was carried on in a version in which its answer has no place."""
    newer = renamed()
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    office = evolve(front_door.office, forms={FORM.id: newer}, form_versions=versions)
    draft_id = front_door.draft({"category": ("allegation", "neglect")})
    carry_on(office, TEACHER, draft_id)
    return office, draft_id


def beside(front_door: FrontDoor, answers: Mapping[str, Any]) -> str:
    """A draft whose category was saved in one window, and the later window's version, which tells, waits."""
    draft_id = front_door.draft({**answers, "category": ("neglect",)})
    [page] = [page for page in FORM.pages if "category" in {question.id for question in page.questions}]
    with pytest.raises(ChangedMeanwhile):
        save_page(
            front_door.office, TEACHER, draft_id, page.id, {"category": ("allegation", "neglect")}, seen=NOTHING_SEEN
        )
    return draft_id


def waiting(front_door: FrontDoor) -> tuple[Office, str]:
    return front_door.office, beside(front_door, {})


def of_a_lost_form(front_door: FrontDoor) -> tuple[Office, str]:
    """Nothing is installed any more that says what its answers mean."""
    draft_id = front_door.draft({"category": ("neglect",)})
    return evolve(front_door.office, form_versions={}), draft_id


TOLD = [left_behind, waiting, of_a_lost_form]
Telling = Callable[[FrontDoor], tuple[Office, str]]


@pytest.mark.parametrize("telling", TOLD)
def test_no_lead_finds_it_or_takes_it_over(front_door: FrontDoor, telling: Telling) -> None:
    office, draft_id = telling(front_door)
    disable_account(front_door.office, TEACHER.email)
    for attempt in (
        lambda: draft_to_take(office, HEAD, draft_id),
        lambda: take_over_draft(office, HEAD, draft_id, WhyTaken.LEFT),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert agency_drafts(office, HEAD) == ()


def test_a_lead_with_whom_it_is_shared_sees_it_no_more_once_a_version_says_so(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"category": ("neglect",)})
    share_draft(front_door.office, TEACHER, draft_id, HEAD.id)
    before = open_draft(front_door.office, HEAD, draft_id).draft.id
    [page] = [page for page in FORM.pages if "category" in {question.id for question in page.questions}]
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, page.id, {"category": ("allegation",)}, seen=NOTHING_SEEN)
    with pytest.raises(NotVisible):
        open_draft(front_door.office, HEAD, draft_id)
    assert before == draft_id


def test_an_urgent_concern_with_which_such_a_version_goes_along_is_kept_from_the_lead(front_door: FrontDoor) -> None:
    answers = front_door.answers({Concept.URGENCY: "urgent"})
    reference = send_draft(front_door.office, TEACHER, beside(front_door, answers), Sending(leave_versions=True))
    for attempt in (
        lambda: view_contact(front_door.office, HEAD, reference),
        lambda: withdraw_contact(front_door.office, HEAD, reference, WithdrawalReason.MISTAKE),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert front_door.contact(reference).kept_from_lead
