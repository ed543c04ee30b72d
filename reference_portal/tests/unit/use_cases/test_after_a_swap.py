"""What was chosen or opened in the case system before a swap stays there, and is a person's to settle."""

from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import OFFICER, FrontDoor
from reference_portal.tests.unit.use_cases.test_delivery import DELIVERED, claim, episode
from reference_portal.tests.unit.use_cases.test_settling import OFFERED, filings, set_levels, waiting

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.use_cases.filing import FilingState
from frontdoor_portal.use_cases.hand_offs import record_opened_episode
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.read_episode import can_read_episode
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode
from frontdoor_portal.use_cases.settle_delivery import can_be_sent_again, record_episode_by_hand, to_choose_from
from frontdoor_portal.use_cases.sources import SourceDescription


def chosen_before(front_door: FrontDoor, reference: Reference) -> Contact:
    """The contact as it would be had its record been chosen in Mosaic, which is not used any more."""
    contact = front_door.contact(reference)
    assert contact.decision is not None
    assert contact.decision.record is not None
    decision = evolve(contact.decision, record=evolve(contact.decision.record, system="mosaic"))
    return keep(front_door, evolve(contact, decision=decision))


def opened_before(front_door: FrontDoor) -> Contact:
    """A contact whose record and episode are in Mosaic."""
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    contact = chosen_before(front_door, reference)
    return keep(front_door, evolve(contact, delivery=evolve(contact.delivery, system="mosaic")))


def keep(front_door: FrontDoor, contact: Contact) -> Contact:
    with front_door.office.work.begin() as tx:
        tx.contacts.save(contact, Deadlines(None, None), ())
    return front_door.contact(contact.reference)


def connect_mosaic(front_door: FrontDoor, **levels: Level) -> None:
    capabilities = Capabilities({Operation(name): level for name, level in levels.items()})
    systems: Any = front_door.systems
    systems.beside = (SourceDescription("mosaic", "Mosaic", capabilities, is_case_management=True),)


def test_an_episode_that_was_to_be_opened_by_hand_is_one_of_the_system_it_was_to_be_opened_in(
    front_door: FrontDoor,
) -> None:
    set_levels(front_door, open_episode=Level.MANUAL)
    reference = front_door.decided()
    chosen_before(front_door, reference)

    record_opened_episode(front_door.office, OFFICER, waiting(front_door)[HandOffKind.EPISODE].id, "E-1")

    assert front_door.contact(reference).delivery == evolve(DELIVERED, system="mosaic")


@pytest.mark.parametrize("level", [Level.NATIVE, Level.ASSISTED, Level.MANUAL, Level.NONE])
def test_what_goes_with_an_episode_elsewhere_is_added_there_by_an_officer(front_door: FrontDoor, level: Level) -> None:
    connect_mosaic(front_door)
    set_levels(front_door, open_episode=Level.NATIVE, add_case_note=level, attach_document=level)
    reference = front_door.decided()
    hand_to_person(front_door.office, claim(front_door), reference, "It belongs to Mosaic")
    chosen_before(front_door, reference)

    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1", "mosaic")

    assert {kind: each.target for kind, each in waiting(front_door).items()} == {
        HandOffKind.CASE_NOTE: "Mosaic",
        HandOffKind.DOCUMENT: "Mosaic",
    }
    assert front_door.queued_kinds() == []
    assert filings(front_door, reference) == [FilingState.BY_HAND, FilingState.BY_HAND]


def test_what_belongs_elsewhere_is_not_sent_again(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    assert can_be_sent_again(front_door.office, front_door.contact(reference))

    assert not can_be_sent_again(front_door.office, chosen_before(front_door, reference))


def test_what_another_system_offered_is_not_there_to_choose_from(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    hand_to_person(front_door.office, claim(front_door), reference, "Look at each", OFFERED)
    assert to_choose_from(front_door.office, OFFICER, front_door.contact(reference)) == OFFERED

    assert to_choose_from(front_door.office, OFFICER, chosen_before(front_door, reference)) == ()


@pytest.mark.parametrize(("level", "can"), [(Level.NATIVE, True), (Level.NONE, False)])
def test_an_episode_elsewhere_can_be_read_where_that_system_is_still_connected(
    front_door: FrontDoor, level: Level, can: bool
) -> None:
    contact = opened_before(front_door)
    assert not can_read_episode(front_door.office, contact)

    connect_mosaic(front_door, read_episode=level)
    assert can_read_episode(front_door.office, contact) is can


def test_without_an_episode_none_can_be_read(front_door: FrontDoor) -> None:
    set_levels(front_door, open_episode=Level.NATIVE, read_episode=Level.NATIVE)
    assert not can_read_episode(front_door.office, front_door.contact(front_door.decided()))
