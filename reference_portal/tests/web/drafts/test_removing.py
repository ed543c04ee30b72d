"""Somebody who was typed in is removed from a group only once their sender has said so."""

import pytest
from httpx import Response
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal
from reference_portal.tests.web.filling_in import fields_of, parsed, put_draft

from frontdoor.forms import RawItem

ANN: RawItem = {"person_name": {"given": "Ann", "family": "Bello"}}
BOB: RawItem = {"person_name": {"given": "Bob", "family": "Bello"}}
HIS_NAME = "household-{}-person_name-given"


@pytest.fixture
def page(portal: TestPortal) -> str:
    return f"{put_draft(portal, person(), {'household_known': 'yes', 'household': (ANN, BOB)})}/household"


def held(browser: Browser, page: str) -> list[str]:
    shown = parsed(browser.get(page))
    return [str(each) for each in shown.xpath("//input[contains(@name, '-person_name-given')]/@value")]


def buttons(shown: Response) -> list[str]:
    return [str(each) for each in parsed(shown).xpath("//main//form//button[@name='then']/@value")]


def test_it_is_asked_first_beside_the_one_concerned(browser: Browser, page: str) -> None:
    asked = browser.post(page, fields_of(browser.get(page), then="ask-household-2"))
    assert asked.headers["location"] == f"{page}?remove=household-2#household-2-going"
    there = parsed(browser.get(asked.headers["location"]))
    [question] = there.xpath("//*[@aria-labelledby='household-2-going']")
    assert " ".join(question.text_content().split()) == (
        "Do you want to remove person 2? This takes away everything you typed here. It cannot be brought back. "
        "Yes, remove person 2 No, keep person 2"
    )


def test_what_was_typed_before_it_was_asked_is_saved(browser: Browser, page: str) -> None:
    typed = {HIS_NAME.format(2): "Robert", "then": "ask-household-2"}
    browser.post(page, fields_of(browser.get(page), **typed))
    assert held(browser, page) == ["Ann", "Robert"]


def test_whoever_is_kept_stays(browser: Browser, page: str) -> None:
    asking = browser.get(f"{page}?remove=household-2")
    kept = browser.post(page, fields_of(asking, then="keep-household-2"))
    assert (kept.headers["location"], held(browser, page)) == (f"{page}#household", ["Ann", "Bob"])


def test_whoever_is_removed_is_gone(browser: Browser, page: str) -> None:
    asking = browser.get(f"{page}?remove=household-1")
    browser.post(page, fields_of(asking, then="remove-household-1"))
    assert held(browser, page) == ["Bob"]


def test_nobody_is_asked_about_a_blank_one(browser: Browser, page: str) -> None:
    blank = browser.get(f"{page}?more=household")
    gone = browser.post(page, fields_of(blank, then="ask-household-3"))
    assert (gone.headers["location"], held(browser, page)) == (f"{page}#household", ["Ann", "Bob"])


def test_only_the_one_concerned_is_asked_about(browser: Browser, page: str) -> None:
    shown = browser.get(f"{page}?remove=household-2")
    assert [each for each in buttons(shown) if "household-" in each] == [
        "ask-household-1",
        "remove-household-2",
        "keep-household-2",
    ]
