"""The main job of a professional, page by page as a browser without JavaScript goes it."""

import pytest
from httpx import Response
from reference_portal.tests.fakes import SURGERY, person
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, heading, words
from reference_portal.tests.web.filling_in import (
    CALM,
    CANARIES,
    FORM,
    SEARCH,
    fill_in,
    links_of,
    parsed,
    put_draft,
    whole_answers,
)

from frontdoor.domain.identifiers import Reference

SPECIAL = {
    "missing": {"missing_last_seen", "missing_details", "missing_police"},
    "domestic_abuse": {"domestic_abuse_people", "domestic_abuse_risk"},
    "neglect": {"neglect"},
    "something_else": {"something_else"},
}
EVERY_SPECIAL = {page.id for page in FORM.section_of("neglect").pages if page.id in set().union(*SPECIAL.values())}


@pytest.mark.parametrize("category", SPECIAL)
def test_a_worry_is_asked_about_by_its_own_pages_and_no_others(browser: Browser, draft: str, category: str) -> None:
    seen = set(fill_in(browser, draft, {**CALM, "category": category}))
    assert seen & EVERY_SPECIAL == SPECIAL[category]


@pytest.mark.parametrize("category", SPECIAL)
def test_what_was_filled_in_is_what_is_stored(portal: TestPortal, browser: Browser, draft: str, category: str) -> None:
    fill_in(browser, draft, {**CALM, "category": category, "what_happened": "She told me at 9:15.\nThen she cried."})
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    reference = Reference.parse(sent.headers["location"].split("/")[2])
    with portal.office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    assert (contact.category, contact.summary, contact.child.name.given, contact.child.birth_date_text) == (
        category,
        "She told me at 9:15.\nThen she cried.",
        "Zephyrine",
        "about 12",
    )


def test_from_finding_a_child_to_the_receipt(browser: Browser) -> None:
    results = browser.send("/children", SEARCH)
    child = next(link for link in links_of(results) if link.startswith("/children/"))
    view = browser.get(child)
    draft = browser.send("/drafts", {"child": child.split("/")[2].partition("?")[0]}, page=child).headers["location"]
    fill_in(browser, draft, {key: value for key, value in CALM.items() if "name" not in key and "date" not in key})
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    receipt = browser.get(sent.headers["location"])
    assert (heading(view), heading(receipt)) == ("Single view of a child", "The front door has your concern")
    assert "Zephyrine Quillfeather" in words(receipt.text)


def test_no_name_and_no_number_of_a_child_ever_stands_in_an_address(browser: Browser) -> None:
    pages: list[Response] = []
    browser.client.event_hooks = {"response": [pages.append]}
    results = browser.send("/children", SEARCH)
    child = next(link for link in links_of(results) if link.startswith("/children/"))
    token = child.split("/")[2].partition("?")[0]
    draft = browser.send("/drafts", {"child": token}, page=child).headers["location"]
    fill_in(browser, draft, {key: value for key, value in CALM.items() if "name" not in key and "date" not in key})
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    for path in (receipt, receipt.removesuffix("/receipt"), "/contacts", "/forms/cause_for_concern"):
        browser.get(path)
    addresses = {link for page in pages for link in (str(page.request.url), *links_of(page))}
    telling = {link for link in addresses for word in CANARIES if word.casefold() in link.casefold()}
    assert (len(pages) > 60, telling) == (True, set())


def test_a_second_press_of_send_gives_the_same_receipt(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers())
    fields = checked(browser, draft)
    both = [browser.post(f"{draft}/check-answers", fields).headers["location"] for _ in range(2)]
    assert both[0] == both[1]


@pytest.mark.parametrize("page", ["", "/what_happened", "/check-answers", "/throw-away", "/call-first"])
def test_a_page_left_open_leads_to_the_receipt_once_it_was_sent(
    portal: TestPortal, browser: Browser, page: str
) -> None:
    draft = put_draft(portal, person(), whole_answers())
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    assert browser.get(f"{draft}{page}").headers["location"] == receipt


def test_f44_a_page_saved_again_after_sending_leads_to_the_receipt(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers(what_happened="All of it"))
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    late = browser.send(f"{draft}/what_happened", {"what_happened": "All of it"}, page="/children")
    assert late.headers["location"] == receipt


def test_f44_words_that_come_after_sending_are_shown_and_said_not_to_have_been_sent(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), whole_answers(what_happened="All of it"))
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    late = browser.send(f"{draft}/what_happened", {"what_happened": "And one more bruise"}, page="/children")
    typed = [words(each.text_content()) for each in parsed(late).xpath("//*[contains(@class, 'ffd-as-typed')]")]
    assert (late.status_code, heading(late), typed) == (409, "This concern was already sent", ["And one more bruise"])
    assert receipt in links_of(late)


def test_a_draft_starts_filled_in_with_what_is_known(browser: Browser) -> None:
    results = browser.send("/children", SEARCH)
    child = next(link for link in links_of(results) if link.startswith("/children/"))
    draft = browser.send("/drafts", {"child": child.split("/")[2].partition("?")[0]}, page=child).headers["location"]
    asked = set(fill_in(browser, draft, {}))
    known = {"child_stage", "child_name_known", "child_name", "date_of_birth", "sex", "whereabouts", "address"}
    assert asked & known == set()


def test_a_record_of_somebody_elses_search_starts_no_draft(portal: TestPortal, browser: Browser) -> None:
    results = browser.send("/children", SEARCH)
    token = next(link for link in links_of(results) if link.startswith("/children/")).split("/")[2].partition("?")[0]
    other = portal.client(person(agency=SURGERY, name="Ben Oduya"))
    assert other.send("/drafts", {"child": token}, page="/children").status_code == 404


def test_two_drafts_have_two_receipts(portal: TestPortal, browser: Browser) -> None:
    drafts = [put_draft(portal, person(), whole_answers(), number) for number in (1, 2)]
    receipts = {browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"] for draft in drafts}
    assert len(receipts) == 2
