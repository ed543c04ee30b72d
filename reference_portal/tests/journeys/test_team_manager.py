"""A team manager: figures that lead to the lists behind them, somebody's contact put back, the delivery queue."""

import re

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import person
from frontdoor_portal.demo.seeding import DEMO_PASSWORD

_COUNT = re.compile(r"Holding area: (\d+) contact")


def test_every_figure_opens_the_list_that_it_counts(arrive: Arriving, stage: Stage, screen: str) -> None:
    manager = arrive(screen)
    manager.press("Sign in")
    manager.sign_in(stage.somebody("manager").email, DEMO_PASSWORD)
    manager.menu("Figures")
    figures = numbers(manager)
    assert len(figures) >= 10
    lists = {}
    for href in figures:
        manager.go(href)
        heading = _COUNT.match(manager.page.get_by_role("heading", level=1).inner_text())
        lists[href] = int(heading[1]) if heading else None
    assert lists == figures


def test_puts_back_a_contact_that_somebody_holds(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about("moved_in.chidi")
    stage.taken_by("officer_two", reference)
    manager = arrive(screen, signed_in_as="manager")
    manager.menu("Holding area")
    manager.follow("Newest", within=manager.main.get_by_role("navigation", name="Order of the list"))
    manager.follow(str(reference))
    manager.reads("Sam Whitlock has this contact.")
    manager.press("Put back for others")
    manager.does_not_read("Sam Whitlock has this contact.")
    manager.reads("Nobody")
    manager.never_gave_away(person("moved_in.chidi"))


def test_puts_right_a_delivery_that_needs_a_person(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about("hidden_address.isla")
    manager = arrive(screen, signed_in_as="manager")
    stage.referred(reference, record="7999999")
    stage.wait_until_it_needs_a_person(reference)
    manager.menu("Figures")
    manager.follow("Delivery needs a person", within=manager.main)
    manager.go("/deliveries")
    put_right(manager, reference)


def numbers(manager: Walker) -> dict[str, int]:
    """Where each figure's link leads, and the figure."""
    links = manager.main.get_by_role("link").all()
    return {link.get_attribute("href") or "": int(link.inner_text().split()[0]) for link in links}


def put_right(manager: Walker, reference: Reference) -> None:
    manager.reads("Needs a person", str(reference))
    manager.follow(str(reference))
    manager.press("Save what I found")
    manager.reads("There is a problem")
    manager.choose("The episode is in Framework-i")
    manager.fill("Its episode number", "5000123")
    manager.press("Save what I found")
    manager.reads("5000123", "In the case system")
