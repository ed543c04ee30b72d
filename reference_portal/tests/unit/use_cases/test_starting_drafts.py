"""Starting: a draft begins with a search, with what is known of the child, and with nobody else's find."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.drafts_scene import entries_after
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, TEACHER, FrontDoor

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.forms import check_page
from frontdoor_portal.use_cases.drafts import discard_draft, my_drafts, open_draft, save_page, start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child, remember_search
from frontdoor_portal.use_cases.models import Action, AuditEntry, Draft
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst

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
