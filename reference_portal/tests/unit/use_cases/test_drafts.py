"""Filling in: nothing typed is lost, nothing known is asked again, and a draft is its author's alone."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.drafts_scene import entries_after
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, OFFICER, TEACHER, FrontDoor, Interrupted

from frontdoor.domain.agency import Professional
from frontdoor.forms import RefusedAnswers
from frontdoor_portal.use_cases.drafts import (
    FormGone,
    discard_draft,
    mark_send_attempted,
    my_drafts,
    open_draft,
    save_page,
    today,
)
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.send_draft import send_draft


def test_a_page_is_saved_with_everything_wrong_on_it(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"child_stage": "born"})
    front_door.clock.pass_time(minutes=5)

    saved = save_page(
        front_door.office,
        TEACHER,
        draft_id,
        "date_of_birth",
        {"date_of_birth": {"day": " 40 ", "month": "2", "year": "2016"}},
    )

    kept = {"child_stage": "born", "date_of_birth": {"day": "40", "month": "2", "year": "2016"}}
    assert (saved.draft.answers, saved.draft.changed_at) == (kept, front_door.clock())
    assert [fault.question_id for fault in saved.faults] == ["date_of_birth"]
    assert open_draft(front_door.office, TEACHER, draft_id).draft == saved.draft


def test_each_save_is_written_down_with_its_page_and_without_what_was_typed(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    save_page(front_door.office, TEACHER, draft_id, "sex", {"sex": "F"})
    save_page(front_door.office, TEACHER, draft_id, "date_of_birth", {"date_of_birth": {"day": "40"}})

    assert entries_after(front_door, draft_id, 1) == [
        (TEACHER.id, Action.SAVED_DRAFT, "sex"),
        (TEACHER.id, Action.SAVED_DRAFT, "date_of_birth"),
    ]


def test_a_save_that_cannot_be_written_down_is_not_made(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    failing = Interrupted(front_door.office.work, "audit", "add", RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        save_page(evolve(front_door.office, work=failing), TEACHER, draft_id, "sex", {"sex": "F"})
    assert open_draft(front_door.office, TEACHER, draft_id).draft.answers == {}


def test_a_page_laid_over_anothers_is_written_down_once(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    rival = Interrupted(front_door.office.work, "drafts", "save", Stale())

    save_page(evolve(front_door.office, work=rival), TEACHER, draft_id, "sex", {"sex": "F"})

    assert entries_after(front_door, draft_id, 1) == [(TEACHER.id, Action.SAVED_DRAFT, "sex")]


def test_looking_at_what_one_has_just_saved_adds_nothing_to_the_audit(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    front_door.clock.pass_time(minutes=59)
    save_page(front_door.office, TEACHER, draft_id, "sex", {"sex": "F"})
    front_door.clock.pass_time(minutes=59)

    open_draft(front_door.office, TEACHER, draft_id)

    assert entries_after(front_door, draft_id, 1) == [(TEACHER.id, Action.SAVED_DRAFT, "sex")]


def test_coming_back_to_a_draft_is_written_down_once_an_hour(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    front_door.clock.pass_time(hours=1)
    first = front_door.clock()
    for minutes in (0, 30, 29):
        front_door.clock.pass_time(minutes=minutes)
        open_draft(front_door.office, TEACHER, draft_id)
    front_door.clock.pass_time(minutes=1)

    open_draft(front_door.office, TEACHER, draft_id)

    assert front_door.audit(draft_id)[1:] == [
        AuditEntry(at, TEACHER.id, Action.VIEWED_DRAFT, draft_id, "Own concern")
        for at in (first, first + timedelta(hours=1))
    ]


def test_nothing_of_a_draft_is_shown_that_is_not_written_down(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"sex": "F"})
    front_door.clock.pass_time(hours=1)
    failing = Interrupted(front_door.office.work, "audit", "add", RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        open_draft(evolve(front_door.office, work=failing), TEACHER, draft_id)


def test_reading_a_draft_that_cannot_be_continued_is_written_down_too(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"sex": "F"})
    front_door.clock.pass_time(hours=1)

    with pytest.raises(FormGone):
        open_draft(evolve(front_door.office, form_versions={}), TEACHER, draft_id)
    assert entries_after(front_door, draft_id, 1) == [(TEACHER.id, Action.VIEWED_DRAFT, "")]


def test_a_question_left_out_of_its_page_is_cleared(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"school": "Hollybush", "gp": "Riverside", "sex": "F"})

    saved = save_page(front_door.office, TEACHER, draft_id, "school", {"gp": "Riverside Surgery"})

    assert saved.draft.answers == {"gp": "Riverside Surgery", "sex": "F"}


def test_answers_to_another_page_of_the_form_are_not_taken(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"sex": "F"})

    saved = save_page(front_door.office, TEACHER, draft_id, "school", {"gp": "Riverside", "sex": "M"})

    assert saved.draft.answers == {"gp": "Riverside", "sex": "F"}


def test_answers_no_page_could_have_sent_are_refused_and_nothing_is_lost(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"sex": "F"})

    with pytest.raises(RefusedAnswers):
        save_page(front_door.office, TEACHER, draft_id, "school", {"no_such_question": "x"})
    assert open_draft(front_door.office, TEACHER, draft_id).draft.answers == {"sex": "F"}


def test_a_page_is_laid_over_what_another_window_saved_at_the_same_moment(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    rival = Interrupted(
        front_door.office.work,
        "drafts",
        "save",
        Stale(),
        lambda: save_page(front_door.office, TEACHER, draft_id, "sex", {"sex": "F"}),
    )

    save_page(evolve(front_door.office, work=rival), TEACHER, draft_id, "school", {"gp": "Riverside"})

    assert open_draft(front_door.office, TEACHER, draft_id).draft.answers == {"sex": "F", "gp": "Riverside"}


def test_a_page_gives_up_when_the_draft_keeps_changing(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    rival = Interrupted(front_door.office.work, "drafts", "save", Stale(), times=3)

    with pytest.raises(Stale):
        save_page(evolve(front_door.office, work=rival), TEACHER, draft_id, "sex", {"sex": "F"})


def test_an_unknown_page_is_not_there(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        save_page(front_door.office, TEACHER, front_door.draft({}), "no_such_page", {})


@pytest.mark.parametrize("by", [COLLEAGUE, OFFICER], ids=["colleague", "front door"])
def test_nobody_else_opens_saves_marks_or_discards_a_draft(front_door: FrontDoor, by: Professional) -> None:
    draft_id, office = front_door.draft({"sex": "F"}), front_door.office
    before = my_drafts(office, TEACHER)

    for attempt in (
        lambda: open_draft(office, by, draft_id),
        lambda: save_page(office, by, draft_id, "sex", {"sex": "M"}),
        lambda: mark_send_attempted(office, by, draft_id),
        lambda: discard_draft(office, by, draft_id),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert (my_drafts(office, TEACHER), my_drafts(office, by)) == (before, ())


def test_a_draft_of_a_form_that_is_known_no_more_can_be_read_and_thrown_away_only(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"sex": "F"})
    (draft,) = my_drafts(front_door.office, TEACHER)
    office = evolve(front_door.office, form_versions={})

    for attempt in (
        lambda: open_draft(office, TEACHER, draft_id),
        lambda: save_page(office, TEACHER, draft_id, "sex", {"sex": "M"}),
        lambda: mark_send_attempted(office, TEACHER, draft_id),
        lambda: send_draft(office, TEACHER, draft_id),
    ):
        with pytest.raises(FormGone) as gone:
            attempt()
        assert gone.value.draft == draft
    discard_draft(office, TEACHER, draft_id)

    assert my_drafts(office, TEACHER) == ()


def test_somebody_elses_draft_of_such_a_form_is_not_there(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    with pytest.raises(NotVisible):
        open_draft(evolve(front_door.office, form_versions={}), COLLEAGUE, draft_id)


def test_trying_to_send_is_remembered(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    mark_send_attempted(front_door.office, TEACHER, draft_id)
    marked = open_draft(front_door.office, TEACHER, draft_id).draft
    mark_send_attempted(front_door.office, TEACHER, draft_id)

    assert marked.send_attempted
    assert open_draft(front_door.office, TEACHER, draft_id).draft == marked


def test_a_discarded_draft_is_gone_and_that_is_written_down(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    discard_draft(front_door.office, TEACHER, draft_id)

    assert my_drafts(front_door.office, TEACHER) == ()
    assert front_door.audit(draft_id)[1:] == [
        AuditEntry(front_door.clock(), TEACHER.id, Action.DISCARDED_DRAFT, draft_id, detail=f"{FORM.id} {FORM.version}")
    ]
    with pytest.raises(NotVisible):
        open_draft(front_door.office, TEACHER, draft_id)


def test_drafts_are_listed_last_changed_first(front_door: FrontDoor) -> None:
    drafts = [front_door.draft({}) for _ in range(2)]
    front_door.clock.pass_time(minutes=1)
    save_page(front_door.office, TEACHER, drafts[0], "sex", {"sex": "F"})

    assert [draft.id for draft in my_drafts(front_door.office, TEACHER)] == drafts


@pytest.mark.parametrize(
    ("minutes_to_midnight_utc", "day"), [(61, date(2026, 6, 4)), (60, date(2026, 6, 5)), (1, date(2026, 6, 5))]
)
def test_dates_are_judged_on_the_day_it_is_in_london(
    front_door: FrontDoor, minutes_to_midnight_utc: int, day: date
) -> None:
    midnight = front_door.clock().replace(hour=0, minute=0) + timedelta(days=1)
    front_door.clock.at = midnight - timedelta(minutes=minutes_to_midnight_utc)

    assert today(front_door.office) == day
