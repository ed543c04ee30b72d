"""A system that did not answer in time is asked again alone, and its part stands on a page of its own."""

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import SURGERY, TwoSystems, person
from reference_portal.tests.web.browsing import Browser, heading, words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, records
from reference_portal.tests.web.filling_in import CANARIES, PERSON, STREET, links_of, parsed, portal_with, two_systems

from frontdoor.connectors.people import PersonWarning
from frontdoor.domain.facts import SourceState
from frontdoor_portal.use_cases.models import Action

SILENT = SourceState.DID_NOT_ANSWER


def again(page: Response) -> list[str]:
    """The addresses under which a system is asked again, each once."""
    return list(dict.fromkeys(link for link in links_of(page) if "/from/" in link))


def late(systems: TwoSystems, browser: Browser, which: int, **states: SourceState) -> list[str]:
    """Where the links of a page lead on which some system was late; afterwards all answer."""
    record = records(browser)[which]
    for name, state in states.items():
        setattr(systems, name, state)
    links = again(browser.get(record))
    for name in states:
        setattr(systems, name, None)
    return links


def headings(page: Response) -> list[str]:
    return [words(each.text_content()) for each in parsed(page).xpath("//main//h2")]


@pytest.mark.parametrize(
    ("which", "late_system", "name"),
    [
        (PERSON_FIRST, "education_state", "capita_one"),
        (PERSON_FIRST, "care_state", "framework_i"),
        (PERSON_FIRST, "warnings_state", "framework_i"),
        (PUPIL_SECOND, "care_state", "framework_i"),
        (PUPIL_SECOND, "education_state", "capita_one"),
    ],
)
def test_a_system_that_was_late_has_a_link_that_asks_it_again(which: int, late_system: str, name: str) -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        links = late(systems, browser, which, **{late_system: SILENT})
    assert [link.partition("/from/")[2] for link in links] == [f"{name}?for=concern"]
    assert [word for word in CANARIES if word in "".join(links)] == []


@pytest.mark.parametrize("state", [None, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF])
def test_a_system_that_answered_or_cannot_be_asked_has_none(state: SourceState | None) -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        record = records(browser)[PERSON_FIRST]
        systems.education_state = state
        assert again(browser.get(record)) == []


def test_the_part_of_the_other_system_is_judged_by_the_record_and_shows_nothing_else() -> None:
    systems = two_systems()
    systems.warnings = (PersonWarning("Risk to workers"),)
    with portal_with(systems) as portal:
        browser = portal.client(person())
        [link] = late(systems, browser, PERSON_FIRST, education_state=SILENT)
        page = browser.get(link)
    assert (heading(page), headings(page)) == (
        "What Capita ONE says of this child",
        ["Education", "What each system answered"],
    )
    assert "This is very likely the same child" in page.text
    assert [each for each in ("Risk to workers", "Adeyemi", "Rachel") if each in page.text] == []


def test_the_part_of_the_records_own_system_has_its_workers_family_and_warnings() -> None:
    systems = two_systems()
    systems.warnings = (PersonWarning("Risk to workers"),)
    with portal_with(systems) as portal:
        browser = portal.client(person())
        [link] = late(systems, browser, PERSON_FIRST, care_state=SILENT)
        page = browser.get(link)
    assert [each in page.text for each in ("Risk to workers", "Adeyemi", "Rachel", "Thornhill")] == [
        *(True, True, True),
        False,
    ]


@pytest.mark.parametrize(("name", "asked"), [("capita_one", 2), ("framework_i", 1)])
def test_no_other_system_is_asked_again(name: str, asked: int) -> None:
    """The record itself is read each time; the pupils are searched once for each query about the child."""
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        path, _, query = records(browser)[PERSON_FIRST].partition("?")
        systems.calls.clear()
        browser.get(f"{path}/from/{name}?{query}")
    assert min(len(systems.calls), 2) == asked


def test_a_system_that_is_late_again_says_so_and_may_be_asked_once_more() -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        [link] = late(systems, browser, PERSON_FIRST, education_state=SILENT)
        systems.education_state = SILENT
        page = browser.get(link)
    assert ("did not answer" in words(page.text), "No record here" in page.text, again(page)) == (True, False, [link])


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
@pytest.mark.parametrize("name", ["capita_one", "framework_i"])
def test_no_part_shows_an_address_that_must_not_be_disclosed(which: int, name: str) -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    with portal_with(two_systems(people=(hidden,))) as portal:
        browser = portal.client(person())
        path, _, query = records(browser)[which].partition("?")
        assert STREET not in browser.get(f"{path}/from/{name}?{query}").text


def test_asking_again_is_audited_as_a_view_with_its_purpose() -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        browser = portal.client(person())
        [link] = late(systems, browser, PERSON_FIRST, education_state=SILENT)
        browser.get(link)
        with portal.office.work.reading() as tx:
            entries = tx.audit.of_subject("framework_i/case-1")
    assert [(entry.action, entry.purpose) for entry in entries] == [
        (Action.VIEWED_CHILD, "I am worried about the child and may send a concern")
    ] * 2


@pytest.mark.parametrize("source", ["mosaic", "Capita%20ONE", "..%2f", "framework_i%00"])
def test_a_system_that_is_not_on_the_page_is_not_found(source: str) -> None:
    with portal_with(two_systems()) as portal:
        browser = portal.client(person())
        path = records(browser)[PERSON_FIRST].partition("?")[0]
        assert browser.get(f"{path}/from/{source}").status_code == 404


def test_a_part_of_somebody_elses_search_or_of_a_child_one_may_not_see_shows_nothing() -> None:
    with portal_with(two_systems()) as portal:
        path = records(portal.client(person()))[PERSON_FIRST].partition("?")[0]
        ben = portal.client(person(agency=SURGERY, name="Ben Oduya"))
        own = records(ben)[PERSON_FIRST].partition("?")[0]
        theirs, little = (ben.get(f"{each}/from/framework_i") for each in (path, own))
    assert (theirs.status_code, heading(little), "Adeyemi" in little.text) == (404, "A record may exist", False)
