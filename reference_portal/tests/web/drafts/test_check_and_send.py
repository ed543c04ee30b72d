"""Check answers: everything that goes, what does not, what is missing; and the way out for what cannot wait."""

import pytest
from httpx import Response
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import (
    CALM,
    filled,
    parsed,
    portal_with,
    put_draft,
    two_systems,
    whole_answers,
)

from frontdoor.domain.identifiers import Reference
from frontdoor.forms import RawAnswer
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Rules

URGENT = {"urgency": "urgent", "urgency_reason": "She could be hurt", "immediate_danger": "no", "child_stage": "born"}
ENOUGH: dict[str, RawAnswer] = {
    **URGENT,
    "child_name_known": "yes",
    "child_name": {"given": "Ada", "family": ""},
    "where_now": "At home",
    "category": ("something_else",),
    "what_happened": "She told me.",
    "best_contact": "01632 960555",
}


def summary_links(page: Response) -> list[str]:
    found = parsed(page).xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href")
    return [str(link) for link in found]


def rows(page: Response) -> dict[str, str]:
    lists = parsed(page).xpath("//div[contains(@class, 'govuk-summary-list__row')]")
    return {words(row[0].text_content()): words(row[1].text_content()) for row in lists}


def test_the_answers_stand_in_words(portal: TestPortal, browser: Browser) -> None:
    born = {"day": "17", "month": "5", "year": "2014", "approx": ""}
    draft = put_draft(portal, person(), whole_answers(date_of_birth=born, category=("missing", "neglect")))
    shown = rows(browser.get(f"{draft}/check-answers"))
    assert [shown[label] for label in ("What is the child’s date of birth?", "What are you worried about?")] == [
        "17 May 2014",
        "Neglect The child is missing, or keeps going missing",
    ]


def test_each_change_link_says_what_it_changes_and_opens_its_page(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers())
    page = parsed(browser.get(f"{draft}/check-answers"))
    found = page.xpath("//dd[contains(@class, 'actions')]/a[contains(@href, '/where_now')]")
    assert (words(found[0].text_content()), found[0].get("href")) == (
        "Change Where is the child now, and who is with them?",
        f"{draft}/where_now?back=check-answers#where_now",
    )


def test_an_incomplete_form_is_not_sent_and_each_fault_opens_its_question(portal: TestPortal, browser: Browser) -> None:
    answers = whole_answers()
    del answers["where_now"], answers["household_known"]
    draft = put_draft(portal, person(), answers)
    refused = browser.send(f"{draft}/check-answers", {"send": "whole"})
    assert (refused.status_code, summary_links(refused)) == (
        400,
        [f"{draft}/where_now#where_now", f"{draft}/household#household_known"],
    )


def test_after_a_try_to_send_the_task_list_says_where_the_problem_is(portal: TestPortal, browser: Browser) -> None:
    answers = whole_answers()
    del answers["household_known"]
    draft = put_draft(portal, person(), answers)
    before = words(browser.get(draft).text).count("There is a problem")
    browser.send(f"{draft}/check-answers", {"send": "whole"})
    assert (before, words(browser.get(draft).text).count("There is a problem")) == (0, 1)


def test_53_an_answer_of_a_hidden_branch_is_shown_as_not_sent_and_is_not_sent(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), whole_answers(neglect_home="Cold and dirty"))
    page = words(browser.get(f"{draft}/check-answers").text)
    assert page.index("Will not be sent") < page.index("Cold and dirty")
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    assert "Cold and dirty" not in browser.get(sent.headers["location"]).text


def test_a_remark_asks_to_look_again_and_stops_nothing(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers(category=("missing",), missing_police_told="no"))
    page = browser.get(f"{draft}/check-answers")
    assert "Look at this again: Report a missing child to the police now" in words(page.text)
    assert browser.send(f"{draft}/check-answers", {"send": "whole"}).status_code == 303


def test_60_an_urgent_concern_goes_incomplete_with_what_even_it_needs(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), ENOUGH)
    sent = browser.send(f"{draft}/check-answers", {"send": "incomplete"})
    reference = Reference.parse(sent.headers["location"].split("/")[2])
    with portal.office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    assert contact.submission.urgent_and_incomplete
    assert "as urgent and incomplete" in words(browser.get(sent.headers["location"]).text)


def test_60_the_telephone_stands_before_the_button_that_sends_an_incomplete_one(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), ENOUGH)
    page = words(browser.get(f"{draft}/check-answers").text)
    assert page.index("Call the Family Front Door team now on 01632 960100") < page.index("Send now, incomplete")


def test_60_an_urgent_concern_without_the_least_says_what_that_is(portal: TestPortal, browser: Browser) -> None:
    least = {key: value for key, value in ENOUGH.items() if key not in {"where_now", "best_contact"}}
    draft = put_draft(portal, person(), least)
    refused = browser.send(f"{draft}/check-answers", {"send": "incomplete"})
    assert (refused.status_code, summary_links(refused)) == (
        400,
        [f"{draft}/where_now#where_now", f"{draft}/declaration#best_contact"],
    )


def test_a_concern_that_is_not_urgent_cannot_be_sent_incomplete(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), {**ENOUGH, "urgency": "standard"})
    page = browser.get(f"{draft}/check-answers")
    assert "Send now, incomplete" not in page.text
    assert browser.send(f"{draft}/check-answers", {"send": "incomplete"}).status_code == 400


@pytest.mark.parametrize("fields", [{"send": "twice"}, {"send": "whole", "extra": "1"}])
def test_a_button_the_page_does_not_have_is_refused(browser: Browser, draft: str, fields: dict[str, str]) -> None:
    refused = browser.send(f"{draft}/check-answers", fields)
    assert heading(refused) == "There is a problem with what was sent"


def test_a_question_page_filled_in_by_hand_is_one_the_form_accepts(browser: Browser, draft: str) -> None:
    saved = browser.post(f"{draft}/urgency", filled(browser.get(f"{draft}/urgency"), CALM))
    assert saved.headers["location"] == draft


def test_the_page_says_how_long_a_decision_takes_here() -> None:
    rules = Rules(clocks=ClockPolicy(decision_hours=48))
    with portal_with(two_systems(), rules=rules) as portal:
        browser = portal.client(person())
        draft = put_draft(portal, person(), whole_answers())
        page = words(browser.get(f"{draft}/check-answers").text)
    assert "The team aims to decide within 48 hours. You are told the outcome." in page
