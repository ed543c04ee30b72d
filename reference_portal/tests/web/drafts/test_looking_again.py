"""What changed since its sender looked through it is shown again before it goes; an urgent one is held up once."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, form_at, heading, words
from reference_portal.tests.web.filling_in import FORM, parsed, portal_with, put_draft, two_systems, whole_answers

from frontdoor.forms import RawAnswers, bind
from frontdoor_portal.use_cases.drafts.versions import keep_apart
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.web.drafts.looking_again import ChangedSince, changed_since, marks_of, rows_shown

ASHA, FEMI = person(), person(name="Femi Okoro")
TODAY = date(2026, 6, 4)
URGENT = {"urgency": "urgent", "urgency_reason": "She could be hurt"}


def femi_with(portal: TestPortal, browser: Browser, draft: str) -> Browser:
    register_people(portal.office, FEMI)
    browser.send(f"{draft}/share-it", {"colleague": FEMI.id})
    return portal.client(FEMI)


def marked(page: Any) -> list[str]:
    """The questions of the rows that say that they have changed."""
    found = parsed(page).xpath("//div[contains(@class, 'summary-list__row')][.//*[contains(@class, 'govuk-tag')]]/dt")
    return [words(each.text_content()) for each in found]


def notice(page: Any) -> list[str]:
    """What is said of the change, and not of what to do."""
    found = parsed(page).xpath("//*[@id='changed']//*[self::p or self::li]")
    return [words(each.text_content()) for each in found][:-1]


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
    assert notice(again) == [
        "This was changed while you had it open.",
        "It was last saved by Femi Okoro on 4 June 2026 at 9:32am.",
        "You have not seen these answers:",
        "Which GP practice is the child with?",
    ]
    assert marked(again) == ["Which GP practice is the child with?"]


def test_f44_whoever_kept_a_second_version_of_a_page_meanwhile_saved_nothing(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, ASHA, whole_answers(gp="Old surgery"))
    fields = checked(browser, draft)
    with portal.office.work.begin() as tx:
        held = tx.drafts.get(draft.removeprefix("/drafts/"))
        assert held is not None
        keep_apart(portal.office, tx, FEMI, held, "school", {"gp": "Riverside"})

    again = browser.post(f"{draft}/check-answers", fields)

    assert notice(again) == [
        "This was changed while you had it open.",
        "There is another version of a page, or somebody has chosen between two.",
    ]


def test_f44_whoever_carried_it_on_meanwhile_saved_it() -> None:
    newer = evolve(FORM, version="2099-01")
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser = portal.client(ASHA)
        draft = put_draft(portal, ASHA, whole_answers())
        femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
        femi.send(f"{draft}/new-version", {})

        again = browser.post(f"{draft}/check-answers", fields)

    assert notice(again) == [
        "This was changed while you had it open.",
        "It was last saved by Femi Okoro on 4 June 2026 at 9:32am.",
        "It was carried on in a new version of the form.",
    ]


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


def test_60_an_urgent_concern_that_was_held_up_is_not_again_for_having_been_refused_between(
    portal: TestPortal, browser: Browser
) -> None:
    """It is not complete, and its sender pressed the button for one that is."""
    answers = {key: said for key, said in whole_answers(**URGENT).items() if key != "sex"}
    draft = put_draft(portal, ASHA, answers)
    address = f"{draft}/check-answers"
    femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
    femi.send(f"{draft}/school", {"gp": "Riverside"})
    told = browser.post(address, fields)
    refused = browser.post(address, {**form_at(told, address), "send": ["whole"]})
    femi.send(f"{draft}/school", {"gp": "Old surgery"})

    answer = browser.post(address, {**form_at(refused, address), "send": ["incomplete"]})

    assert ([each.status_code for each in (told, refused, answer)], sent(portal)) == ([409, 400, 303], 1)


def test_a_page_that_does_not_say_what_it_showed_is_shown_again(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers())
    token = checked(browser, draft)["form_token"]

    answer = browser.post(f"{draft}/check-answers", {"send": "whole", "form_token": token})

    assert (answer.status_code, marked(answer), sent(portal)) == (409, [], 0)


NAN = {"person_name": {"given": "Nan", "family": "Bello"}}
TOM = {"person_name": {"given": "Tom", "family": "Bello"}}
AWAY = {**TOM, "person_at_home": "no", "person_address": "1 Mill Lane"}
BACK = {**AWAY, "person_at_home": "yes"}
HOUSEHOLD = FORM.question("household").label
KNOWN, NOT_KNOWN = {"household_known": "yes"}, {"household_known": "no"}
ADDRESS: RawAnswers = {"address": {"line_1": "1 Mill Lane"}}
WHERE, NOWHERE = {**ADDRESS, "whereabouts": "address_known"}, {**ADDRESS, "whereabouts": "not_known"}


def since(before: RawAnswers, after: RawAnswers) -> ChangedSince:
    rows = shown(after)
    return changed_since(FORM, after, rows, marks_of(FORM, shown(before), (), ()), marks_of(FORM, rows, (), ()))


def shown(answers: RawAnswers) -> list[tuple[str, str]]:
    return rows_shown(FORM, answers, bind(FORM, answers, TODAY).dropped)


def changed(*paths: str, gone: tuple[str, ...] = ()) -> ChangedSince:
    return ChangedSince(frozenset(paths), gone, has_other_files=False, has_other_versions=False, has_other_form=False)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"gp": "Old"}, {"gp": "Old"}, changed()),
        ({"gp": "Old"}, {"gp": "New"}, changed("gp")),
        ({}, {"gp": "New"}, changed("gp")),
        ({"gp": "Old"}, {}, changed("gp")),
        (KNOWN | {"household": (NAN,)}, KNOWN | {"household": (TOM, NAN)}, changed("household-1")),
        (KNOWN | {"household": (NAN, TOM)}, KNOWN | {"household": (TOM,)}, changed(gone=(HOUSEHOLD,))),
        (KNOWN | {"household": (NAN,)}, KNOWN | {"household": (NAN, NAN)}, changed("household-2")),
        (KNOWN | {"household": (NAN, NAN)}, KNOWN | {"household": (NAN,)}, changed(gone=(HOUSEHOLD,))),
    ],
)
def test_what_changed_is_told_answer_by_answer(before: RawAnswers, after: RawAnswers, expected: ChangedSince) -> None:
    assert since(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (WHERE, NOWHERE, changed("whereabouts", "address")),
        (NOWHERE, WHERE, changed("whereabouts", "address")),
        (
            KNOWN | {"household": (NAN, AWAY)},
            KNOWN | {"household": (NAN, BACK)},
            changed("household-2", "household-2-person_address"),
        ),
        (KNOWN | {"household": (NAN, BACK)}, KNOWN | {"household": (NAN, AWAY)}, changed("household-2")),
        (KNOWN | {"household": (NAN, BACK)}, KNOWN | {"household": (BACK,)}, changed(gone=(HOUSEHOLD,))),
        (
            KNOWN | {"household": (NAN, TOM)},
            NOT_KNOWN | {"household": (NAN, TOM)},
            changed("household_known", "household"),
        ),
        (
            NOT_KNOWN | {"household": (NAN, TOM)},
            KNOWN | {"household": (NAN, TOM)},
            changed("household_known", "household-1", "household-2"),
        ),
        (NOT_KNOWN | {"household": (NAN,)}, NOT_KNOWN | {"household": (TOM,)}, changed("household")),
    ],
    ids=[
        "not sent any more",
        "sent after all",
        "not sent of a person any more",
        "sent of a person after all",
        "a person before is gone",
        "nobody is sent any more",
        "everybody is sent after all",
        "others are not sent",
    ],
)
def test_what_is_sent_now_and_was_not_or_the_other_way_round_is_told(
    before: RawAnswers, after: RawAnswers, expected: ChangedSince
) -> None:
    assert since(before, after) == expected


def test_people_in_another_order_were_saved_so_by_somebody() -> None:
    found = since(KNOWN | {"household": (NAN, TOM)}, KNOWN | {"household": (TOM, NAN)})

    assert (found, found.was_saved) == (changed(), True)


def test_an_answer_that_is_sent_after_all_is_marked_on_the_page(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers(**NOWHERE))
    femi, fields = femi_with(portal, browser, draft), checked(browser, draft)
    femi.send(f"{draft}/whereabouts", {"whereabouts": "address_known"})

    again = browser.post(f"{draft}/check-answers", fields)

    assert marked(again) == [FORM.question(each).label for each in ("whereabouts", "address")]


def test_other_files_versions_and_another_form_are_told() -> None:
    newer = evolve(FORM, version="2099-01")
    before, after = marks_of(FORM, (), ("a", "b"), ()), marks_of(newer, (), ("b",), ("c",))

    found = changed_since(newer, {}, (), before, after)

    assert found == evolve(changed(), has_other_files=True, has_other_versions=True, has_other_form=True)


def test_marks_that_no_page_of_ours_carried_are_passed_over() -> None:
    assert changed_since(FORM, {}, (), "no_such~1,,:,what:1,~", "") == changed()
