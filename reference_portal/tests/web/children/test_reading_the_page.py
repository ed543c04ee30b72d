"""How the single view is read: where what is, what is unfolded, nothing said five times, and what paper adds."""

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, TwoSystems, person
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, opened, records
from reference_portal.tests.web.filling_in import PERSON, PUPIL, parsed, portal_with, two_systems

from frontdoor.connectors.pupils import SenInvolvement
from frontdoor.domain.agency import Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import NhsNumber
from frontdoor.domain.people import PersonName, Sex
from frontdoor_portal.web.children.schooling import main_need

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")


def contents(page: Response) -> list[str]:
    """The links at the top; each must lead to something on the page."""
    links = parsed(page).xpath("//nav[@aria-labelledby='on-this-page']//a")
    there = {f"#{each}" for each in parsed(page).xpath("//@id")}
    return [link.text for link in links if link.get("href") in there]


def silent(systems: TwoSystems, which: int, **states: SourceState) -> Response:
    """A record that came up in the search, opened while some system does not give its part."""
    with portal_with(systems) as portal:
        browser = portal.client(OFFICER)
        record = records(browser)[which]
        for name, state in states.items():
            setattr(systems, name, state)
        return browser.get(record)


def test_the_top_of_the_page_says_where_what_is() -> None:
    assert contents(opened(two_systems(pupils=(evolve(PUPIL, sex=Sex.MALE),)), reader=OFFICER)) == [
        "Where the sources disagree",
        "Framework-i: social care",
        "Who to contact",
        "Family and household",
        "Education",
        "Previous contacts",
        "Chronology",
        "What each system answered",
    ]


def test_a_pupils_page_lists_only_what_it_has() -> None:
    assert contents(opened(two_systems(), PUPIL_SECOND)) == [
        "Capita ONE: education",
        "Who to contact",
        "Social care",
        "Chronology",
        "What each system answered",
    ]


def test_evidence_is_unfolded_only_where_somebody_has_to_judge_it() -> None:
    twin = evolve(PUPIL, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None)
    pages = [opened(two_systems(pupils=(pupil,))) for pupil in (PUPIL, twin)]
    assert [[each.get("open") is not None for each in parsed(page).xpath("//details")] for page in pages] == [
        [False],
        [True],
    ]


@pytest.mark.parametrize("state", [SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED])
def test_a_record_whose_system_is_silent_says_once_what_is_missing_with_it(state: SourceState) -> None:
    page = silent(two_systems(), PERSON_FIRST, care_state=state)
    own = parsed(page).xpath("//section[@aria-labelledby='main-system']")[0]
    assert ([each.text_content() for each in own.xpath(".//h3")], len(own.xpath(".//ul/li"))) == ([], 1)
    assert "So this page has neither its workers nor the family." in words(own.text_content())
    assert not {"Who to contact", "Family and household"} & set(contents(page))


def test_records_beside_that_cannot_be_compared_are_said_not_to_be_shown() -> None:
    page = silent(two_systems(), PERSON_FIRST, care_state=SourceState.DID_NOT_ANSWER)
    beside = parsed(page).xpath("//section[@aria-labelledby='other-systems']/p")
    assert [words(each.text_content()) for each in beside] == [
        "Capita ONE has records that may be this child’s. None is shown: there is nothing from Framework-i to compare "
        "them with."
    ]


def test_a_school_without_a_contact_is_said_to_have_none() -> None:
    page = opened(two_systems(pupils=(evolve(PUPIL, contacts=()),)))
    assert "No contact at the school is recorded." in page.text


def test_that_social_care_is_involved_is_said_on_its_part_of_a_pupils_view_too() -> None:
    with portal_with(two_systems()) as portal:
        browser = portal.client(person())
        path, _, query = records(browser)[PUPIL_SECOND].partition("?")
        assert "Already open to a social worker" in browser.get(f"{path}/from/framework_i?{query}").text


def test_of_several_numbers_none_is_called_the_one_in_use() -> None:
    both = (*PERSON.nhs_numbers, NhsNumber.parse("9990000018"))
    rows = parsed(opened(two_systems(people=(evolve(PERSON, nhs_numbers=both),)))).xpath("//dl/div")
    card = {words(row[0].text_content()): row[1].text_content() for row in rows}
    assert card["NHS numbers"] == "\n".join(map(str, both))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SLCN", ". Main need: speech, language and communication"),
        ("Autism", ". Main need: Autism"),
        ("", ""),
    ],
)
def test_a_main_need_is_told_in_words(code: str, said: str) -> None:
    assert main_need(SenInvolvement("Assessment", None, code)) == said


def test_paper_says_who_printed_it_when_and_how_it_is_marked() -> None:
    [marking] = parsed(opened(two_systems(), reader=OFFICER)).xpath("//p[@class='ffd-print-only']")
    assert words(marking.text_content()) == (
        "Official-Sensitive. Example County Council, Family Front Door. "
        "Printed by Olu Mensah, 4 June 2026 at 9:32am: what the systems said then."
    )
