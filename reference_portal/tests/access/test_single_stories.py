"""Short stories, each told once: what random ones come to too rarely, or came to before."""

from collections.abc import Iterator

import pytest
from reference_portal.tests.access.test_state_machine import Access


@pytest.fixture
def door() -> Iterator[Access]:
    story = Access()
    yield story
    story.teardown()


def sent_and_taken(door: Access, record: str) -> str:
    door.somebody_sends_a_concern("doctor", record)
    door.an_officer_takes_a_contact_or_puts_it_back("officer", 0)
    (reference,) = door.model.contacts
    return reference


def test_what_a_manager_seals_stays_sealed_when_its_link_is_undone(door: Access) -> None:
    door.the_records_of_the_child_are_linked_or_it_is_undone()
    door.a_level_is_set("manager", "case-1", "sealed")
    door.every_surface_shows_everybody_what_the_model_says()
    door.the_records_of_the_child_are_linked_or_it_is_undone()
    door.every_surface_shows_everybody_what_the_model_says()


@pytest.mark.parametrize("level", ["sensitive", "sealed"])
def test_a_record_that_the_case_system_offers_is_named_to_nobody_who_may_not_see_it(door: Access, level: str) -> None:
    sent_and_taken(door, "pupil-1")
    door.whoever_holds_a_contact_decides_it(0, offered=True)
    door.one_record_alone_has_another_level("case-2", level)
    for _ in range(3):
        door.every_surface_shows_everybody_what_the_model_says()
