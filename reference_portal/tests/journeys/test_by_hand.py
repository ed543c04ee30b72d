"""What the case system leaves to an officer: whose record it is, and, where it only reads, the whole episode."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from reference_portal.tests.journeys.conftest import SCREENS, Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import person
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_demo
from frontdoor_portal.demo.seeding import DEMO_PASSWORD
from frontdoor_portal.settings import read_settings


def test_chooses_among_the_records_that_the_case_system_offers(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about("moved_in.chidi")
    officer = arrive(screen, signed_in_as="officer")
    with stage.misbehaving(Misbehaviour.DUPLICATE_SUSPECTED):
        stage.referred(reference, record=None)
        stage.wait_until_it_needs_a_person(reference)
    officer.go("/deliveries")
    officer.follow(str(reference))
    officer.is_at("Whose record is it?")
    officer.choose("None of these: create a new record")
    officer.press("Save your choice")
    officer.reads("There is a problem", "Confirm that you compared each record with the child")
    officer.choose("I compared each record with the child, and they are all somebody else’s")
    officer.press("Save your choice")
    officer.reads("Your choice is kept", "Record chosen by an officer")
    stage.wait_until_it_is_delivered(reference)
    officer.reload()
    officer.reads("In the case system")
    officer.never_gave_away(person("moved_in.chidi"))


@pytest.fixture(scope="module")
def reading_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The product beside a case-management system that can only be read."""
    with running_demo(tmp_path_factory.mktemp("reading"), plugins=("ssd", "capita_one")) as running:
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        yield Stage(running, composed.office)
        composed.close()


@pytest.fixture
def officer_beside_it(
    browser: Browser, reading_stage: Stage, opened: set[tuple[str, int]], screen: str
) -> Iterator[Walker]:
    """An officer who has signed in there; in the end nothing may be wrong with any page they were on."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    officer = Walker(context.new_page(), reading_stage.address, opened=opened)
    officer.go("/sign-in")
    officer.sign_in(reading_stage.somebody("officer").email, DEMO_PASSWORD)
    yield officer
    context.close()
    assert officer.faults == []


def test_opens_an_episode_by_hand_where_the_case_system_only_reads(
    officer_beside_it: Walker, reading_stage: Stage
) -> None:
    officer, reference = officer_beside_it, reading_stage.concern_about("ashdown.ella")
    reading_stage.taken_by("officer", reference)
    officer.go(f"/contacts/{reference}/decide?outcome=referral")
    officer.reads("takes no episodes from the portal: an officer opens it by hand")
    decided_to_a_new_record(officer)
    officer.reads("To be opened by hand")
    officer.follow("Open the episode by hand")
    officer.is_at("Open the episode in")
    officer.press("Tick it off")
    officer.reads("There is a problem", "Enter the episode number")
    officer.main.get_by_role("textbox", name="Episode number in").fill("5000321")
    officer.press("Tick it off")
    officer.reads("The whole episode is ticked off")
    officer.follow(f"Open contact {reference}")
    officer.reads("In the case system", "5000321", "Not copied yet", "Not attached yet")
    attach_the_concern(officer, reference)
    officer.never_gave_away(person("ashdown.ella"))


def decided_to_a_new_record(officer: Walker) -> None:
    officer.choose("The child has no record: create a new one")
    officer.main.get_by_label("under other names and spellings").check()
    officer.main.get_by_label("Level 4").check()
    officer.main.get_by_label("Significant harm, or likely").check()
    officer.fill("Why", "The threshold for a social work assessment is met.")
    officer.fill("What the sender will read", "A social worker will call you within one working day.")
    officer.press("Decide and tell the sender")


def attach_the_concern(officer: Walker, reference: Reference) -> None:
    officer.follow("Attach the file")
    with officer.page.expect_download() as saved:
        officer.main.get_by_role("link", name=f"{reference}.txt").click()
    assert saved.value.suggested_filename == f"{reference}.txt"
    officer.main.get_by_label("I have attached this file").check()
    officer.press("Tick it off")
    officer.reads("The concern as a file is ticked off")
