"""The chronology: all that is told with a date, the newest first, and never "none" for a source that is silent."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import TwoSystems
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, opened, records
from reference_portal.tests.web.children.test_previous_contacts import FIRST, OFFICER, contact, keep
from reference_portal.tests.web.filling_in import PERSON, PUPIL, WORKERS, parsed, portal_with, two_systems

from frontdoor.connectors.people import PersonWarning
from frontdoor.connectors.pupils import MissingEducation, SenInvolvement, Suspension
from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import PersonName

FRAMEWORK, CAPITA = "Framework-i, as at 4 June 2026 at 2:15am", "Capita ONE, as at 4 June 2026 at 2:15am"
DATED = evolve(
    PUPIL,
    suspensions=(
        Suspension(date(2026, 3, 2), date(2026, 3, 4), 6, ("PP", "XX")),
        Suspension(date(2026, 5, 1), permanent=True),
    ),
    sen=(SenInvolvement("Assessment", date(2025, 9, 1), "Autism"), SenInvolvement("Asked for")),
    missing_education=MissingEducation(date(2026, 5, 2), "Excluded"),
)
SCHOOLING = [
    f"2 May 2026: On no school’s roll: Excluded {CAPITA}",
    f"1 May 2026: Permanently excluded {CAPITA}",
    f"2 March 2026: Suspended until 4 March 2026: physical assault against a pupil, XX {CAPITA}",
    f"1 September 2025: Council’s work on special needs: Assessment. Main need: Autism {CAPITA}",
]


def systems(**parts: Any) -> TwoSystems:
    made = two_systems(**{"pupils": (DATED,), **parts})
    made.involvements = (evolve(WORKERS[1], since=date(2026, 4, 7)), WORKERS[0])
    made.warnings = (PersonWarning("Risk to workers", "", date(2025, 1, 7), date(2026, 9, 1)),)
    return made


def told(page: Response) -> list[str]:
    return [words(each.text_content()) for each in parsed(page).xpath("//section[@aria-labelledby='chronology']/ol/li")]


def missing(page: Response) -> str:
    """What is said to be missing."""
    block = page.text.partition('aria-labelledby="chronology"')[2].partition("</section>")[0]
    return words(block.partition("What is not in it")[2])


def test_all_that_has_a_date_stands_newest_first_with_its_source_and_age() -> None:
    assert told(opened(systems())) == [
        f"1 September 2026: Review of the warning is due: Risk to workers {FRAMEWORK}",
        *SCHOOLING[:2],
        f"7 April 2026: Began to work with the child: Folake Adeyemi, Allocated social worker, Team North {FRAMEWORK}",
        *SCHOOLING[2:],
        f"7 January 2025: Warning: Risk to workers {FRAMEWORK}",
    ]


def test_a_review_that_is_past_was_due() -> None:
    made = systems()
    made.warnings = (PersonWarning("Risk to workers", review_on=date(2026, 6, 3)),)
    assert told(opened(made))[0] == f"3 June 2026: Review of the warning was due: Risk to workers {FRAMEWORK}"


def test_what_the_front_door_was_told_stands_among_the_rest() -> None:
    with portal_with(two_systems()) as portal:
        keep(portal, contact(FIRST, OFFICER, 40))
        browser = portal.client(OFFICER)
        page = browser.get(records(browser)[PERSON_FIRST])
    told_at = "The front door, as at 4 June 2026 at 9:32am"
    assert told(page) == [
        f"25 April 2026: Decided: Referral to children’s social care FD-2222-2222 {told_at}",
        f"25 April 2026: Cause for concern from Example County Council FD-2222-2222 {told_at}",
    ]


def test_a_pupils_own_page_has_the_days_at_school() -> None:
    assert told(opened(systems(), PUPIL_SECOND)) == SCHOOLING


def test_nothing_of_a_record_that_only_may_be_the_childs_is_in_it_and_that_is_said() -> None:
    twin = evolve(DATED, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None)
    page = opened(systems(pupils=(twin,)))
    said = "Education: Capita ONE has records that may be this child’s. Nothing of them is in this list."
    assert ([each for each in told(page) if CAPITA in each], said in missing(page)) == ([], True)


@pytest.mark.parametrize("state", [SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF])
def test_a_silent_source_is_said_to_be_missing_and_never_to_have_none(state: SourceState) -> None:
    made = systems()
    with portal_with(made) as portal:
        browser = portal.client(OFFICER)
        record = records(browser)[PERSON_FIRST]
        made.warnings_state, made.education_state, made.explanation = state, state, "It could not be asked."
        gaps = missing(browser.get(record))
    assert [each in gaps for each in ("Warnings: Framework-i :", "Education: Capita ONE :")] == [True, True]
    assert (gaps.count("It could not be asked."), "none" in gaps.casefold()) == (2, False)


def test_a_source_that_answered_and_has_none_says_so() -> None:
    gaps = missing(opened(two_systems(involvements=())))
    assert gaps == (
        "Workers: Framework-i answered that none is recorded. Warnings: Framework-i answered that none is recorded."
    )


def test_parts_that_one_source_left_out_for_one_reason_are_told_together() -> None:
    made = systems()
    with portal_with(made) as portal:
        browser = portal.client(OFFICER)
        record = records(browser)[PERSON_FIRST]
        made.care_state = SourceState.DID_NOT_ANSWER
        gaps = missing(browser.get(record))
    assert gaps.startswith("Workers and warnings: Framework-i : did not answer.")


def test_an_answer_in_part_is_said_to_be_one() -> None:
    made = systems()
    with portal_with(made) as portal:
        browser = portal.client(OFFICER)
        record = records(browser)[PERSON_FIRST]
        made.partly = "It answered only part of the search."
        assert "It answered only part of the search." in missing(browser.get(record))


def test_where_nothing_has_a_date_that_is_said() -> None:
    assert "No source gave anything with a date." in opened(two_systems()).text


def test_a_restricted_record_has_no_chronology() -> None:
    page = opened(systems(people=(evolve(PERSON, restricted=True),)))
    assert ("Chronology" in page.text, "Permanently excluded" in page.text) == (False, False)
