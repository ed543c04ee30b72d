"""The single view: both systems on one screen, each fact with its source, and nothing that must stay hidden."""

from datetime import date

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, SURGERY, TwoSystems, person
from reference_portal.tests.web.browsing import Browser, TestPortal, words
from reference_portal.tests.web.filling_in import (
    PERSON,
    PUPIL,
    SEARCH,
    STREET,
    links_of,
    parsed,
    portal_with,
    two_systems,
)

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName
from frontdoor_portal.use_cases.models import Action

PERSON_FIRST, PUPIL_SECOND = 0, 1


def records(browser: Browser) -> list[str]:
    """The addresses of the records that the search finds, social care first."""
    found = [link for link in links_of(browser.send("/children", SEARCH)) if link.startswith("/children/")]
    return list(dict.fromkeys(found))


def opened(systems: TwoSystems, which: int = PERSON_FIRST, reader: Professional | None = None) -> Response:
    """The single view of one of the records, as a reader sees it."""
    with portal_with(systems) as portal:
        browser = portal.client(reader or person())
        return browser.get(records(browser)[which])


def test_the_allocated_worker_stands_first_with_how_sure_the_details_are() -> None:
    people = parsed(opened(two_systems())).xpath("//li[contains(@class, 'to-call__person')]")
    assert [words(each.text_content()) for each in people[:2]] == [
        "Folake Adeyemi, Allocated social worker, Team North Telephone: 01632 960301 "
        "Email: f.adeyemi@council.example Details last confirmed 2 May 2026. "
        "Framework-i, as at 4 June 2026 at 2:15am",
        "Tom Eastwood, Team manager, Team North Telephone: 01632 960305 Details not confirmed. "
        "Framework-i, as at 4 June 2026 at 2:15am",
    ]


def test_an_open_case_says_whom_to_speak_to_first() -> None:
    callout = parsed(opened(two_systems())).xpath("//div[@class='ffd-callout']")[0].text_content()
    assert words(callout).startswith(
        "Already open to a social worker Speak to Folake Adeyemi (Allocated social worker, Team North) on 01632 960301"
    )


def test_beside_an_education_record_it_is_said_that_no_warning_was_asked_for() -> None:
    sentence = "Warnings, family, workers and previous contacts are not on this page: open the social care record"
    pages = [words(opened(two_systems(), which).text) for which in (PERSON_FIRST, PUPIL_SECOND)]
    assert [sentence in page for page in pages] == [False, True]


def test_a_closed_case_has_no_callout() -> None:
    page = opened(two_systems(people=(evolve(PERSON, case_status=CaseStatus.CLOSED),)))
    assert "Already open" not in page.text


def test_the_evidence_stands_field_by_field() -> None:
    pupil = evolve(PUPIL, name=PersonName("Zeph", "Quillfeather"), upn=None)
    rows = parsed(opened(two_systems(pupils=(pupil,)))).xpath("//details//div[contains(@class, 'row')]")
    assert {words(row[0].text_content()): words(row[1].text_content()) for row in rows} == {
        "Unique pupil number": "Missing in one or both",
        "Date of birth": "Same in both",
        "Family name": "Same in both",
        "Given name": "Different",
        "Sex": "Same in both",
    }


def test_several_candidates_are_shown_apart() -> None:
    twin = evolve(PUPIL, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None)
    page = opened(two_systems(pupils=(PUPIL, twin)))
    cards = parsed(page).xpath("//*[@class='govuk-summary-card__title']/text()")
    assert cards == ["Zephyrine Quillfeather", "Zephyrine Quillfeather", "Zachary Quillfeather"]
    assert "shown apart and never merged" in page.text


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_an_address_not_to_be_disclosed_reaches_no_outsider(which: int) -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    assert STREET not in opened(two_systems(people=(hidden,)), which).text


def test_the_front_door_team_sees_that_address() -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    officer = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
    assert STREET in opened(two_systems(people=(hidden,)), PERSON_FIRST, officer).text


def test_a_schools_address_is_shown_only_when_social_care_has_not_forbidden_it() -> None:
    shown = [
        STREET in opened(two_systems(**parts), which).text
        for parts, which in (
            ({}, PUPIL_SECOND),
            ({"people": ()}, PERSON_FIRST),
            ({"people": (), "care_state": SourceState.DID_NOT_ANSWER}, PERSON_FIRST),
        )
    ]
    assert shown == [True, True, False]


def test_a_twins_address_at_school_is_not_shown_beside_another_child() -> None:
    elsewhere = evolve(PUPIL.address, lines=("7 Refuge Lane",))
    twin = evolve(PUPIL, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None, address=elsewhere)
    shown = ["7 Refuge Lane" in opened(two_systems(pupils=pupils)).text for pupils in ((twin,), (PUPIL, twin))]
    assert shown == [False, False]


def test_a_draft_about_a_hidden_address_starts_without_it() -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    with portal_with(two_systems(people=(hidden,))) as hiding:
        browser = hiding.client(person())
        for record in records(browser):
            token = record.split("/")[2].partition("?")[0]
            draft = browser.send("/drafts", {"child": token}, page=record).headers["location"]
            with hiding.office.work.begin() as tx:
                stored = tx.drafts.get(draft.split("/")[2])
            assert stored is not None
            assert STREET not in str(dict(stored.answers))


def test_a_restricted_record_shows_its_name_and_the_telephone_only() -> None:
    hidden = PersonRecord("case-9", PersonName("Zephyrine", "Quillfeather"), restricted=True)
    page = opened(two_systems(people=(hidden,), pupils=()))
    assert "This record is restricted" in page.text
    assert [name for name in ("Adeyemi", "Rachel", "Education") if name in page.text] == []


def test_a_restricted_record_beside_a_pupil_is_never_shown_as_none() -> None:
    hidden = PersonRecord("case-9", PersonName("", "Zephyrine Quillfeather"), restricted=True)
    page = words(opened(two_systems(people=(hidden,)), PUPIL_SECOND).text)
    assert ("A restricted record may be this child" in page, "No record here" in page) == (True, False)


def test_a_restricted_record_stands_beside_the_one_that_was_judged() -> None:
    hidden = PersonRecord("case-9", PersonName("", "Zephyrine Quillfeather"), restricted=True)
    page = words(opened(two_systems(people=(PERSON, hidden)), 2).text)
    said = ("A restricted record may be this child", "This is very likely the same child")
    assert [each in page for each in said] == [True, True]


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_an_answer_in_part_is_never_shown_as_none_and_shows_no_address(which: int) -> None:
    other = evolve(PERSON, id="case-8", name=PersonName("Orla", "Fenn"), birth_date=None, upns=(), nhs_numbers=())
    stranger = evolve(PUPIL, id="pupil-8", name=PersonName("Orla", "Fenn"), birth_date=None, upn=None)
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        record = records(browser)[which]
        systems.answers_anybody, systems.partly = True, "It answered only part of the search."
        if which == PERSON_FIRST:
            systems.pupils = (stranger,)
        else:
            systems.people = (other,)
        page = words(browser.get(record).text)
    said = ("It answered only part of the search." in page, "No record here" in page)
    assert (said, which == PUPIL_SECOND and STREET in page) == ((True, False), False)


def test_whom_to_call_at_school_stands_once_on_a_pupils_page() -> None:
    assert words(opened(two_systems(), PUPIL_SECOND).text).count("Who to contact at school") == 1


@pytest.mark.parametrize("state", [SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF])
def test_a_silent_education_system_is_never_shown_as_having_nothing(state: SourceState) -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        record = records(browser)[PERSON_FIRST]
        systems.education_state, systems.explanation = state, "It could not be asked."
        page = words(browser.get(record).text)
    assert ("It could not be asked." in page, "No record here" in page) == (True, False)


def test_a_silent_case_system_is_never_shown_as_having_nothing() -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        record = records(browser)[PERSON_FIRST]
        systems.care_state = SourceState.DID_NOT_ANSWER
        page = words(browser.get(record).text)
    said = [text for text in ("No worker is recorded", "No family member is recorded", "None found") if text in page]
    assert ("did not answer" in page, said) == (True, [])


def test_the_view_is_audited_with_the_purpose_of_the_search(portal: TestPortal) -> None:
    browser = portal.client(person())
    browser.get(records(browser)[PERSON_FIRST])
    with portal.office.work.begin() as tx:
        entries = tx.audit.of_subject("framework_i/case-1")
    assert [(entry.action, entry.purpose) for entry in entries] == [
        (Action.VIEWED_CHILD, "I am worried about the child and may send a concern")
    ]


def test_an_address_without_its_reason_is_audited_as_a_follow_up(portal: TestPortal) -> None:
    browser = portal.client(person())
    browser.get(records(browser)[PERSON_FIRST].partition("?")[0])
    with portal.office.work.begin() as tx:
        entries = tx.audit.of_subject("framework_i/case-1")
    assert [entry.purpose for entry in entries] == ["Opened from own search"]


def test_a_record_of_somebody_elses_search_is_not_found(portal: TestPortal) -> None:
    record = records(portal.client(person()))[PERSON_FIRST]
    assert portal.client(person(agency=SURGERY, name="Ben Oduya")).get(record).status_code == 404


def test_a_record_of_yesterdays_search_is_not_found(portal: TestPortal) -> None:
    browser = portal.client(person())
    record = records(browser)[PERSON_FIRST]
    portal.clock.pass_time(hours=13)
    assert portal.client(person()).get(record).status_code == 404


def test_an_unborn_child_is_shown_by_the_due_date() -> None:
    unborn = evolve(PERSON, birth_date=BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED))
    assert "Due 1 September 2026" in words(opened(two_systems(people=(unborn,), pupils=())).text)
