"""A contact that was sealed: to an officer who did not send it, no surface of the front door's work tells of it."""

from collections.abc import Callable
from typing import Any

import pytest
from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import OTHER_OFFICER, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.delivery_queue import delivery_queue, messages_set_aside, settle_set_aside
from frontdoor_portal.use_cases.figures import live_figures
from frontdoor_portal.use_cases.hand_offs import (
    hand_off_pack,
    record_opened_episode,
    tick_hand_off,
    waiting_hand_offs,
)
from frontdoor_portal.use_cases.models import Action, HandOffKind
from frontdoor_portal.use_cases.notices import outcome_notice
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.take_contact import take_contact

LISTS: dict[str, Callable[[FrontDoor, Professional], list[Reference | None]]] = {
    "hand-offs": lambda door, by: [each.reference for each in waiting_hand_offs(door.office, by)],
    "deliveries": lambda door, by: [each.reference for each in by_hand(door, by).items],
    "messages given up": lambda door, by: [each.reference for each in messages_set_aside(door.office, by)],
}
NUMBERS: dict[str, Callable[[FrontDoor, Professional], int]] = {
    "deliveries": lambda door, by: by_hand(door, by).total,
    "figures": lambda door, by: sum(each.count for each in live_figures(door.office, by).now),
}


@pytest.fixture
def sealed(front_door: FrontDoor) -> Reference:
    """A referral to be opened by hand, whose news to the sender could not be sent; then it was sealed."""
    register_people(front_door.office, DUTY)
    system: Any = front_door.office.episodes
    system.levels = {Operation.OPEN_EPISODE: Level.NONE}
    reference = front_door.decided()
    given_up(front_door, reference)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, reference.value))
    return reference


def given_up(front_door: FrontDoor, reference: Reference) -> None:
    key = outcome_notice(front_door.contact(reference)).key
    with front_door.office.work.begin() as tx:
        while (claimed := tx.outbox.claim("worker", 60)) is not None:
            if claimed.message.key == key:
                tx.outbox.give_up(claimed, "The mail server refused it.")
            else:
                tx.outbox.finish(claimed)


def by_hand(front_door: FrontDoor, by: Professional) -> Any:
    return delivery_queue(front_door.office, by, DeliveryState.BY_HAND)


def given(front_door: FrontDoor, reference: Reference, kind: HandOffKind = HandOffKind.EPISODE) -> str:
    with front_door.office.work.reading() as tx:
        return next(each.id for each in tx.hand_offs.of_contact(reference) if each.kind is kind)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_it_but_a_duty_managers(front_door: FrontDoor, sealed: Reference, name: str) -> None:
    assert (LISTS[name](front_door, OTHER_OFFICER), LISTS[name](front_door, DUTY)) == ([], [sealed])


@pytest.mark.parametrize("name", NUMBERS)
def test_no_number_counts_it(front_door: FrontDoor, sealed: Reference, name: str) -> None:
    assert NUMBERS[name](front_door, OTHER_OFFICER) == 0
    assert NUMBERS[name](front_door, DUTY) > 0, sealed


def test_a_duty_manager_alone_works_on_what_an_officer_held_when_it_was_sealed(front_door: FrontDoor) -> None:
    alone = person(Role.DUTY_MANAGER, COUNCIL, "Ines Ward")
    register_people(front_door.office, alone)
    reference = front_door.taken()
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, reference.value))

    ask_for_details(front_door.office, alone, reference, "Which days?")
    release_contact(front_door.office, alone, reference)
    take_contact(front_door.office, alone, reference)
    decided = decide_contact(
        front_door.office,
        alone,
        reference,
        outcome=Outcome.ADVICE,
        level_of_need="2",
        rationale="One worry",
        message_to_sender="Thank you",
    )

    assert decided.decision is not None
    assert (decided.decision.outcome, decided.decision.decider_role) == (Outcome.ADVICE, "duty_manager")


def test_its_hand_off_is_none_to_an_officer_whatever_they_do_with_it(front_door: FrontDoor, sealed: Reference) -> None:
    hand_off_id = given(front_door, sealed)

    for act in (
        lambda: hand_off_pack(front_door.office, OTHER_OFFICER, hand_off_id),
        lambda: hand_off_pack(front_door.office, OTHER_OFFICER, hand_off_id, Action.EXPORTED_CONTACT),
        lambda: record_opened_episode(front_door.office, OTHER_OFFICER, hand_off_id, "880123"),
    ):
        with pytest.raises(NotVisible):
            act()
    assert hand_off_pack(front_door.office, DUTY, hand_off_id).contact.reference == sealed


def test_what_follows_its_episode_is_ticked_by_nobody_else(front_door: FrontDoor, sealed: Reference) -> None:
    record_opened_episode(front_door.office, DUTY, given(front_door, sealed), "880123")
    case_note = given(front_door, sealed, HandOffKind.CASE_NOTE)

    with pytest.raises(NotVisible):
        tick_hand_off(front_door.office, OTHER_OFFICER, case_note)
    assert tick_hand_off(front_door.office, DUTY, case_note)


def test_a_message_about_it_is_settled_by_nobody_else(front_door: FrontDoor, sealed: Reference) -> None:
    (aside,) = messages_set_aside(front_door.office, DUTY)

    assert not settle_set_aside(front_door.office, OTHER_OFFICER, aside.id)
    assert settle_set_aside(front_door.office, DUTY, aside.id), sealed
