"""What changed since its sender looked through it is shown again before it goes; an urgent one is held up once."""

from typing import Any

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, form_at, heading, words
from reference_portal.tests.web.filling_in import FORM, parsed, put_draft, whole_answers

from frontdoor.forms import RawAnswers
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.web.drafts.looking_again import ChangedSince, answer_marks, changed_since

ASHA, FEMI = person(), person(name="Femi Okoro")
URGENT = {"urgency": "urgent", "urgency_reason": "She could be hurt"}


def femi_with(portal: TestPortal, browser: Browser, draft: str) -> Browser:
    register_people(portal.office, FEMI)
    browser.send(f"{draft}/share-it", {"colleague": FEMI.id})
    return portal.client(FEMI)


def marked(page: Any) -> list[str]:
    """The questions of the rows that say that they have changed."""
    found = parsed(page).xpath("//div[contains(@class, 'summary-list__row')][.//*[contains(@class, 'govuk-tag')]]/dt")
    return [words(each.text_content()) for each in found]


def sent(portal: TestPortal) -> int:
    return len(my_contacts(portal.office, ASHA).items)


def test_f44_what_a_colleague_changed_meanwhile_is_looked_through_before_it_goes(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, ASHA, whole_answers(gp="Old surgery"))
    femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
    femi.send(f"{draft}/school", {"gp": "Riverside"})

    again = browser.post(f"{draft}/check-answers", fields)

    assert (again.status_code, heading(again), sent(portal)) == (409, "Check your answers before you send", 0)
    assert "It was last saved by Femi Okoro on 4 June 2026 at 9:32am." in words(again.text)
    assert marked(again) == ["Which GP practice is the child with?"]


def test_f44_what_was_looked_through_again_goes(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers(gp="Old surgery"))
    femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
    femi.send(f"{draft}/school", {"gp": "Riverside"})
    again = browser.post(f"{draft}/check-answers", fields)

    receipt = browser.post(f"{draft}/check-answers", form_at(again, f"{draft}/check-answers"))

    assert (receipt.status_code, sent(portal)) == (303, 1)


@pytest.mark.parametrize(("urgency", "answered", "contacts"), [({}, 409, 0), (URGENT, 303, 1)])
def test_60_an_urgent_concern_is_held_up_once_however_often_it_is_changed(
    portal: TestPortal, browser: Browser, urgency: dict[str, str], answered: int, contacts: int
) -> None:
    draft = put_draft(portal, ASHA, whole_answers(**urgency))
    femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
    femi.send(f"{draft}/school", {"gp": "Riverside"})
    again = form_at(browser.post(f"{draft}/check-answers", fields), f"{draft}/check-answers")
    femi.send(f"{draft}/school", {"gp": "Old surgery"})

    answer = browser.post(f"{draft}/check-answers", {**again, "send": ["whole"]})

    assert (answer.status_code, sent(portal)) == (answered, contacts)


def test_a_page_that_does_not_say_what_it_showed_is_shown_again(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers())
    token = checked(browser, draft)["form_token"]

    answer = browser.post(f"{draft}/check-answers", {"send": "whole", "form_token": token})

    assert (answer.status_code, marked(answer), sent(portal)) == (409, [], 0)


NAN = {"person_name": {"given": "Nan", "family": "Bello"}}
TOM = {"person_name": {"given": "Tom", "family": "Bello"}}
HOUSEHOLD = FORM.question("household").label


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"gp": "Old"}, {"gp": "Old"}, ChangedSince(frozenset(), (), False, False)),
        ({"gp": "Old"}, {"gp": "New"}, ChangedSince(frozenset({"gp"}), (), False, False)),
        ({}, {"gp": "New"}, ChangedSince(frozenset({"gp"}), (), False, False)),
        (
            {"household": (NAN,)},
            {"household": (TOM, NAN)},
            ChangedSince(frozenset({"household-1"}), (), False, False),
        ),
        ({"household": (NAN, TOM)}, {"household": (TOM,)}, ChangedSince(frozenset(), (HOUSEHOLD,), False, False)),
    ],
)
def test_what_changed_is_told_answer_by_answer(before: RawAnswers, after: RawAnswers, expected: ChangedSince) -> None:
    assert changed_since(FORM, after, marks(before), marks(after)) == expected


def marks(answers: RawAnswers) -> str:
    return ",".join(answer_marks(FORM, answers))


def test_what_is_dropped_now_and_other_files_and_versions_are_told() -> None:
    expected = ChangedSince(frozenset({"gp"}), (), has_other_files=True, has_other_versions=True)

    assert changed_since(FORM, {}, "file:a,file:b", "file:b,version:c,dropped:gp") == expected


def test_marks_that_no_page_of_ours_carried_are_passed_over() -> None:
    assert changed_since(FORM, {}, "no_such~1,,:,what:1,~", "") == ChangedSince(frozenset(), (), False, False)
