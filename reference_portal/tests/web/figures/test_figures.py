"""Figures agree with the lists behind them, and say no more than the reader may see."""

import re
from html import unescape

from reference_portal.tests.web.browsing import Browser, heading, words
from reference_portal.tests.web.triage.conftest import door as triage_door
from reference_portal.tests.web.triage.scene import (
    COLLEAGUE,
    DECISION,
    DIRECTOR,
    DOCTOR,
    OFFICER,
    REFERRAL,
    FrontDoor,
)
from reference_portal.tests.web.triage.test_delivering import stick

door = triage_door


def a_busy_day(door: FrontDoor) -> None:
    stick(door)
    door.portal.clock.pass_time(hours=26)
    old, asked, referred, helped = door.send(), door.send(), door.send(DOCTOR), door.send()
    assert old
    browser = door.as_(OFFICER)
    for reference in (asked, referred, helped):
        door.take(reference)
    browser.send(f"/contacts/{asked}/ask", {"text": "Who collects her?"})
    door.decide(browser, referred, REFERRAL)
    door.decide(browser, helped, {**DECISION, "outcome": "early_help"})
    door.portal.clock.pass_time(hours=25)
    door.take(door.send(), COLLEAGUE)
    door.send(DOCTOR)


def figures(browser: Browser) -> dict[str, tuple[int, str]]:
    """Every number that leads somewhere: its name, its value and where it leads."""
    main = browser.get("/figures").text.split("<main", 1)[1]
    now = re.findall(r'<a class="ffd-figures__link" href="([^"]+)">.*?__number">(\d+)</span>([^<]+)</a>', main)
    bars = re.findall(
        r'<a class="govuk-link" href="([^"]+)">(\d+)<span class="govuk-visually-hidden">([^<]+)</span>', main
    )
    return {words(name): (int(count), unescape(href)) for href, count, name in [*now, *bars]}


def test_every_figure_is_the_number_of_contacts_in_the_list_it_opens(door: FrontDoor) -> None:
    a_busy_day(door)
    browser = door.as_(OFFICER)
    counted = figures(browser)
    assert {name: count for name, (count, _) in counted.items()} == {
        "New and not yet taken": 2,
        "Waiting for a decision": 4,
        "Decision overdue": 2,
        "Waiting for the sender’s answers": 1,
        "Waiting to reach the case system": 1,
        "To be opened by hand in the case system": 0,
        "Delivery needs a person": 1,
        "Received today": 2,
        "New information that nobody has read": 0,
        "Second looks to answer": 0,
        "Second looks overdue": 0,
        "who sent it: Schools": 5,
        "who sent it: Health services – general practitioner": 2,
        "outcome: Referral to children’s social care": 2,
        "outcome: Passed to Early Help": 1,
        "Requests still open": 0,
        "Requests overdue": 0,
        "Requests waiting for details": 0,
        "Requests with new information": 0,
        "Answers to release": 0,
        "Concerns about adults still open": 0,
        "Concerns about adults overdue": 0,
        "Concerns about adults waiting for details": 0,
        "Concerns about adults with new information": 0,
        "Concerns about adults with a late second look": 0,
    }
    opened = {name: heading(browser.get(href)) for name, (_, href) in counted.items()}
    assert opened == {
        name: f"Holding area: {count} contact{'' if count == 1 else 's'}" for name, (count, _) in counted.items()
    }


def test_a_senior_manager_sees_the_numbers_and_no_way_to_the_children(door: FrontDoor) -> None:
    a_busy_day(door)
    browser = door.as_(DIRECTOR)
    page = browser.get("/figures")
    main = page.text.split("<main", 1)[1].split("</main>", 1)[0]
    assert re.findall(r'href="([^"]+)"', main) == []
    assert "4 Waiting for a decision" in words(main)
    assert "Schools 5 71%" in words(main)
    assert browser.get("/holding-area").status_code == 403


def test_an_empty_front_door_has_figures_too(door: FrontDoor) -> None:
    text = words(door.as_(DIRECTOR).get("/figures").text)
    assert "As at 4 June 2026 at 9:32am." in text
    assert "Decisions by outcome None yet." in text
