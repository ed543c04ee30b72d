"""After the decision: the episode is recorded with the message that led to it, or a person settles it."""

from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import CaseSystem, person
from reference_portal.tests.unit.use_cases.scene import (
    DOCTOR,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    TEAM,
    FrontDoor,
    Interrupted,
)

from frontdoor.connectors.capabilities import Level
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.delivery_queue import PendingDelivery, delivery_queue
from frontdoor_portal.use_cases.hand_offs import HandOffPack, hand_off_pack, tick_hand_off, waiting_hand_offs
from frontdoor_portal.use_cases.models import Action, AuditEntry, Claimed, HandOff, HandOffKind, Topic
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.use_cases.reading_submission import answered_sections
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode
from frontdoor_portal.use_cases.refusals import LeaseLost, NotPermitted, NotVisible
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand, send_again

DELIVERED = Delivery(DeliveryState.DELIVERED, "E-1", TEAM, system="framework_i")
OUTSIDE_THE_TEAM = [role for role in Role if Permission.TRIAGE not in PERMISSIONS[role]]


def claim(front_door: FrontDoor) -> Claimed:
    """The episode message, leased; the notices are done."""
    episodes: list[Claimed] = []
    with front_door.office.work.begin() as tx:
        while claimed := tx.outbox.claim("worker-1", 60):
            if claimed.message.topic is Topic.OPEN_EPISODE:
                episodes.append(claimed)
            else:
                tx.outbox.finish(claimed)
    [waiting_one] = episodes
    return waiting_one


def episode(reference: Reference, episode_id: str = "E-1") -> Episode:
    return Episode(episode_id, reference, "p-1", "started", TEAM)


def timeline(front_door: FrontDoor, reference: Reference) -> list[EventKind]:
    with front_door.office.work.begin() as tx:
        return [event.kind for event in tx.contacts.timeline(reference)]


def stuck(front_door: FrontDoor) -> Reference:
    reference = front_door.decided()
    hand_to_person(front_door.office, claim(front_door), reference, "Record locked")
    return reference


def waiting(front_door: FrontDoor) -> HandOff:
    (hand_off,) = waiting_hand_offs(front_door.office, OFFICER)
    return hand_off


@pytest.fixture
def reference(front_door: FrontDoor) -> Reference:
    return front_door.decided()


def test_the_episode_is_recorded_and_its_message_done(front_door: FrontDoor, reference: Reference) -> None:
    record_episode(front_door.office, claim(front_door), episode(reference))

    assert front_door.contact(reference).delivery == DELIVERED
    assert timeline(front_door, reference)[-1] is EventKind.EPISODE_OPENED
    assert front_door.queued() == []


def test_the_case_note_waits_to_be_copied_where_the_system_takes_none(
    front_door: FrontDoor, reference: Reference
) -> None:
    record_episode(front_door.office, claim(front_door), episode(reference))

    hand_off = waiting(front_door)
    assert hand_off == HandOff(hand_off.id, reference, HandOffKind.CASE_NOTE, "Framework-i", front_door.clock())


@pytest.mark.parametrize("level", [Level.NATIVE, Level.ASSISTED, Level.NONE])
def test_no_case_note_waits_where_the_system_takes_it_or_none_is_kept(
    front_door: FrontDoor, reference: Reference, level: Level
) -> None:
    system: Any = CaseSystem(case_notes=level)

    record_episode(evolve(front_door.office, episodes=system), claim(front_door), episode(reference))

    assert waiting_hand_offs(front_door.office, OFFICER) == ()
    assert front_door.contact(reference).delivery == DELIVERED


def test_the_same_episode_learnt_twice_is_stored_once(front_door: FrontDoor, reference: Reference) -> None:
    claimed = claim(front_door)
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")
    before = front_door.contact(reference)

    record_episode(front_door.office, claimed, episode(reference))

    assert front_door.contact(reference) == before
    assert timeline(front_door, reference).count(EventKind.EPISODE_OPENED) == 1
    assert len(waiting_hand_offs(front_door.office, OFFICER)) == 1
    assert front_door.queued() == []


def test_another_episode_is_refused_and_its_message_stays(front_door: FrontDoor, reference: Reference) -> None:
    claimed = claim(front_door)
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")

    with pytest.raises(Refused, match="Another episode"):
        record_episode(front_door.office, claimed, episode(reference, "E-2"))

    assert front_door.contact(reference).delivery == DELIVERED
    with front_door.office.work.begin() as tx:
        tx.outbox.give_up(claimed, "A person must look")  # the lease is still this worker's


def test_a_worker_that_lost_its_lease_stores_nothing(front_door: FrontDoor, reference: Reference) -> None:
    claimed = claim(front_door)
    with front_door.office.work.begin() as tx:
        tx.outbox.retry(claimed, 0.0, "Unavailable", outcome_unknown=True)
    before = front_door.contact(reference)

    with pytest.raises(LeaseLost):
        record_episode(front_door.office, claimed, episode(reference))
    with pytest.raises(LeaseLost):
        hand_to_person(front_door.office, claimed, reference, "Record locked")

    assert front_door.contact(reference) == before
    assert waiting_hand_offs(front_door.office, OFFICER) == ()


@pytest.mark.parametrize(("store", "method"), [("contacts", "save"), ("hand_offs", "add")])
def test_what_was_learnt_is_stored_whole_or_the_message_is_still_to_do(
    front_door: FrontDoor, reference: Reference, store: str, method: str
) -> None:
    claimed = claim(front_door)
    failing = Interrupted(front_door.office.work, store, method, RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        record_episode(evolve(front_door.office, work=failing), claimed, episode(reference))
    assert front_door.contact(reference).delivery == Delivery(DeliveryState.WAITING)

    record_episode(front_door.office, claimed, episode(reference))
    assert front_door.contact(reference).delivery == DELIVERED


def test_an_episode_of_no_contact_of_ours_stores_nothing(front_door: FrontDoor, reference: Reference) -> None:
    with pytest.raises(NotVisible):
        record_episode(front_door.office, claim(front_door), episode(Reference.parse("FD-2222-2222")))
    assert front_door.contact(reference).delivery == Delivery(DeliveryState.WAITING)


def test_delivery_that_cannot_go_on_waits_for_a_person_with_the_reason(front_door: FrontDoor) -> None:
    reference = stuck(front_door)

    assert front_door.contact(reference).delivery == Delivery(DeliveryState.NEEDS_A_PERSON, reason="Record locked")
    with front_door.office.work.begin() as tx:
        assert [aside.reason for aside in tx.outbox.set_aside()] == ["Record locked"]


def test_a_person_records_the_episode_they_found(front_door: FrontDoor) -> None:
    reference = stuck(front_door)

    settled = record_episode_by_hand(front_door.office, OTHER_OFFICER, reference, " E-1 ")

    assert settled == front_door.contact(reference)
    assert settled.delivery == DELIVERED
    assert waiting(front_door).reference == reference
    assert front_door.audit(reference)[-1] == AuditEntry(
        front_door.clock(), OTHER_OFFICER.id, Action.CHANGED_CONTACT, str(reference), detail="RecordEpisode"
    )


def test_a_person_has_it_tried_again_and_the_worker_looks_first(front_door: FrontDoor) -> None:
    reference = stuck(front_door)

    again = send_again(front_door.office, OFFICER, reference)

    assert again.delivery == Delivery(DeliveryState.WAITING)
    claimed = claim(front_door)
    assert (claimed.message.payload, claimed.outcome_unknown, claimed.attempts) == (
        {"reference": str(reference)},
        True,
        0,
    )
    assert front_door.audit(reference)[-1].detail == "SendAgain"


@pytest.mark.parametrize("by", [TEACHER, DOCTOR], ids=["sender", "other agency"])
def test_nobody_outside_the_team_settles_a_delivery(front_door: FrontDoor, by: Professional) -> None:
    reference = stuck(front_door)
    before = front_door.contact(reference)
    expected = Refused if by is TEACHER else NotVisible

    with pytest.raises(expected):
        record_episode_by_hand(front_door.office, by, reference, "E-1")
    with pytest.raises(expected):
        send_again(front_door.office, by, reference)
    assert front_door.contact(reference) == before


def test_nothing_is_settled_before_a_decision(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    with pytest.raises(Refused, match="not been decided"):
        record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")
    with pytest.raises(Refused, match="not been decided"):
        send_again(front_door.office, OFFICER, reference)


def test_an_episode_number_is_needed(front_door: FrontDoor) -> None:
    reference = stuck(front_door)

    with pytest.raises(Refused, match="Enter the episode number"):
        record_episode_by_hand(front_door.office, OFFICER, reference, " ")


def test_the_queues_hold_what_waits_and_what_needs_a_person(front_door: FrontDoor) -> None:
    decided_at = front_door.clock()
    troubled = stuck(front_door)
    front_door.clock.pass_time(hours=1)
    on_its_way = front_door.decided()
    front_door.decided(Outcome.ADVICE)

    queues = {
        state: delivery_queue(front_door.office, MANAGER, state).items
        for state in (DeliveryState.WAITING, DeliveryState.NEEDS_A_PERSON)
    }

    assert queues == {
        DeliveryState.WAITING: (PendingDelivery(on_its_way, "Z.N.", TEAM, "", front_door.clock()),),
        DeliveryState.NEEDS_A_PERSON: (PendingDelivery(troubled, "Z.N.", TEAM, "Record locked", decided_at),),
    }
    assert [entry.actor_id for entry in front_door.audit("delivery_queue")] == [MANAGER.id] * 2


def test_a_delivery_tried_again_waits_since_then(front_door: FrontDoor) -> None:
    reference = stuck(front_door)
    front_door.clock.pass_time(hours=3)
    send_again(front_door.office, OFFICER, reference)

    (pending,) = delivery_queue(front_door.office, OFFICER, DeliveryState.WAITING).items

    assert pending.since == front_door.clock()


def test_a_case_note_is_ready_to_copy_and_seeing_it_is_written_down(
    front_door: FrontDoor, reference: Reference
) -> None:
    record_episode(front_door.office, claim(front_door), episode(reference))
    hand_off = waiting(front_door)

    pack = hand_off_pack(front_door.office, OTHER_OFFICER, hand_off.id)

    contact = front_door.contact(reference)
    sections = answered_sections(front_door.office, contact)
    assert pack == HandOffPack(hand_off, contact, sections, episodes=(contact.delivery.episode_id,))
    assert front_door.audit(reference)[-1] == AuditEntry(
        front_door.clock(),
        OTHER_OFFICER.id,
        Action.VIEWED_CONTACT,
        str(reference),
        "Triage at the front door",
        "hand_off",
    )


def test_a_look_at_the_list_of_case_notes_is_written_down(front_door: FrontDoor, reference: Reference) -> None:
    record_episode(front_door.office, claim(front_door), episode(reference))

    listed = waiting_hand_offs(front_door.office, OFFICER)

    assert [hand_off.reference for hand_off in listed] == [reference]
    assert front_door.audit("hand_offs") == [
        AuditEntry(front_door.clock(), OFFICER.id, Action.LISTED_CONTACTS, "hand_offs", "Triage at the front door")
    ]


def test_a_case_note_is_ticked_off_once(front_door: FrontDoor, reference: Reference) -> None:
    record_episode(front_door.office, claim(front_door), episode(reference))
    hand_off = waiting(front_door)

    ticks = [tick_hand_off(front_door.office, by, hand_off.id) for by in (OFFICER, OTHER_OFFICER)]

    assert ticks == [True, False]
    assert waiting_hand_offs(front_door.office, OFFICER) == ()
    with front_door.office.work.begin() as tx:
        done = tx.hand_offs.get(hand_off.id)
    assert done == evolve(hand_off, done_by=OFFICER.name, done_at=front_door.clock())
    ticked = [entry.actor_id for entry in front_door.audit(reference) if entry.action is Action.HANDED_OFF]
    assert ticked == [OFFICER.id]


def test_a_hand_off_that_is_not_there(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        hand_off_pack(front_door.office, OFFICER, "made up")
    with pytest.raises(NotVisible):
        tick_hand_off(front_door.office, OFFICER, "made up")


@pytest.mark.parametrize("role", OUTSIDE_THE_TEAM)
def test_deliveries_and_hand_offs_are_the_teams(front_door: FrontDoor, role: Role) -> None:
    by, office = person(role), front_door.office

    for attempt in (
        lambda: delivery_queue(office, by, DeliveryState.WAITING),
        lambda: waiting_hand_offs(office, by),
        lambda: hand_off_pack(office, by, "any"),
        lambda: tick_hand_off(office, by, "any"),
    ):
        with pytest.raises(NotPermitted):
            attempt()
