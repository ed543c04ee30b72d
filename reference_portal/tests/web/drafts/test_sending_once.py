"""One contact and one receipt, however it is sent; and the odd ways through a form that people find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, heading, words
from reference_portal.tests.web.filling_in import FORM, parsed, portal_with, put_draft, two_systems, whole_answers
from sdk.tests.forms.changing import with_questions

from frontdoor.forms import Question, RawItem
from frontdoor_portal.use_cases.form_versions.noting import note_library
from frontdoor_portal.use_cases.holding_area import my_contacts

ASHA = person()
NOT_SENT = (
    "The form asked this in other words before. "
    "Your earlier answer is not sent: answer again, and copy what still holds."
)


def sent(portal: TestPortal) -> list[str]:
    """Where the receipts are of everything that was sent."""
    return [f"/contacts/{line.reference}/receipt" for line in my_contacts(portal.office, ASHA).items]


def press_twice(_: TestPortal, browser: Browser, draft: str) -> list[str]:
    fields = checked(browser, draft)
    return [browser.post(f"{draft}/check-answers", fields).headers["location"] for _ in range(2)]


def go_back_and_press_again(_: TestPortal, browser: Browser, draft: str) -> list[str]:
    fields = checked(browser, draft)
    first = browser.post(f"{draft}/check-answers", fields).headers["location"]
    browser.get(first)
    back = browser.get(f"{draft}/check-answers").headers["location"]
    return [first, back, browser.post(f"{draft}/check-answers", fields).headers["location"]]


def refresh_the_receipt(_: TestPortal, browser: Browser, draft: str) -> list[str]:
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    return [receipt if browser.get(receipt).status_code == 200 else "lost" for _ in range(2)]


def send_from_two_tabs(portal: TestPortal, browser: Browser, draft: str) -> list[str]:
    tabs = [browser, portal.client(ASHA)]
    pages = [checked(tab, draft) for tab in tabs]
    return [
        tab.post(f"{draft}/check-answers", fields).headers["location"] for tab, fields in zip(tabs, pages, strict=True)
    ]


@pytest.mark.parametrize("way", [press_twice, go_back_and_press_again, refresh_the_receipt, send_from_two_tabs])
def test_f44_one_contact_and_the_same_receipt(
    portal: TestPortal, browser: Browser, way: Callable[[TestPortal, Browser, str], list[str]]
) -> None:
    receipts = way(portal, browser, put_draft(portal, ASHA, whole_answers()))

    assert [set(receipts)] == [set(sent(portal))]
    assert len(sent(portal)) == 1


def test_54_a_page_that_is_not_asked_leads_to_the_task_list(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {"child_stage": "born"})
    unborn = next(page.id for page in FORM.pages if any(each.id == "expected_date" for each in page.questions))

    assert browser.get(f"{draft}/{unborn}").headers["location"] == draft


def test_54_skipping_to_the_end_sends_nothing_and_says_what_is_missing(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})

    answer = browser.send(f"{draft}/check-answers", {"send": "whole"})

    assert (answer.status_code, sent(portal)) == (400, [])
    assert parsed(answer).xpath("//div[contains(@class, 'govuk-error-summary')]//a") != []


def test_56_what_was_withdrawn_is_not_sent_again(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers())
    fields = checked(browser, draft)
    receipt = browser.post(f"{draft}/check-answers", fields).headers["location"]
    browser.send(receipt.replace("/receipt", "/withdraw"), {"reason": "mistake", "details": ""})

    again = browser.post(f"{draft}/check-answers", fields)

    assert (again.headers["location"], sent(portal)) == (receipt, [receipt])
    assert "Withdrawn" in words(browser.get(receipt.replace("/receipt", "")).text)


def test_55_a_form_that_changed_is_offered_and_what_has_no_place_stays_to_be_read() -> None:
    def kept(question: Question) -> Question | None:
        members = tuple(one for one in question.questions if one.id != "person_at_home")
        return None if question.id == "gp" else evolve(question, questions=members)

    newer = with_questions(FORM, kept, version="2099-01")
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser = portal.client(ASHA)
        nan: RawItem = {"person_name": {"given": "Nan", "family": "Bello"}, "person_relationship": "grandparent"}
        people: tuple[RawItem, ...] = ({**nan, "person_at_home": ""}, {**nan, "person_at_home": "no"})
        draft = put_draft(portal, ASHA, whole_answers(gp="Riverside", household=people))

        task_list = words(browser.get(draft).text)
        offered = browser.get(f"{draft}/new-version")
        carried = browser.send(f"{draft}/new-version", {}).headers["location"]
        behind = browser.get(f"{draft}/earlier-answers")

        assert "You can finish this draft as it is and send it until 18 June 2026 at 9:32am" in task_list
        assert heading(offered) == "The form has changed since you began"
        gone = "Which GP practice is the child with? Riverside"
        assert gone in words(offered.text)
        assert "Person 2: Do they live with the child? No" in words(offered.text)
        assert "Person 1" not in words(offered.text)
        assert (carried, gone in words(behind.text)) == (draft, True)
        # Of whom it was, too.
        assert "Person 2: Name Nan Bello" in words(behind.text)
        assert "Person 2: Do they live with the child? No" in words(behind.text)
        assert "Person 1" not in words(behind.text)
        assert browser.get(f"{draft}/new-version").headers["location"] == draft
        assert browser.send(f"{draft}/check-answers", {"send": "whole"}).status_code == 303


def test_55_an_old_version_that_is_not_taken_any_more_leads_to_the_new_one() -> None:
    newer = evolve(FORM, version="2099-01")
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser = portal.client(ASHA)
        draft = put_draft(portal, ASHA, whole_answers())
        note_library(portal.office.work, (FORM, newer), portal.clock())
        portal.clock.pass_time(days=15)
        browser = portal.client(ASHA)

        answer = browser.send(f"{draft}/check-answers", {"send": "whole"})

        assert (answer.headers["location"], sent(portal)) == (f"{draft}/new-version", [])


GP, SEX, AGREED, PEOPLE = (FORM.question(each) for each in ("gp", "sex", "agreement_sought", "household"))
AT_BIRTH = tuple(evolve(each, label=f"{each.label} at birth") for each in SEX.options)
IN_OTHER_WORDS = {
    GP.id: evolve(GP, hint="The practice, not the doctor"),
    AGREED.id: evolve(AGREED, label="Does the family agree to support?"),
    SEX.id: evolve(SEX, options=AT_BIRTH),
    PEOPLE.id: evolve(PEOPLE, item="relative"),
}
NAN: RawItem = {"person_name": {"given": "Nan", "family": "Bello"}}
NANS_ROW = "Person 1\nName: Nan Bello"


@pytest.fixture
def in_other_words() -> Iterator[tuple[Browser, str]]:
    """A draft of a form that asks some questions in other words now; and its author."""
    newer = with_questions(FORM, lambda each: IN_OTHER_WORDS.get(each.id, each), version="2099-01")
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser = portal.client(ASHA)
        answers = whole_answers(gp="Riverside", household_known="yes", household=(NAN,))
        yield browser, put_draft(portal, ASHA, answers)


@pytest.fixture
def carried_on(in_other_words: tuple[Browser, str]) -> tuple[Browser, str]:
    """The same, in the version that asks in other words."""
    browser, draft = in_other_words
    browser.send(f"{draft}/new-version", {})
    return in_other_words


def summary_rows(page: Response) -> list[tuple[str, str]]:
    """Each row of the lists of answers on a page: what stands before it, and what is said."""
    rows = parsed(page).xpath("//main//div[contains(@class, 'govuk-summary-list__row')]")
    return [(rows_words(each, "dt"), rows_words(each, "dd")) for each in rows]


def rows_words(row: Any, part: str) -> str:
    [found] = row.xpath(part)
    return str(found.text_content().strip())


def test_55_what_is_asked_in_other_words_is_offered_with_the_words_of_each(in_other_words: tuple[Browser, str]) -> None:
    browser, draft = in_other_words

    offered = browser.get(f"{draft}/new-version")

    told = {
        AGREED: (AGREED.label, "No", "Does the family agree to support?"),
        SEX: (f"{SEX.label}\nFemale", "Female", f"{SEX.label}\nFemale at birth"),
        PEOPLE: (f"{PEOPLE.label}\nPerson 1", NANS_ROW, f"{PEOPLE.label}\nRelative 1"),
    }
    keys = ("Earlier question", "Your answer", "Question now")
    in_order = [told[each] for each in FORM.questions if each in told]
    assert summary_rows(offered) == [row for each in in_order for row in zip(keys, each, strict=True)]
    # Another hint leaves what was told at length, which is named to be looked at again.
    again = [each.text_content() for each in parsed(offered).xpath("//main//li")]
    assert again == [IN_OTHER_WORDS.get(each.id, each).label for each in FORM.questions if each in {*told, GP}]


def test_55_what_is_asked_in_other_words_is_left_behind_with_its_earlier_words(carried_on: tuple[Browser, str]) -> None:
    browser, draft = carried_on

    behind = browser.get(f"{draft}/earlier-answers")

    rows = {AGREED: (AGREED.label, "No"), SEX: (SEX.label, "Female"), PEOPLE: ("Person 1: Name", "Nan Bello")}
    assert summary_rows(behind) == [rows[each] for each in FORM.questions if each in rows]


def test_55_what_was_told_at_length_goes_on_under_another_hint(carried_on: tuple[Browser, str]) -> None:
    browser, draft = carried_on

    page = browser.get(f"{draft}/{FORM.page_of(GP.id).id}")

    assert parsed(page).xpath("//input[@name='gp']/@value") == ["Riverside"]


def test_55_beside_a_question_in_other_words_stands_what_was_said_until_it_is_answered(
    carried_on: tuple[Browser, str],
) -> None:
    browser, draft = carried_on
    address = f"{draft}/{FORM.page_of(AGREED.id).id}"
    before = browser.get(address)

    browser.send(address, {AGREED.id: "yes"})

    after = browser.get(address)
    assert (summary_rows(before), summary_rows(after)) == ([(AGREED.label, "No")], [])
    assert [NOT_SENT in words(each.text) for each in (before, after)] == [True, False]
