"""A worker's number that is wrong: a reader reports it from the single view, and the front door puts it right."""

import re

from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.demo.seeding import demo_account

CHILD = "polish.zofia"
RIGHT = "The right number or email address, if you know it (optional)"


def test_a_wrong_number_is_reported_and_put_right_and_nothing_tells_of_the_child(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child = person(CHILD)
    worker = child.involvements[0].worker
    teacher, officer = (arrive(screen, signed_in_as=each) for each in ("teacher", "officer"))
    open_the_form(teacher)
    teacher.main.get_by_label(worker.phone).check()
    teacher.choose("The person has left")
    teacher.fill(RIGHT, "01632 960399")
    teacher.press("Tell the front door")
    teacher.is_at("Thank you")
    report = report_of(teacher)
    stage.mail.wait_for(demo_account("manager").email, f"A number is wrong: {report}")

    officer.menu("Hand-offs")
    officer.follow("Workers’ details that are wrong: ")
    waiting = officer.main.locator(".govuk-summary-card").filter(has_text=report)
    expect(waiting.get_by_role("heading")).to_contain_text(worker.name)
    expect(waiting.get_by_role("definition")).to_contain_text(
        [worker.phone, "The person has left", "01632 960399", "Framework-i", "Tamsin Reed", report]
    )
    officer.does_not_read(str(child.name), child.name.family)
    officer.press("It is put right", within=waiting)
    officer.does_not_read(report)

    teacher.follow("Back to the child")
    teacher.is_at("Single view of a child")
    teacher.never_gave_away(child)
    stage.mail.holds_nothing_about(child)


def test_a_report_without_an_answer_says_what_to_select_and_keeps_what_was_typed(arrive: Arriving, screen: str) -> None:
    teacher = arrive(screen, signed_in_as="teacher")
    open_the_form(teacher)
    teacher.fill(RIGHT, "Ask the school")
    teacher.press("Tell the front door")
    expect(teacher.page.get_by_role("alert").get_by_role("listitem")).to_have_text(
        [
            "Select what is wrong",
            "Select why it is wrong",
            "Enter a telephone number or an email address and nothing else",
        ]
    )
    expect(teacher.main.get_by_label(RIGHT)).to_have_value("Ask the school")


def test_beside_each_number_stands_when_it_was_last_confirmed(arrive: Arriving) -> None:
    worker = person(CHILD).involvements[0].worker
    teacher = arrive(signed_in_as="teacher")
    open_the_view(teacher)
    confirmed = teacher.main.get_by_role("listitem").filter(has=teacher.page.get_by_text(worker.phone)).first
    on = worker.confirmed_on
    expect(confirmed).to_contain_text(f"Details last confirmed {on.day} {on:%B %Y}. Framework-i, as at ")


def open_the_view(somebody: Walker) -> None:
    find(somebody, person(CHILD))
    somebody.follow(f"{person(CHILD).name} in Framework-i")


def open_the_form(somebody: Walker) -> None:
    open_the_view(somebody)
    somebody.follow("Report a wrong number in Framework-i")
    somebody.is_at("Report a wrong number")


def report_of(somebody: Walker) -> str:
    found = re.search(r"WD-[A-Z0-9]{8}", somebody.main.inner_text())
    assert found is not None
    return found[0]
