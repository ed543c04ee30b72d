"""Short stories, each told once: what random ones come to too rarely, or came to before."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from reference_portal.tests.access import child_surfaces as children
from reference_portal.tests.access import contact_surfaces as contacts
from reference_portal.tests.access.child_surfaces import Shown
from reference_portal.tests.access.contact_surfaces import Listed
from reference_portal.tests.access.happenings import WHY, decide
from reference_portal.tests.access.stage import ANNA, ANNA_AT_SCHOOL, Systems
from reference_portal.tests.access.test_state_machine import Access
from reference_portal.tests.relating import works_with

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import ChosenRecord
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.hand_offs import tick_hand_off
from frontdoor_portal.use_cases.models import Topic
from frontdoor_portal.use_cases.refusals import NotVisible


@pytest.fixture
def door() -> Iterator[Access]:
    story = Access()
    yield story
    story.teardown()


def seal(door: Access, source: str, record_id: str, level: Sensitivity = Sensitivity.SEALED) -> None:
    with door.office.work.begin() as tx:
        tx.access.set_level(Level(RecordKey(source, record_id), level, WHY, "somebody", door.model.now))


def sent_and_taken(door: Access, record: str) -> str:
    door.somebody_sends_a_concern("doctor", record)
    door.an_officer_takes_a_contact_or_puts_it_back("officer", 0)
    (reference,) = door.model.contacts
    return reference


def test_half_an_answer_that_hides_a_sealed_child_does_not_read_as_none_found(door: Access) -> None:
    door.one_record_alone_has_another_level("case-2", "sealed")
    systems = door.office.gateway
    assert isinstance(systems, Systems)
    systems.partly = "Framework-i answered in part only."
    door.stage.sign_in("teacher")
    assert children.hidden_search(door.stage, "case-2")


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


def test_deciding_a_contact_with_the_number_of_another_childs_record_does_not_open_it(door: Access) -> None:
    reference = Reference.parse(sent_and_taken(door, "case-1"))
    door.one_record_alone_has_another_level("case-2", "sensitive")
    decide(door.office, door.now("officer"), reference, ChosenRecord("case-2", "typed by its number"))
    door.stage.sign_in("officer")
    assert children.view(door.stage, "officer", "case-2") == Shown(200, little=1)


def test_no_email_tells_an_officer_of_a_contact_that_was_sealed_since_they_took_it(door: Access) -> None:
    reference = sent_and_taken(door, "case-1")
    seal(door, FRONT_DOOR, reference)
    door.model.contacts[reference].level = "sealed"
    door.an_officer_takes_a_contact_or_puts_it_back("duty", 0)
    assert not door.model.contacts[reference].holder
    door.every_surface_shows_everybody_what_the_model_says()


def test_a_sealed_twin_does_not_show_beside_the_other(door: Access) -> None:
    systems = door.office.gateway
    assert isinstance(systems, Systems)
    twin = evolve(
        ANNA_AT_SCHOOL, id="pupil-2", name=PersonName("Amaranth", "Quillfeather"), upn=None, school="Elsewhere"
    )
    systems.pupils, systems.answers_anybody = (twin,), True
    seal(door, "capita_one", "pupil-2")
    works_with(door.office, door.stage.people["teacher"], [("framework_i", ANNA.id)])
    door.stage.sign_in("teacher")
    shown = children.view(door.stage, "teacher", "case-1")
    assert (shown.status, shown.beside) == (200, False)


def test_an_email_about_a_sealed_contact_that_was_given_up_is_listed_to_nobody_who_may_not_know_of_it(
    door: Access,
) -> None:
    reference = sent_and_taken(door, "case-1")
    seal(door, FRONT_DOOR, reference)
    with door.office.work.begin() as tx:
        receipt = tx.outbox.claim("a mail server", 60, (Topic.NOTICE,))
        assert receipt is not None
        tx.outbox.give_up(receipt, "The address was refused")
    door.stage.sign_in("officer")
    assert contacts.deliveries_list(door.stage) == Listed(200)


def test_nobody_ticks_off_what_is_to_be_done_for_a_contact_that_they_may_not_know_of(door: Access) -> None:
    reference = sent_and_taken(door, "pupil-1")
    door.whoever_holds_a_contact_decides_it(0, offered=False)
    seal(door, FRONT_DOOR, reference)
    with pytest.raises(NotVisible):
        tick_hand_off(door.office, door.now("manager"), door.model.contacts[reference].hand_off)
