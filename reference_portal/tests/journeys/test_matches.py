"""Records of two systems that may be one child's: compared field by field, linked or kept apart, and taken back."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor_portal.use_cases.linking.judge_records import judge_records
from frontdoor_portal.use_cases.refresh_people import refresh_people

CARE, SCHOOLS = "framework_i", "capita_one"
REASON = "I asked the school, who knows both children"


@pytest.fixture
def _compared(stage: Stage) -> Iterator[None]:
    """Both systems' lists are read and compared; for other journeys it is as if they never were."""
    for source in (CARE, SCHOOLS):
        refresh_people(stage.office, source, lambda _: None, whole=True)
    judge_records(stage.office, CARE, SCHOOLS, lambda _: None)
    yield
    with stage.office.work.begin() as tx:
        for source in (CARE, SCHOOLS):
            feed = tx.people.feed(source)
            assert feed is not None
            tx.people.save_feed(evolve(feed, as_at=None))


@pytest.mark.usefixtures("_compared")
def test_an_officer_decides_about_two_records_and_takes_it_back(arrive: Arriving, screen: str) -> None:
    officer = arrive(screen, signed_in_as="officer")
    officer.menu("Matches")
    officer.is_at("Matches to check")
    waiting = _waiting(officer)
    with officer.landing():
        officer.main.get_by_role("link", name="Compare").first.click()
    officer.reads("Is one of these records of Capita ONE about the same child?", "Why you are asked", "Compared")

    officer.press("Save the decision")
    expect(officer.page.get_by_role("alert")).to_contain_text("Select which record is the same child’s")
    officer.fill("Why do you think so?", REASON)
    officer.press("Save the decision")
    expect(officer.page.get_by_label("Why do you think so?")).to_have_value(REASON)
    officer.main.get_by_label("None of these").check()
    officer.press("Save the decision")
    officer.reads("The records are kept apart", "Not the same child")
    assert _waiting(officer) == waiting - 1

    with officer.landing():
        officer.main.get_by_role("link", name="Undo").first.click()
    officer.is_at("Undo this decision")
    officer.reads(REASON)
    officer.press("Undo it")
    expect(officer.page.get_by_role("alert")).to_contain_text("Say why")
    officer.fill("Why do you undo it?", "The school rang back: they are one child")
    officer.press("Undo it")
    officer.reads("It is undone", "Undone by")

    officer.follow("More that was decided lately")
    officer.is_at("Decided matches")
    officer.follow("Next")
    officer.reads("Linked by the portal")


@pytest.mark.usefixtures("_compared")
def test_a_teacher_compares_no_records(arrive: Arriving) -> None:
    teacher = arrive(signed_in_as="teacher")
    teacher.go("/matches")
    teacher.is_at("You cannot do this")


def _waiting(officer: Walker) -> int:
    return int(officer.heading.rpartition(" ")[2])
