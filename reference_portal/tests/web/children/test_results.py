"""What every source answered: "none" is said only by a source that said so."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.web.browsing import form_token, words
from reference_portal.tests.web.filling_in import (
    PERSON,
    PUPIL,
    SEARCH,
    parsed,
    portal_with,
    two_systems,
)

from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import PersonName

SAID = {
    SourceState.NONE_FOUND: "none found",
    SourceState.DID_NOT_ANSWER: "did not answer",
    SourceState.NOT_ALLOWED: "not allowed",
    SourceState.SWITCHED_OFF: "switched off",
}


def answers_to(systems: TwoSystems) -> list[str]:
    """What stands on the results page for each source."""
    with portal_with(systems) as portal:
        page = portal.client(person()).send("/children", SEARCH)
    return [words(item.text_content()) for item in parsed(page).xpath("//li[contains(@class, 'source-list')]")]


def lines_of(systems: TwoSystems) -> list[list[str]]:
    """The table's rows on the results page."""
    with portal_with(systems) as portal:
        page = portal.client(person()).send("/children", SEARCH)
    return [[words(cell.text_content()) for cell in row] for row in parsed(page).xpath("//tbody/tr")]


@pytest.mark.parametrize("state", SAID)
def test_each_source_says_for_itself_what_it_answered(state: SourceState) -> None:
    assert answers_to(two_systems(care_state=state, explanation="One sentence.")) == [
        f"Framework-i: {SAID[state]}. One sentence. Asked 4 June 2026 at 9:32am",
        "Capita ONE: found. This system has records that match. "
        "Asked 4 June 2026 at 9:32am; its records are as at 4 June 2026 at 2:15am",
    ]


@pytest.mark.parametrize("state", [state for state in SAID if state is not SourceState.NONE_FOUND])
def test_none_is_never_said_for_a_source_that_did_not_say_so(state: SourceState) -> None:
    said = " ".join(answers_to(two_systems(care_state=state, education_state=state)))
    assert ("none found" in said, "no record" in said) == (False, False)


def test_one_line_a_record_tells_enough_to_choose() -> None:
    assert lines_of(two_systems()) == [
        [
            "Zephyrine Quillfeather in Framework-i, record 1",
            "17 May 2014, age 12",
            "Female",
            "WR80",
            "Open to a social worker",
        ],
        [
            "Zephyrine Quillfeather in Capita ONE, record 1",
            "17 May 2014, age 12",
            "Female",
            "Not shown",
            "Thornhill High School, year 8",
        ],
    ]


def test_a_restricted_record_shows_its_display_name_and_nothing_else() -> None:
    hidden = PersonRecord("case-9", PersonName("Zephyrine", "Quillfeather"), restricted=True)
    assert lines_of(two_systems(people=(hidden,), pupils=())) == [
        [
            "Zephyrine Quillfeather in Framework-i, record 1",
            "Restricted Contact the front door on 01632 960100.",
        ]
    ]


def test_an_address_not_to_be_disclosed_leaves_no_trace() -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    lines = lines_of(two_systems(people=(hidden,), pupils=(PUPIL,)))
    assert [line[3] for line in lines] == ["Not disclosed", "Not shown"]


def test_whoever_is_not_found_can_still_be_told_about() -> None:
    with portal_with(two_systems(people=(), pupils=())) as portal:
        browser = portal.client(person())
        page = browser.send("/children", SEARCH)
        (token,) = parsed(page).xpath("//form[@action='/drafts']//input[@name='child']/@value")
        draft = browser.post("/drafts", {"child": token, "form_token": form_token(page)}).headers["location"]
        name = parsed(browser.get(f"{draft}/child_name")).xpath("//input[@type='text']/@value")
    assert name == ["Zephyrine", "Quillfeather"]


def test_a_concern_without_a_search_leads_to_the_search() -> None:
    with portal_with(two_systems()) as portal:
        started = portal.client(person()).send("/drafts", {}, page="/children")
    assert (started.status_code, started.headers["location"]) == (303, "/children")


def test_the_search_asks_with_the_purpose_in_words() -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        portal.client(person()).send("/children", {**SEARCH, "purpose": "other", "purpose_details": "Court order"})
    assert {call.purpose for call in systems.calls} == {"Another reason: Court order"}
