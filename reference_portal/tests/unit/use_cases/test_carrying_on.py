"""A form that changed while a draft was open: carried on with a notice, or finished as it is for a while."""

import json
from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, TEACHER, FrontDoor
from sdk.tests.forms.changing import with_questions

from frontdoor.forms import FormDefinition, Question, RawItem
from frontdoor_portal.use_cases.drafts import open_draft, save_page
from frontdoor_portal.use_cases.drafts.carrying_on import (
    FormAge,
    FormStanding,
    FormTooOld,
    carry_on,
    see_carrying_on,
    standing_of,
)
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile, VersionsToChoose
from frontdoor_portal.use_cases.form_versions.noting import note_library
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import send_draft

NEWER = "2099-01"


def without_gp() -> FormDefinition:
    """A later version that does not ask for the GP any more, nor where a brother or sister goes to school."""

    def kept(question: Question) -> Question | None:
        members = tuple(one for one in question.questions if one.id != "other_child_school")
        return None if question.id == "gp" else evolve(question, questions=members)

    return with_questions(FORM, kept, version=NEWER)


@pytest.fixture
def office(front_door: FrontDoor) -> Office:
    """The office once the new version is in force."""
    newer = without_gp()
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    note_library(front_door.office.work, (FORM, newer), front_door.clock())
    return evolve(front_door.office, forms={FORM.id: newer}, form_versions=versions)


def test_55_a_draft_of_an_earlier_version_may_be_finished_as_it_is_for_a_while(
    front_door: FrontDoor, office: Office
) -> None:
    draft_id = front_door.draft()
    draft = open_draft(office, TEACHER, draft_id).draft
    until = front_door.clock() + timedelta(days=14)

    assert standing_of(office, draft) == FormStanding(FormAge.STILL_SENT, until)
    front_door.clock.pass_time(days=13.9)
    assert standing_of(office, draft) == FormStanding(FormAge.STILL_SENT, until)
    reference = send_draft(office, TEACHER, draft_id)

    assert front_door.contact(reference).submission.form_version == FORM.version


def test_55_a_version_counts_from_when_it_came_and_not_from_when_somebody_first_looked(
    front_door: FrontDoor, office: Office
) -> None:
    until = front_door.clock() + timedelta(days=14)
    front_door.clock.pass_time(days=13)

    draft = open_draft(office, TEACHER, front_door.draft()).draft

    assert standing_of(office, draft) == FormStanding(FormAge.STILL_SENT, until)


def test_55_where_nobody_noted_it_yet_no_draft_is_too_old(front_door: FrontDoor) -> None:
    newest = evolve(FORM, version="2099-02")
    versions = {(FORM.id, each.version): each for each in (FORM, newest)}
    office = evolve(front_door.office, forms={FORM.id: newest}, form_versions=versions)
    draft = open_draft(office, TEACHER, front_door.draft()).draft

    until = front_door.clock() + timedelta(days=14)
    assert standing_of(office, draft) == FormStanding(FormAge.STILL_SENT, until)


def test_55_after_a_downgrade_the_time_of_the_newer_version_begins_again(front_door: FrontDoor, office: Office) -> None:
    draft = open_draft(office, TEACHER, front_door.draft()).draft
    front_door.clock.pass_time(days=20)
    note_library(office.work, (FORM,), front_door.clock())
    note_library(office.work, (FORM, without_gp()), front_door.clock())

    until = front_door.clock() + timedelta(days=14)
    assert standing_of(office, draft) == FormStanding(FormAge.STILL_SENT, until)


def test_55_after_that_it_is_carried_on_before_it_is_sent(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft()
    front_door.clock.pass_time(days=14)

    with pytest.raises(FormTooOld):
        send_draft(office, TEACHER, draft_id)
    carry_on(office, TEACHER, draft_id)

    assert front_door.contact(send_draft(office, TEACHER, draft_id)).submission.form_version == NEWER


def test_55_an_urgent_concern_is_never_held_up_by_a_form(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft({**front_door.answers(), "urgency": "urgent", "urgency_reason": "Hurt today"})
    front_door.clock.pass_time(days=30)

    assert front_door.contact(send_draft(office, TEACHER, draft_id)).submission.form_version == FORM.version


def test_55_what_is_asked_again_and_what_has_no_place_is_said_first(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft({"gp": "Riverside", "sex": "F"})

    found = see_carrying_on(office, TEACHER, draft_id)

    assert found is not None
    assert (found.carried.gone, found.carried.answers) == (("gp",), {"sex": "F"})
    assert open_draft(office, TEACHER, draft_id).form is FORM


def test_55_carried_on_nothing_is_lost(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft({"gp": "Riverside", "sex": "F"})

    carry_on(office, TEACHER, draft_id)
    carry_on(office, TEACHER, draft_id)

    draft = open_draft(office, TEACHER, draft_id).draft
    assert (draft.form_version, draft.answers) == (NEWER, {"sex": "F"})
    assert draft.left_behind == ({"version": FORM.version, "answers": {"gp": "Riverside"}},)
    assert [(entry.action, entry.detail) for entry in front_door.audit(draft_id)][1:] == [
        (Action.CARRIED_DRAFT, f"{FORM.version},{NEWER}")
    ]
    assert see_carrying_on(office, TEACHER, draft_id) is None


def test_55_what_a_group_has_no_place_for_stays_with_the_draft_and_says_of_whom_it_is(
    front_door: FrontDoor, office: Office
) -> None:
    ade: RawItem = {"other_child_name": {"given": "Ade", "family": "Bello"}}
    bola: RawItem = {"other_child_name": {"given": "Bola", "family": "Bello"}}
    at_school: RawItem = {**bola, "other_child_school": "Hilltop"}
    draft_id = front_door.draft({"other_children": (ade, at_school)})

    found = see_carrying_on(office, TEACHER, draft_id)
    carry_on(office, TEACHER, draft_id)

    draft = open_draft(office, TEACHER, draft_id).draft
    assert found is not None
    assert found.carried.gone == ("other_children-2-other_child_school",)
    assert as_json(draft.answers) == {"other_children": [ade, bola]}
    assert as_json(draft.left_behind) == [{"version": FORM.version, "answers": {"other_children": [{}, at_school]}}]


def as_json(value: object) -> object:
    return json.loads(json.dumps(value))


def test_55_two_versions_of_a_page_are_chosen_between_first(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft({"gp": "Riverside"})
    with pytest.raises(ChangedMeanwhile):
        save_page(office, TEACHER, draft_id, "school", {"gp": "Hilltop"}, seen=NOTHING_SEEN)

    with pytest.raises(VersionsToChoose):
        carry_on(office, TEACHER, draft_id)


def test_a_form_that_is_asked_no_more_is_finished_as_it_is(front_door: FrontDoor) -> None:
    office = evolve(front_door.office, forms={})
    draft = open_draft(office, TEACHER, front_door.draft({})).draft

    assert standing_of(office, draft) == FormStanding(FormAge.IN_FORCE)


def test_nobody_carries_on_what_is_not_open_to_them(front_door: FrontDoor, office: Office) -> None:
    draft_id = front_door.draft({})

    for attempt in (see_carrying_on, carry_on):
        with pytest.raises(NotVisible):
            attempt(office, COLLEAGUE, draft_id)
