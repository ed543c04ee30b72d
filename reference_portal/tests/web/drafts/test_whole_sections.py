"""For whoever knows the form: a whole section on one page, saved and judged as its pages are."""

from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import CALM, FORM, SEARCH, filled, links_of, parsed, put_draft, whole_answers

MOST_PAGES = 12


def answer_whole(browser: Browser, draft: str, answers: dict[str, str]) -> list[str]:
    """Answer whole sections as they lead on, to the check; the pages that were seen on the way, that one included."""
    page, seen = f"{draft}/{FORM.sections[0].whole.id}", [f"{draft}/{FORM.sections[0].whole.id}"]
    while page != f"{draft}/check-answers":
        saved = browser.post(page, filled(browser.get(page), answers))
        assert saved.status_code == 303, f"{page}: {saved.status_code}"
        page = saved.headers["location"].partition("#")[0]
        seen.append(page)
        assert len(seen) < 40, page
    return seen


def draft_about_a_found_child(browser: Browser) -> str:
    results = browser.send("/children", SEARCH)
    child = next(link for link in links_of(results) if link.startswith("/children/"))
    started = browser.send("/drafts", {"child": child.split("/")[2].partition("?")[0]}, page=child)
    return str(started.headers["location"])


def test_a_complete_concern_takes_few_pages(browser: Browser) -> None:
    practised = {
        **{key: CALM[key] for key in ("immediate_danger", "phoned_already", "help_wanted", "urgency")},
        "lead_consulted": "i_am_the_lead",
        "legal_status": "none",
        "household_known": "yes",
        "household-1-person_at_home": "yes",
        "category": "neglect",
        "family_informed": "yes",
        "agreement_sought": "yes",
        "early_help_done": "yes",
    }
    seen = answer_whole(browser, draft_about_a_found_child(browser), practised)
    sent = browser.send(seen[-1], {"send": "whole"})
    assert (sent.status_code, sent.headers["location"].endswith("/receipt")) == (303, True)
    assert len(seen) <= MOST_PAGES, [page.rpartition("/")[2] for page in seen]


def test_a_whole_section_has_the_titles_of_its_pages(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers())
    page = parsed(browser.get(f"{draft}/whole-declaration"))
    assert (words(page.xpath("string(//h1)")), [words(each.text) for each in page.xpath("//main//form//h2")]) == (
        "Declaration",
        ["Declaration"],
    )


def test_what_is_wrong_stands_beside_its_question_and_the_rest_is_kept(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {})
    asked = [question.id for question in FORM.sections[0].pages[0].questions]
    page = browser.send(f"{draft}/whole-start", {"asked": asked, "phoned_already": "no"})
    with portal.office.work.begin() as tx:
        kept = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert kept is not None
    assert (page.status_code, heading(page), dict(kept.answers)) == (
        400,
        "What you are asking for",
        {"phoned_already": "no"},
    )


def test_immediate_danger_stops_there_as_well(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {})
    sent = browser.send(f"{draft}/whole-start", {"asked": "immediate_danger", "immediate_danger": "yes"})
    assert sent.headers["location"] == f"{draft}/call-first"


def test_a_section_that_the_form_does_not_have_is_not_found(browser: Browser, draft: str) -> None:
    assert browser.get(f"{draft}/whole-no_such_section").status_code == 404


def test_words_that_come_after_sending_are_shown_and_said_not_to_have_gone(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), whole_answers())
    late = filled(browser.get(f"{draft}/whole-worry"), {"what_happened": "She has a bruise today"})
    browser.send(f"{draft}/check-answers", {"send": "whole"})
    page = browser.post(f"{draft}/whole-worry", late | {"what_happened": ["She has a bruise today"]})
    assert (page.status_code, "She has a bruise today" in words(page.text)) == (409, True)
