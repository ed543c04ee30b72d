"""Breaking the glass, being reviewed for it, and keeping a child closely: at a desk and on a small phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving, Proving
from reference_portal.tests.journeys.finding import say_so, search
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import MadeUpPerson, person
from frontdoor_portal.demo.seeding import demo_account

CHILDREN = {"desktop": "ashdown.ella", "phone": "ashdown.ella"}
BANNER = "You have opened one record in an emergency."


def test_a_record_opened_in_an_emergency_is_closed_again_reviewed_and_told(
    arrive: Arriving, proving: Proving, stage: Stage, screen: str
) -> None:
    child = person(CHILDREN[screen])
    doctor, officer = arrive(screen, signed_in_as="doctor"), arrive(screen, signed_in_as="privacy")
    break_the_glass(doctor, child, proving("doctor"))
    doctor.is_at("Single view of a child")
    expect(doctor.page.get_by_text(BANNER)).to_be_visible()
    doctor.menu("My contacts")
    expect(doctor.page.get_by_text(BANNER)).to_be_visible()
    doctor.press("Close the record now")
    doctor.is_at("What you opened on your own word")
    expect(doctor.page.get_by_text(BANNER)).to_have_count(0)
    doctor.reads("A child needs medical help now", "Not reviewed yet")

    reference = review_of(doctor)
    stage.mail.wait_for(demo_account("privacy").email, f"A review is waiting: {reference}")
    decide(officer, reference)
    stage.mail.wait_for(demo_account("doctor").email, f"Your access was reviewed: {reference}")
    doctor.reload()
    doctor.reads("Justified")

    search(doctor, child)
    doctor.reads("A record may exist")
    doctor.does_not_read(str(child.name))
    doctor.never_gave_away(child)
    officer.never_gave_away(child)
    stage.mail.holds_nothing_about(child)


def test_what_somebody_claims_without_reason_ends_with_the_review(arrive: Arriving, screen: str) -> None:
    child = person(CHILDREN[screen])
    worker, officer = arrive(screen, signed_in_as="mash"), arrive(screen, signed_in_as="privacy")
    search(worker, child)
    worker.follow("A record may exist in Framework-i")
    say_so(worker)
    officer.menu("Access reviews")
    with officer.landing():
        officer.row("Sgt Lee Marsh").get_by_role("link").last.click()
    officer.reads("Says that they work with the child", "Class teacher since September", "Harms assessment unit")
    officer.press("Save the outcome")
    expect(officer.page.get_by_role("alert")).to_contain_text("Select an outcome")
    officer.choose("Not justified")
    officer.fill("How you came to it", "The sergeant is no teacher, and their inspector knows of no such work.")
    officer.press("Save the outcome")
    officer.is_at("Access reviews")

    search(worker, child)
    worker.reads("A record may exist")


def test_a_manager_lets_somebody_in_and_seals_a_child_whom_nobody_else_finds_any_more(
    arrive: Arriving, proving: Proving
) -> None:
    child = person("ashdown.ella")
    duty, officer, partner = (arrive(signed_in_as=each) for each in ("duty", "officer", "mash"))
    open_access(duty, child)
    duty.fill("Their email address", demo_account("mash").email)
    duty.choose("Is invited to a strategy meeting")
    duty.fill("What shows it?", "Invited for Thursday by the team")
    duty.press("Let them in")
    duty.reads("Sgt Lee Marsh", "Is invited to a strategy meeting")
    set_level(duty, "Sealed")
    duty.reads("The level is set: Sealed", "2 records of the child")
    try:
        search(officer, child)
        officer.reads("Framework-i: none found", "Capita ONE: none found")
        officer.does_not_read("A record may exist")
        search(partner, child)
        partner.reads("Framework-i: 1 record")
        search(duty, child)
        duty.follow("A record may exist in Framework-i")
    finally:
        break_the_glass(duty, child, proving("duty"))
        duty.follow("Who may see this child")
        set_level(duty, "Normal")
    search(officer, child)
    officer.reads("Framework-i: 1 record", "Capita ONE: 1 record")
    duty.press("Close the record now")


def break_the_glass(somebody: Walker, child: MadeUpPerson, prove: Callable[[Walker], None]) -> None:
    search(somebody, child)
    somebody.follow("A record may exist in Framework-i")
    somebody.reads("Who to contact")
    somebody.follow("open the record for an hour")
    prove(somebody)
    somebody.reads("Somebody will review that you did this, every time")
    somebody.press("Open the record for 60 minutes")
    expect(somebody.page.get_by_role("alert")).to_contain_text("Select why you need to open this record now")
    somebody.choose("A child needs medical help now")
    somebody.fill("What is happening?", "Brought in unconscious, no adult with the child to ask")
    somebody.press("Open the record for 60 minutes")


def review_of(somebody: Walker) -> str:
    found = re.search(r"AR-[A-Z0-9]{10}", somebody.row("Not reviewed yet").first.inner_text())
    assert found is not None
    return found[0]


def decide(officer: Walker, reference: str) -> None:
    officer.menu("Access reviews")
    officer.follow(reference)
    officer.reads("Opened a record in an emergency", "Brought in unconscious", "Dr Amara Obi")
    officer.choose("Justified")
    officer.fill("How you came to it", "The ward confirms the admission at that hour.")
    officer.press("Save the outcome")
    officer.is_at("Access reviews")
    officer.does_not_read(reference)


def open_access(manager: Walker, child: MadeUpPerson) -> None:
    search(manager, child)
    manager.follow(f"{child.name} in Framework-i")
    manager.follow("Who may see this child")
    manager.is_at("Who may see this child")


def set_level(manager: Walker, level: str) -> None:
    manager.choose(level, question="Level")
    manager.fill("Why?", "The family had to leave their home")
    manager.press("Set the level")
