"""A view on paper: who printed it and when, every fact, and the banner of a record opened in an emergency."""

import pytest
from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving, Proving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.test_access import BANNER, break_the_glass
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.use_cases.models import Action

CHILD = "looked_after.skye"


@pytest.fixture
def printer(arrive: Arriving) -> Walker:
    """An officer at a single view, as it comes out of the printer."""
    officer = arrive(signed_in_as="officer")
    find(officer, person(CHILD))
    officer.follow(f"{person(CHILD).name} in Framework-i")
    officer.page.emulate_media(media="print")
    return officer


def test_paper_says_who_printed_it_and_leaves_out_what_only_works_on_a_screen(printer: Walker) -> None:
    marking = printer.page.get_by_text("Official-Sensitive. Severnshire Council")
    expect(marking).to_be_visible()
    expect(marking).to_contain_text("Printed by Jo Fielding")
    left = [*printer.main.get_by_role("button").all(), printer.main.get_by_role("link", name="Report a wrong").first]
    assert [each.is_visible() for each in left] == [False] * len(left)


def test_what_is_folded_on_the_screen_is_on_the_paper(printer: Walker) -> None:
    folded = printer.main.locator("details:not([open]) dl").first
    expect(folded).to_be_visible()
    assert printer.page.pdf().startswith(b"%PDF")


def test_the_button_prints_and_what_is_printed_was_written_down_before(arrive: Arriving, stage: Stage) -> None:
    child = person(CHILD)
    officer = arrive(signed_in_as="officer")
    find(officer, child)
    before = len(views(stage, child.case_id))
    officer.follow(f"{child.name} in Framework-i")
    officer.page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    officer.main.get_by_role("button", name="Print this page").click()
    assert officer.page.evaluate("document.body.dataset.printed") == "yes"
    assert views(stage, child.case_id)[before:] == [
        ("demo-officer", "I am worried about the child and may send a concern")
    ]


def test_paper_keeps_the_banner_of_a_record_opened_in_an_emergency(arrive: Arriving, proving: Proving) -> None:
    doctor = arrive(signed_in_as="doctor")
    break_the_glass(doctor, person("carter_twins.kayden"), proving("doctor"))
    doctor.is_at("Single view of a child")
    doctor.page.emulate_media(media="print")
    expect(doctor.page.get_by_text(BANNER)).to_be_visible()
    expect(doctor.page.get_by_role("button", name="Close the record now", include_hidden=True)).to_be_hidden()
    doctor.page.emulate_media(media="screen")
    doctor.press("Close the record now")


def views(stage: Stage, record_id: str | None) -> list[tuple[str, str]]:
    """Who opened a record, and for what, the oldest first."""
    with stage.office.work.reading() as tx:
        entries = tx.audit.of_subject(f"framework_i/{record_id}")
    return [(each.actor_id, each.purpose) for each in entries if each.action is Action.VIEWED_CHILD]
