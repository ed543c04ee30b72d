"""What no honest page sends, and what people really type: a clear answer each time, never a 500, and nothing lost.

The numbers are those of the list of bad input.
"""

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading, words
from reference_portal.tests.web.filling_in import parsed, put_draft, whole_answers

from frontdoor.domain.identifiers import Reference

HOSTILE = {
    "a field of no question": {"no_such_question": "x"},
    "a part of no question": {"urgency-given": "x"},
    "a question of another page": {"what_happened": "x"},
    "asked of another page": {"asked": "what_happened"},
    "a way back out of the form": {"back": "https://elsewhere.example"},
    "a button of no page": {"then": "delete"},
    "a NUL character in a field's name": {"urgency\0": "urgent"},
}


@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_hostile_fields_are_refused_and_nothing_changes(
    portal: TestPortal, browser: Browser, fields: dict[str, str]
) -> None:
    draft = put_draft(portal, person(), {"urgency": "standard"})
    refused = browser.send(f"{draft}/urgency", fields)
    with portal.office.work.begin() as tx:
        kept = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert kept is not None
    assert (refused.status_code, heading(refused), dict(kept.answers)) == (
        400,
        "There is a problem with what was sent",
        {"urgency": "standard"},
    )


def test_a_nul_character_is_dropped_and_everything_else_on_the_page_is_kept(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), {})
    browser.send(f"{draft}/what_happened", {"asked": "what_happened", "what_happened": "She was\0 alone."})
    with portal.office.work.begin() as tx:
        kept = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert kept is not None
    assert dict(kept.answers) == {"what_happened": "She was alone."}


def test_52_two_radios_of_one_question_are_a_fault_beside_it(browser: Browser, draft: str) -> None:
    page = browser.send(f"{draft}/urgency", {"asked": "urgency", "urgency": ["urgent", "standard"]})
    assert (page.status_code, error_summary(page)) == (400, [("urgency", "Select one option only")])


def test_51_an_option_nobody_offers_is_a_fault_beside_its_question(browser: Browser, draft: str) -> None:
    page = browser.send(f"{draft}/urgency", {"asked": "urgency", "urgency": "whenever"})
    assert error_summary(page) == [
        ("urgency", "Select how soon somebody needs to look at this from the list"),
    ]


def test_45_a_text_over_its_limit_is_kept_whole_with_its_count(browser: Browser, draft: str) -> None:
    long = "x" * 20_001
    page = browser.send(f"{draft}/what_happened", {"asked": "what_happened", "what_happened": long})
    assert error_summary(page) == [
        ("what_happened", "What happened must be 20,000 characters or less. You have 20,001"),
    ]
    assert long in page.text


def test_ten_megabytes_are_refused_with_a_page(browser: Browser, draft: str) -> None:
    token = form_token(browser.get(f"{draft}/what_happened"))
    sent = browser.post(f"{draft}/what_happened", {"form_token": token, "what_happened": "x" * 10_000_000})
    assert (sent.status_code, heading(sent)) == (413, "What you sent is too large")


def test_46_markup_that_was_typed_stays_text(browser: Browser, draft: str) -> None:
    typed = "</textarea><script>alert(1)</script>"
    browser.send(f"{draft}/what_happened", {"asked": ["what_happened"], "what_happened": typed, "then": "list"})
    pages = [browser.get(f"{draft}/{page}").text for page in ("what_happened", "check-answers")]
    assert [("<script>alert" in page, "&lt;script&gt;alert" in page) for page in pages] == [(False, True)] * 2


@pytest.mark.parametrize("address", ["/drafts/x/urgency", "/drafts/..%2f..%2fetc", "/drafts/%00/urgency"])
def test_a_draft_that_does_not_exist_is_not_found(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_an_unknown_form_field_on_the_start_is_refused(browser: Browser) -> None:
    assert browser.send("/drafts", {"colour": "other"}, page="/children").status_code == 400


def test_a_form_that_does_not_exist_is_not_started(browser: Browser) -> None:
    assert browser.send("/drafts", {"form": "other"}, page="/children").status_code == 404


PASTED = "\r\n".join(["“He said”\t• one – two…", "Day\tTime\tWhere", "Mon\t8am\tHome"] * 400)[:19_000]
SOMEBODY_ELSES = "Mum: j@home.example, 07700 900123. Brother’s NHS number: 999 000 0018"


def sent_as(portal: TestPortal, browser: Browser, typed: str) -> object:
    """What is stored of a contact whose narrative was typed like this."""
    draft = put_draft(portal, person(), whole_answers())
    saved = browser.send(f"{draft}/what_happened", {"asked": "what_happened", "what_happened": typed})
    assert saved.status_code == 303
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    with portal.office.work.reading() as tx:
        contact = tx.contacts.get(Reference.parse(sent.headers["location"].split("/")[2]))
    assert contact is not None
    return contact.submission.answers["what_happened"]


def test_44_a_long_paste_from_word_is_sent_as_it_was_typed(portal: TestPortal, browser: Browser) -> None:
    assert sent_as(portal, browser, PASTED) == PASTED.replace("\r\n", "\n").replace("\r", "\n")


def test_46_pasted_html_and_rtf_are_sent_as_text(portal: TestPortal, browser: Browser) -> None:
    words = "<p class=MsoNormal>She <b>cried</b>&nbsp;</p>{\\rtf1\\ansi She cried}"
    assert sent_as(portal, browser, words) == words


def test_47_one_word_of_19000_letters_is_sent_whole(portal: TestPortal, browser: Browser) -> None:
    assert sent_as(portal, browser, "x" * 19_000) == "x" * 19_000


def test_48_lines_that_end_in_every_way_are_lines(portal: TestPortal, browser: Browser) -> None:
    assert sent_as(portal, browser, "one\r\ntwo\nthree\rfour") == "one\ntwo\nthree\nfour"


def test_49_addresses_and_numbers_of_others_are_sent_as_they_were_typed(portal: TestPortal, browser: Browser) -> None:
    assert sent_as(portal, browser, SOMEBODY_ELSES) == SOMEBODY_ELSES


def test_49_the_check_page_has_a_hint_about_addresses_and_numbers_of_others(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, person(), whole_answers(what_happened=SOMEBODY_ELSES))
    shown = words(browser.get(f"{draft}/check-answers").text)
    assert "keep an email address or NHS number in it only if it helps the child. Say whose it is" in shown


def test_50_swearing_in_the_childs_own_words_is_sent_as_it_was_typed(portal: TestPortal, browser: Browser) -> None:
    said = "“He called me a fucking bastard and said he’d knock my head off.”"
    assert sent_as(portal, browser, said) == said


@pytest.mark.parametrize("words", ["", "   ", "\u00a0\r\n\t", "\u200b"], ids=["nothing", "spaces", "white", "unseen"])
def test_43_nothing_to_read_is_asked_for_again(browser: Browser, draft: str, words: str) -> None:
    page = browser.send(f"{draft}/what_happened", {"asked": "what_happened", "what_happened": words})
    assert (page.status_code, error_summary(page)) == (
        400,
        [("what_happened", "Enter what happened")],
    )


def test_43_see_attached_is_taken_with_a_hint_to_give_the_facts(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers())
    browser.send(f"{draft}/what_happened", {"asked": "what_happened", "what_happened": "See attached"})
    assert "give the facts here, because an attachment may be read later" in browser.get(f"{draft}/check-answers").text


def test_53_what_another_category_hides_is_back_when_the_category_is(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers(category=("neglect",), neglect_home="Cold and dirty"))
    for category, says_it in (("something_else", "Will not be sent"), ("neglect", "")):
        browser.send(f"{draft}/category", {"asked": "category", "category": category})
        page = browser.get(f"{draft}/check-answers").text
        assert ("Cold and dirty" in page, "Will not be sent" in page) == (True, bool(says_it))


def test_59_agreement_that_was_not_sought_needs_a_reason(browser: Browser, draft: str) -> None:
    page = browser.send(f"{draft}/whole-sharing", {"asked": "agreement_sought", "agreement_sought": "no"})
    assert page.status_code == 303, "The question of why comes up"
    again = browser.send(
        f"{draft}/whole-sharing",
        {"asked": ["agreement_sought", "agreement_not_sought_reason"], "agreement_sought": "no"},
    )
    assert [field for field, _ in error_summary(again)] == ["agreement_not_sought_reason"]


def test_59_agreement_that_was_not_sought_never_holds_up_an_urgent_concern(
    portal: TestPortal, browser: Browser
) -> None:
    urgent = whole_answers(urgency="urgent", help_wanted="social_work_assessment", agreement_sought="no")
    assert urgent.pop("agreement_not_sought_reason", "") != ""
    draft = put_draft(portal, person(), urgent)

    whole = browser.send(f"{draft}/check-answers", {"send": "whole"})
    now = browser.send(f"{draft}/check-answers", {"send": "incomplete"})

    faults = parsed(whole).xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href")
    assert [each.partition("#")[2] for each in faults] == ["agreement_not_sought_reason"]
    assert (now.status_code, now.headers["location"].endswith("/receipt")) == (303, True)
