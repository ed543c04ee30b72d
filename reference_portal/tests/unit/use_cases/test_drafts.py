"""Filling in: nothing typed is lost, nothing known is asked again, and a draft is its author's alone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, OFFICER, TEACHER, FrontDoor, Interrupted

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.forms import RefusedAnswers, check_page
from frontdoor_portal.use_cases.drafts import (
    FormGone,
    discard_draft,
    mark_send_attempted,
    my_drafts,
    open_draft,
    save_page,
    start_draft,
    today,
)
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child, remember_search
from frontdoor_portal.use_cases.models import Action, AuditEntry, Draft
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst, Stale
from frontdoor_portal.use_cases.send_draft import send_draft

LARCH_ROAD = Address(("Flat 2", "1 Larch Road", "Exampleton"), Postcode("WR5 2NP"))
ZAYNAB = PersonRecord(
    id="p-1",
    name=PersonName("Zaynab", "Nkemelu"),
    birth_date=BirthDate(date(2016, 2, 29)),
    sex=Sex.FEMALE,
    address=LARCH_ROAD,
    nhs_numbers=(NhsNumber.parse("999 000 0018"),),
    upns=(Upn.parse("A885200010001"),),
)
PUPIL = PupilRecord(
    id="u-1",
    name=PersonName("Zaynab", "Nkemelu"),
    birth_date=BirthDate(date(2016, 2, 29)),
    upn=Upn.parse("A885200010001"),
    address=LARCH_ROAD,
    school="Hollybush Primary School",
)
NOBODY = ChildQuery()
WANTED = ChildQuery(given_name="Zaynab", family_name="Nkemelu")
KNOWN_OF_ZAYNAB = {
    "child_stage": "born",
    "child_name_known": "yes",
    "child_name": {"given": "Zaynab", "family": "Nkemelu"},
    "date_of_birth": {"day": "29", "month": "2", "year": "2016"},
    "upn": "A885200010001",
}


@pytest.fixture(autouse=True)
def _the_teacher_works_with_the_child(front_door: FrontDoor) -> None:
    works_with(
        front_door.office,
        TEACHER,
        (("framework_i", "p-1"), ("framework_i", "p-2"), ("framework_i", "p-3"), ("capita_one", "u-1")),
    )


def sighting(front_door: FrontDoor, record: PersonRecord | PupilRecord) -> str:
    """The token of a record that came up in the teacher's search."""
    if isinstance(record, PersonRecord):
        front_door.systems.people = (record,)
    else:
        front_door.systems.pupils = (record,)
    found = find_child(front_door.office, TEACHER, WANTED, "Concern")
    (token,) = found.tokens.values()
    return token


def searched(front_door: FrontDoor, by: Professional = TEACHER, query: ChildQuery = NOBODY) -> str:
    """The token of a search that found no record."""
    return remember_search(front_door.office, by, query)


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.SCREENING_OFFICER])
def test_a_concern_is_not_started_without_a_search(front_door: FrontDoor, role: Role) -> None:
    somebody = person(role)
    with pytest.raises(SearchFirst):
        start_draft(front_door.office, somebody, FORM.id, "")
    assert my_drafts(front_door.office, somebody) == ()


def test_a_search_that_found_no_record_fills_in_what_was_typed(front_door: FrontDoor) -> None:
    typed = ChildQuery("Zaynab", "Nkemelu", date(2016, 2, 29), upn=Upn("A885200010001"))
    found = find_child(front_door.office, TEACHER, typed, "Concern")

    draft = start_draft(front_door.office, TEACHER, FORM.id, found.not_found)

    assert (found.tokens, draft.answers) == ({}, KNOWN_OF_ZAYNAB)


def test_a_search_for_a_child_who_is_not_born_yet_leads_on_to_an_unborn_child(front_door: FrontDoor) -> None:
    found = find_child(
        front_door.office, TEACHER, ChildQuery("", "Nkemelu", unborn=True, due=date(2026, 9, 1)), "Concern"
    )

    assert start_draft(front_door.office, TEACHER, FORM.id, found.not_found).answers == {
        "child_stage": "unborn",
        "child_description": "Nkemelu",
        "expected_date": {"day": "1", "month": "9", "year": "2026"},
    }


def test_a_draft_starts_empty_in_the_form_in_force(front_door: FrontDoor) -> None:
    draft = start_draft(front_door.office, TEACHER, FORM.id, searched(front_door))

    now = front_door.clock()
    assert draft == Draft(draft.id, TEACHER.id, TEACHER.agency.id, FORM.id, FORM.version, {}, now, now)
    assert my_drafts(front_door.office, TEACHER) == (draft,)
    assert front_door.audit(draft.id) == [AuditEntry(now, TEACHER.id, Action.STARTED_DRAFT, draft.id)]


@pytest.mark.parametrize("child", [None, ZAYNAB], ids=["nobody yet", "a child that was found"])
def test_a_start_sent_twice_is_one_draft(front_door: FrontDoor, child: PersonRecord | None) -> None:
    token = sighting(front_door, child) if child else searched(front_door)
    first = start_draft(front_door.office, TEACHER, FORM.id, token)
    front_door.clock.pass_time(seconds=59)

    assert start_draft(front_door.office, TEACHER, FORM.id, token) == first
    assert my_drafts(front_door.office, TEACHER) == (first,)
    assert entries_after(front_door, first.id, 0) == [(TEACHER.id, Action.STARTED_DRAFT, "")]


def change_nothing(front_door: FrontDoor, draft_id: str) -> None:
    save_page(front_door.office, TEACHER, draft_id, "sex", {})


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda front_door, _: front_door.clock.pass_time(minutes=1),
        change_nothing,
        lambda front_door, draft_id: discard_draft(front_door.office, TEACHER, draft_id),
    ],
    ids=["a minute passes", "a page is saved", "it is thrown away"],
)
def test_another_start_is_another_draft(front_door: FrontDoor, meanwhile: Callable[[FrontDoor, str], object]) -> None:
    first = start_draft(front_door.office, TEACHER, FORM.id, searched(front_door))
    meanwhile(front_door, first.id)

    assert start_draft(front_door.office, TEACHER, FORM.id, searched(front_door)).id != first.id


def test_a_start_about_another_child_or_by_somebody_else_is_another_draft(front_door: FrontDoor) -> None:
    first = start_draft(front_door.office, TEACHER, FORM.id, searched(front_door))
    second = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, ZAYNAB))
    theirs = start_draft(front_door.office, COLLEAGUE, FORM.id, searched(front_door, COLLEAGUE))

    assert len({first.id, second.id, theirs.id}) == 3


def test_what_a_record_says_is_not_asked_again(front_door: FrontDoor) -> None:
    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, ZAYNAB))

    assert draft.answers == {
        **KNOWN_OF_ZAYNAB,
        "sex": "F",
        "whereabouts": "address_known",
        "address": {"line_1": "Flat 2", "line_2": "1 Larch Road", "town": "Exampleton", "postcode": "WR5 2NP"},
        "nhs_number": "999 000 0018",
    }


def test_what_is_filled_in_is_never_at_fault(front_door: FrontDoor) -> None:
    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, ZAYNAB))

    faults = [
        fault.question_id
        for page in FORM.pages
        for fault in check_page(FORM, page.id, draft.answers, today(front_door.office))
        if fault.question_id in draft.answers
    ]
    assert faults == []


def test_an_address_that_must_not_be_disclosed_is_not_filled_in(front_door: FrontDoor) -> None:
    hidden = evolve(ZAYNAB, do_not_disclose_address=True)

    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, hidden))

    assert draft.answers == {**KNOWN_OF_ZAYNAB, "sex": "F", "nhs_number": "999 000 0018"}


def test_a_schools_address_is_not_filled_in_as_only_social_care_knows_whether_it_may(front_door: FrontDoor) -> None:
    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, PUPIL))

    assert draft.answers == {**KNOWN_OF_ZAYNAB, "school": "Hollybush Primary School"}


def test_an_unborn_child_is_described_and_has_a_due_date(front_door: FrontDoor) -> None:
    unborn = PersonRecord(
        "p-2", PersonName("Zaynab", "Nkemelu"), birth_date=BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED)
    )

    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, unborn))

    assert draft.answers == {
        "child_stage": "unborn",
        "child_description": "Zaynab Nkemelu",
        "expected_date": {"day": "1", "month": "9", "year": "2026"},
    }


def test_a_restricted_record_gives_nothing_since_its_display_name_is_no_parts_of_a_name(front_door: FrontDoor) -> None:
    restricted = PersonRecord("p-3", PersonName("", "Zaynab Nkemelu"), restricted=True)

    draft = start_draft(front_door.office, TEACHER, FORM.id, sighting(front_door, restricted))

    assert draft.answers == {}


def test_what_somebody_else_found_starts_no_draft(front_door: FrontDoor) -> None:
    token = sighting(front_door, ZAYNAB)

    with pytest.raises(NotVisible):
        start_draft(front_door.office, COLLEAGUE, FORM.id, token)
    assert my_drafts(front_door.office, COLLEAGUE) == ()


def test_what_was_found_too_long_ago_starts_no_draft(front_door: FrontDoor) -> None:
    token = sighting(front_door, ZAYNAB)
    front_door.clock.pass_time(hours=12)

    with pytest.raises(NotVisible):
        start_draft(front_door.office, TEACHER, FORM.id, token)


def test_an_unknown_form_starts_no_draft(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        start_draft(front_door.office, TEACHER, "no_such_form", searched(front_door))


def test_a_councillor_starts_no_draft(front_door: FrontDoor) -> None:
    with pytest.raises(NotPermitted):
        start_draft(front_door.office, person(Role.SENIOR_MANAGER), FORM.id, searched(front_door))


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


def entries_after(front_door: FrontDoor, draft_id: str, start: int) -> list[tuple[str, Action, str]]:
    return [(entry.actor_id, entry.action, entry.detail) for entry in front_door.audit(draft_id)[start:]]


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


def test_a_draft_keeps_the_version_it_was_started_in(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})
    newer = evolve(FORM, version="2099-01")
    office = evolve(
        front_door.office,
        forms={FORM.id: newer},
        form_versions={(FORM.id, each.version): each for each in (FORM, newer)},
    )

    assert open_draft(office, TEACHER, draft_id).form is FORM
    assert start_draft(office, TEACHER, FORM.id, searched(front_door)).form_version == "2099-01"


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
