"""One question page: nothing typed is lost, faults stand beside their questions, and nobody is stuck."""

import re

import pytest
from attrs import evolve
from reference_portal.tests.fakes import SURGERY, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.filling_in import FAMILY, FORM, GIVEN, parsed, put_draft, start_draft, whole_answers

from frontdoor.forms import RawAnswer, pages_in_play
from frontdoor_portal.use_cases.ports.drafts import Share

BORN = {"child_stage": "born", "child_name_known": "yes", "whereabouts": "address_known"}
UNBORN = {"child_stage": "unborn", "phoned_already": "yes", "agreement_sought": "yes", "special_category": "art_9_2_g"}
EARLY_HELP = {"help_wanted": "early_help"}
CATEGORIES = tuple(option.value for option in FORM.question("category").options)


def stored(portal: TestPortal, draft: str) -> dict[str, RawAnswer]:
    with portal.office.work.begin() as tx:
        found = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert found is not None
    return dict(found.answers)


def test_every_page_of_the_form_opens_with_a_box_for_each_of_its_questions(portal: TestPortal) -> None:
    browser = portal.client(person())
    shown: dict[str, set[str]] = {}
    for number, choices in enumerate((BORN, UNBORN, EARLY_HELP)):
        answers = whole_answers(**choices, category=CATEGORIES)
        draft = put_draft(portal, person(), answers, number)
        for page in pages_in_play(FORM, answers):
            opened = browser.get(f"{draft}/{page.id}")
            names = {name.partition("-")[0] for name in re.findall(r' name="([^"]+)"', opened.text)}
            shown.setdefault(page.id, set()).update(names & {question.id for question in page.questions})
    controlled = {question.id for question in FORM.questions if question.show_when is not None}
    expected = {page.id: {question.id for question in page.questions} - controlled for page in FORM.pages}
    assert {page: asked - controlled for page, asked in shown.items()} == expected


def test_a_faulty_page_keeps_what_was_typed_on_screen_and_in_the_draft(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {"child_stage": "born"})
    typed: dict[str, str | list[str]] = {
        "date_of_birth-day": "31",
        "date_of_birth-month": "2",
        "date_of_birth-year": "2015",
    }
    page = browser.send(f"{draft}/date_of_birth", {"asked": "date_of_birth", **typed})
    boxes = dict(re.findall(r'name="(date_of_birth-(?:day|month|year))"[^>]* value="([^"]*)"', page.text))
    assert (page.status_code, boxes) == (400, typed)
    assert stored(portal, draft)["date_of_birth"] == {"day": "31", "month": "2", "year": "2015", "approx": ""}


def test_a_fault_stands_in_the_summary_and_beside_its_question(browser: Browser, draft: str) -> None:
    page = browser.send(f"{draft}/before_you_start", {"asked": ["immediate_danger", "phoned_already"]})
    assert error_summary(page) == [
        ("immediate_danger", "Select whether a child is in immediate danger"),
        ("phoned_already", "Select whether you have already phoned"),
    ]
    beside = parsed(page).xpath("//p[@class='govuk-error-message']/text()[normalize-space()]")
    assert [text.strip() for text in beside] == [text for _, text in error_summary(page)]


def test_a_faulty_page_offers_a_way_on(browser: Browser, draft: str) -> None:
    page = browser.send(f"{draft}/urgency", {"asked": "urgency"})
    onward = parsed(page).xpath("//a[.='continue and come back to it']/@href")
    assert onward == [draft]


def test_going_to_the_task_list_saves_without_a_word_about_faults(
    portal: TestPortal, browser: Browser, draft: str
) -> None:
    sent: dict[str, str | list[str]] = {
        "asked": ["where_now", "child_phone"],
        "where_now": "At school",
        "child_phone": "x",
        "then": "list",
    }
    saved = browser.send(f"{draft}/where_now", sent)
    assert (saved.status_code, saved.headers["location"]) == (303, draft)
    assert stored(portal, draft) == {"where_now": "At school", "child_phone": "x"}


def test_an_answer_that_asks_for_more_shows_the_page_again_without_a_fault(browser: Browser, draft: str) -> None:
    saved = browser.send(f"{draft}/urgency", {"asked": "urgency", "urgency": "urgent"})
    assert saved.headers["location"] == f"{draft}/urgency#urgency_reason"
    assert "What could happen if nobody acts today?" in words(browser.get(f"{draft}/urgency").text)


def test_a_question_that_was_not_asked_keeps_its_answer(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {"urgency": "standard", "urgency_reason": "She could be hurt"})
    browser.send(f"{draft}/urgency", {"asked": "urgency", "urgency": "standard"})
    assert stored(portal, draft)["urgency_reason"] == "She could be hurt"


def test_a_question_that_was_asked_and_left_blank_is_cleared(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {"child_stage": "born", "disability": ("MOB",)})
    browser.send(f"{draft}/needs", {"asked": ["ethnicity", "language", "disability"]})
    assert "disability" not in stored(portal, draft)


def test_a_change_from_check_answers_leads_back_there(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers())
    page = browser.get(f"{draft}/where_now?back=check-answers")
    assert 'name="back" value="check-answers"' in page.text
    saved = browser.send(
        f"{draft}/where_now",
        {"asked": ["where_now", "condition_now", "child_phone"], "where_now": "Home", "back": "check-answers"},
    )
    assert saved.headers["location"] == f"{draft}/check-answers"


def test_immediate_danger_stops_at_999_before_going_on(browser: Browser, draft: str) -> None:
    answers: dict[str, str | list[str]] = {
        "asked": ["immediate_danger", "phoned_already"],
        "immediate_danger": "yes",
        "phoned_already": "no",
    }
    saved = browser.send(f"{draft}/before_you_start", answers)
    assert saved.headers["location"] == f"{draft}/call-first"
    assert heading(browser.get(f"{draft}/call-first")) == "Call 999 before you go on"


@pytest.mark.parametrize("way", [{"phoned_already": ""}, {"then": "list"}])
def test_neither_a_fault_nor_a_way_out_hides_999_from_immediate_danger(
    browser: Browser, draft: str, way: dict[str, str]
) -> None:
    answers: dict[str, str | list[str]] = {
        "asked": ["immediate_danger", "phoned_already"],
        "immediate_danger": "yes",
        "phoned_already": "no",
    }
    saved = browser.send(f"{draft}/before_you_start", {**answers, **way})
    assert saved.headers["location"] == f"{draft}/call-first"


def test_without_danger_there_is_nothing_to_stop_at(browser: Browser, draft: str) -> None:
    assert browser.get(f"{draft}/call-first").headers["location"] == draft


def test_a_page_that_is_not_needed_leads_to_the_task_list(browser: Browser, draft: str) -> None:
    assert browser.get(f"{draft}/neglect").headers["location"] == draft


def test_a_page_the_form_does_not_have_is_not_found(browser: Browser, draft: str) -> None:
    assert browser.get(f"{draft}/no_such_page").status_code == 404


@pytest.mark.parametrize("page", ["", "/urgency", "/check-answers", "/throw-away", "/call-first"])
def test_somebody_elses_draft_is_not_found(portal: TestPortal, draft: str, page: str) -> None:
    colleague = portal.client(person(name="Carys Hale"))
    assert colleague.get(f"{draft}{page}").status_code == 404


def test_somebody_elses_draft_cannot_be_written_to(portal: TestPortal, draft: str) -> None:
    other = portal.client(person(agency=SURGERY, name="Ben Oduya"))
    sent = other.send(f"{draft}/urgency", {"urgency": "urgent"}, page="/children")
    assert (sent.status_code, stored(portal, draft)) == (404, {})


@pytest.fixture
def outdated(portal: TestPortal) -> str:
    """The address of the professional's draft whose form version is no longer installed."""
    draft = put_draft(
        portal,
        person(),
        {"school": "Hollybush", "child_name": {"given": GIVEN, "family": FAMILY}, "gone_since": "Kept"},
    )
    with portal.office.work.begin() as tx:
        old = tx.drafts.get(draft.removeprefix("/drafts/"))
        assert old is not None
        tx.drafts.remove(old)
        tx.drafts.add(evolve(old, form_version="1999-01"))
    return draft


@pytest.mark.parametrize("page", ["", "/urgency", "/check-answers", "/throw-away", "/call-first"])
def test_a_draft_of_a_version_no_longer_known_says_so_and_shows_what_was_written(
    browser: Browser, outdated: str, page: str
) -> None:
    answer = browser.get(f"{outdated}{page}")
    rows = [words(row.text_content()) for row in parsed(answer).xpath("//dl/div")]
    assert (answer.status_code, heading(answer), rows) == (
        410,
        "This draft cannot be continued",
        [
            f"{FORM.question('school').label} Hollybush",
            f"What is the child’s name? {GIVEN} {FAMILY}",
            "gone_since Kept",
        ],
    )


def test_such_a_draft_is_listed_and_can_be_thrown_away(browser: Browser, outdated: str) -> None:
    listed = parsed(browser.get("/contacts")).xpath("//tbody/tr")
    sent = browser.send(f"{outdated}/throw-away", {}, page=outdated)
    assert [words(row.text_content()) for row in listed] == [
        "Cannot be shown here An old form – 4 June 2026 at 9:32am by you 2 September 2026 See why you cannot continue "
        "the draft of 4 June 2026 at 9:32am or throw away the draft of 4 June 2026 at 9:32am"
    ]
    assert (sent.status_code, sent.headers["location"]) == (303, "/contacts")
    assert browser.get(outdated).status_code == 404


def test_such_a_draft_is_not_offered_to_be_thrown_away_by_a_colleague_it_is_shared_with(
    portal: TestPortal, browser: Browser, outdated: str
) -> None:
    femi = person(name="Femi Okoro")
    register_people(portal.office, femi)
    with portal.office.work.begin() as tx:
        tx.drafts.share(outdated.removeprefix("/drafts/"), Share(femi.id, person().id, portal.clock()))

    hers, theirs = browser.get(outdated), portal.client(femi).get(outdated)

    assert (hers.status_code, theirs.status_code) == (410, 410)
    assert ["Throw this draft away" in each.text for each in (hers, theirs)] == [True, False]


def test_what_is_sent_to_such_a_draft_is_shown_and_said_not_to_be_saved(
    portal: TestPortal, browser: Browser, outdated: str
) -> None:
    before = stored(portal, outdated)
    answer = browser.send(f"{outdated}/school", {"asked": "school", "school": "Thornhill"}, page=outdated)
    assert answer.status_code == 410
    assert "It is not saved. Copy what you need before you leave this page. Thornhill" in words(answer.text)
    assert stored(portal, outdated) == before


def test_a_draft_is_thrown_away_only_after_asking(browser: Browser) -> None:
    draft = start_draft(browser)
    assert heading(browser.get(f"{draft}/throw-away")) == "Are you sure you want to throw this draft away?"
    assert browser.send(f"{draft}/throw-away", {}).headers["location"] == "/contacts"
    assert browser.get(draft).status_code == 404


def test_the_gate_says_999_and_the_telephone_before_anything_else(browser: Browser) -> None:
    page = words(browser.get("/forms/cause_for_concern").text.partition("<main")[2])
    places = [page.index(text) for text in ("call 999", "01632 960100", "Send a cause for concern", "Find the child")]
    assert places == sorted(places)


def test_the_examples_of_every_level_stand_folded_under_the_question_that_asks_for_one(
    portal: TestPortal, browser: Browser, draft: str
) -> None:
    (folded,) = parsed(browser.get(f"{draft}/help_wanted")).xpath("//details")
    said = words(folded.text_content())
    levels = portal.office.rules.need_scheme.levels

    assert [level.code for level in levels if f"Level {level.code}: {level.title.lower()}" not in said] == []
    assert [example for level in levels for example in level.examples if example not in said] == []
    assert folded.xpath(".//a/@href") == ["/levels-of-need"]


def test_no_other_page_has_them(browser: Browser, draft: str) -> None:
    assert "Examples of each level" not in browser.get(f"{draft}/urgency").text
