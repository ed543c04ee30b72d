"""One contact and one receipt, however it is sent; and the odd ways through a form that people find."""

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, heading, words
from reference_portal.tests.web.filling_in import FORM, parsed, portal_with, put_draft, two_systems, whole_answers
from sdk.tests.forms.changing import with_questions

from frontdoor.forms import Question, RawItem
from frontdoor_portal.use_cases.form_versions.noting import note_library
from frontdoor_portal.use_cases.holding_area import my_contacts

ASHA = person()
NOT_SENT = "Your earlier answer is not sent: answer again, and copy what still holds."
SEXES = FORM.question("sex").options


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


def test_55_what_is_asked_in_other_words_is_shown_with_its_earlier_words_and_answer() -> None:
    hint, reworded, relabelled = "gp", "agreement_sought", "sex"
    now = {
        hint: evolve(FORM.question(hint), hint="The practice, not the doctor"),
        reworded: evolve(FORM.question(reworded), label="Does the family agree to support?"),
        relabelled: evolve(
            FORM.question(relabelled), options=tuple(evolve(each, label=f"{each.label} at birth") for each in SEXES)
        ),
    }
    newer = evolve(
        FORM,
        version="2099-01",
        sections=tuple(
            evolve(
                section,
                pages=tuple(
                    evolve(page, questions=tuple(now.get(each.id, each) for each in page.questions))
                    for page in section.pages
                ),
            )
            for section in FORM.sections
        ),
    )
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser = portal.client(ASHA)
        draft = put_draft(portal, ASHA, whole_answers(gp="Riverside"))

        offered = browser.get(f"{draft}/new-version")
        browser.send(f"{draft}/new-version", {})
        behind = words(browser.get(f"{draft}/earlier-answers").text)

        shown = re.findall(r'class="ffd-as-typed">([^<]*)</span>', offered.text)
        answers = [FORM.question(each) for each in (relabelled, reworded)]
        assert [shown[place : place + 3] for place in range(0, len(shown), 3)] == [
            [answers[0].label, "Female", f"{answers[0].label}\nFemale at birth"],
            [answers[1].label, "No", "Does the family agree to support?"],
        ]
        assert [each.label in behind for each in answers] == [True, True]
        # Another hint leaves what was told at length, which is named to be looked at again.
        assert FORM.question(hint).label in words(offered.text)
        assert "Riverside" in browser.get(f"{draft}/{newer.page_of(hint).id}").text
        page_id = newer.page_of(reworded).id
        again = words(browser.get(f"{draft}/{page_id}").text)
        assert f"The form asked this in other words before. {NOT_SENT} {answers[1].label} No" in again
        browser.send(f"{draft}/{page_id}", {reworded: "yes"})
        assert NOT_SENT not in browser.get(f"{draft}/{page_id}").text
        assert browser.get(f"{draft}/check-answers").status_code == 200
