"""A worker's number that is wrong is told to the front door in few words, of which none is about the child."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SURGERY, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, records
from reference_portal.tests.web.filling_in import CANARIES, PERSON, links_of, parsed, portal_with, two_systems

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import notice_in
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetail, WrongWhy

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
MANAGER = person(Role.TEAM_MANAGER, COUNCIL, "Mia Tran")
LIST = "/wrong-details"


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    with portal_with(two_systems()) as started:
        register_people(started.office, MANAGER)
        yield started


def forms(browser: Browser, which: int = PERSON_FIRST) -> list[str]:
    """The forms that a view leads to."""
    return sorted({each for each in links_of(browser.get(records(browser)[which])) if "/wrong/" in each})


def choices(browser: Browser, form: str) -> dict[str, str]:
    """What can be said to be wrong: the number and whose it is, as they stand beside each choice."""
    rows = parsed(browser.get(form)).xpath("//div[input[@name='which']]")
    return {
        ", ".join(words(each.text_content()) for each in row.xpath("label | div")): row.xpath("input")[0].get("value")
        for row in rows
    }


def told(portal: TestPortal, **typed: str) -> WrongDetail:
    """The report of a teacher who found the allocated worker's telephone to be wrong."""
    browser = portal.client(person())
    [_, form] = forms(browser)
    which = choices(browser, form)["01632 960301, Folake Adeyemi, Allocated social worker, Team North"]
    sent = browser.send(form, {"which": which, "why": "has_left", "right": "", **typed})
    assert heading(sent) == "Thank you"
    return waiting(portal)[-1]


def waiting(portal: TestPortal) -> tuple[WrongDetail, ...]:
    with portal.office.work.reading() as tx:
        return tx.wrong_details.waiting()


def test_each_systems_numbers_can_be_said_to_be_wrong(portal: TestPortal) -> None:
    browser = portal.client(person())
    assert [list(choices(browser, form)) for form in forms(browser)] == [
        [
            "01632 960221, Gareth Pugh, Designated safeguarding lead",
            "g.pugh@thornhill.example, Gareth Pugh, Designated safeguarding lead",
        ],
        [
            "01632 960301, Folake Adeyemi, Allocated social worker, Team North",
            "f.adeyemi@council.example, Folake Adeyemi, Allocated social worker, Team North",
            "01632 960305, Tom Eastwood, Team manager, Team North",
        ],
    ]


def test_a_pupils_own_page_leads_to_the_schools_numbers(portal: TestPortal) -> None:
    browser = portal.client(person())
    assert [form.rpartition("/")[2] for form in forms(browser, PUPIL_SECOND)] == ["capita_one?for=concern"]


def test_what_was_told_is_kept_without_a_word_of_the_child(portal: TestPortal) -> None:
    report = told(portal, right="01632 960399")
    assert report == WrongDetail(
        report.id,
        "Framework-i",
        "Folake Adeyemi",
        "Allocated social worker, Team North",
        "01632 960301",
        WrongWhy.HAS_LEFT,
        "01632 960399",
        person().id,
        "Asha Bello",
        portal.clock(),
    )


def test_the_managers_are_told_by_a_reference_and_a_link(portal: TestPortal) -> None:
    report = told(portal)
    with portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("test", 60)
    assert claimed is not None
    notice = notice_in(claimed.message)
    assert notice is not None
    assert (notice.kind, notice.to, notice.reference, notice.link_path) == (
        NoticeKind.WRONG_DETAILS,
        MANAGER.id,
        report.id,
        LIST,
    )


def test_the_team_ticks_it_off_and_it_is_gone(portal: TestPortal) -> None:
    report = told(portal, right="01632 960399")
    officer = portal.client(OFFICER)
    assert "Workers’ details that are wrong: 1" in officer.get("/hand-offs").text
    page = officer.get(LIST)
    cells = parsed(page).xpath("//h2[contains(@class, 'summary-card')] | //dd")
    assert [words(each.text_content()) for each in cells] == [
        "Folake Adeyemi, Allocated social worker, Team North",
        "01632 960301",
        "The person has left",
        "01632 960399",
        "Framework-i",
        "Asha Bello 4 June 2026 at 9:32am",
        report.id,
    ]
    assert [each for each in CANARIES if each in page.text] == []
    assert officer.send(f"{LIST}/{report.id}", {}, page=LIST).headers["location"] == LIST
    assert (waiting(portal), "Nothing waits to be put right." in officer.get(LIST).text) == ((), True)


def test_the_list_stands_under_hand_offs_in_the_menu(portal: TestPortal) -> None:
    page = parsed(portal.client(OFFICER).get(LIST))
    assert page.xpath("//nav//a[@aria-current]/strong/text()") == ["Hand-offs"]


def test_the_form_is_opened_for_the_reason_of_the_search_and_leads_back_with_it(portal: TestPortal) -> None:
    browser = portal.client(person())
    form = forms(browser)[-1]
    assert links_of(browser.get(form)).count(form.partition("/wrong/")[0] + "?for=concern") == 1
    with portal.office.work.reading() as tx:
        entries = tx.audit.of_subject("framework_i/case-1")
    assert {entry.purpose for entry in entries} == {"I am worried about the child and may send a concern"}


def test_nobody_but_the_team_sees_the_list(portal: TestPortal) -> None:
    assert portal.client(person()).get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"which": ""}, "which"),
        ({"which": "1:01632 960999"}, "which"),
        ({"why": "because"}, "why"),
        ({"right": "Ask Zephyrine’s mother"}, "right"),
        ({"right": "0" * 40}, "right"),
    ],
)
def test_what_was_not_shown_or_is_no_number_is_not_taken(portal: TestPortal, typed: dict[str, str], field: str) -> None:
    browser = portal.client(person())
    [_, form] = forms(browser)
    which = next(iter(choices(browser, form).values()))
    page = browser.send(form, {"which": which, "why": "not_in_use", "right": "", **typed})
    assert (page.status_code, [each for each, _ in error_summary(page)], waiting(portal)) == (400, [field], ())


def test_no_form_leads_to_numbers_of_a_record_one_may_not_see() -> None:
    with portal_with(two_systems(people=(evolve(PERSON, restricted=True),))) as portal:
        browser = portal.client(person())
        token = records(browser)[PERSON_FIRST].partition("?")[0]
        stranger = portal.client(person(agency=SURGERY, name="Ben Oduya"))
        own = records(stranger)[PERSON_FIRST].partition("?")[0]
        found = [
            browser.get(f"{token}/wrong/framework_i").status_code,
            *(stranger.get(f"{each}/wrong/framework_i").status_code for each in (token, own)),
        ]
    assert found == [404, 404, 404]
