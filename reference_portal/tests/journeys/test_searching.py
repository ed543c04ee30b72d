"""Finding a child in the portal's own list of a system's people, by what somebody half remembers."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.use_cases.refresh_people import refresh_people

SYSTEM = "framework_i"


@pytest.fixture
def listed(stage: Stage) -> Iterator[None]:
    """The list of the case-management system's people is read; for other journeys it is as if it never was."""
    refresh_people(stage.office, SYSTEM, lambda _: None, whole=True)
    yield
    with stage.office.work.begin() as tx:
        feed = tx.people.feed(SYSTEM)
        assert feed is not None
        tx.people.save_feed(evolve(feed, as_at=None))


def search(somebody: Walker, **typed: str) -> None:
    somebody.menu("Find a child")
    for label, text in typed.items():
        somebody.fill(label.replace("_", " "), text)
    somebody.main.get_by_role("group", name="Why are you looking").get_by_role("radio").first.check()
    somebody.press("Search")


@pytest.mark.usefixtures("listed")
def test_a_misspelt_child_is_found_and_the_page_says_why(arrive: Arriving, screen: str) -> None:
    child = person("ashdown.ella")
    officer = arrive(screen, signed_in_as="officer")
    born = child.birth_date.on
    search(
        officer, Given_name="Elle", Family_name="Ashdwon", Day=str(born.day), Month=str(born.month), Year=str(born.year)
    )
    officer.is_at("Search results")
    officer.reads("Searched in the portal’s own list", "its records are as at", "date of birth the same")
    officer.follow(f"{child.name} in Framework-i")
    officer.reads("Who to contact")
    officer.never_gave_away(child)


@pytest.mark.usefixtures("listed")
def test_a_child_who_is_not_found_or_not_born_yet_can_be_told_about(arrive: Arriving, screen: str) -> None:
    teacher = arrive(screen, signed_in_as="teacher")
    search(teacher, Given_name="Unborn baby", Family_name="Of-No-Name")
    teacher.reads("Select this if the child is not born yet")
    teacher.fill("Given name", "")
    teacher.main.get_by_label("The child is not born yet", exact=False).check()
    for label, text in (("Day", "1"), ("Month", "1"), ("Year", "2027"), ("Postcode", "WR99 9ZZ")):
        teacher.fill(label, text)
    teacher.press("Search")
    teacher.is_at("Search results")
    teacher.reads("Not every record is shown to everybody")
    teacher.press("Send a concern anyway")
    teacher.reads("Cause for concern", "What you are asking for")
