"""What officers do where a system cannot: open the episode by hand, choose among records, ask what became of it."""

from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import CaseSystem, person
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, TEACHER, TEAM, FrontDoor
from reference_portal.tests.unit.use_cases.test_delivery import DELIVERED, claim, episode, timeline

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import ChosenRecord, OfferedRecord, Outcome, RecordChoice
from frontdoor.workflow.commands import DoubtDelivery
from frontdoor.workflow.decide import decide
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.delivery_queue import PendingDelivery, delivery_queue
from frontdoor_portal.use_cases.filing import FilingState
from frontdoor_portal.use_cases.hand_offs import record_opened_episode, tick_hand_off, waiting_hand_offs
from frontdoor_portal.use_cases.models import Action, AuditEntry, HandOff, HandOffKind
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.use_cases.read_episode import read_episode
from frontdoor_portal.use_cases.reading_submission import episode_request_of
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode, record_ticket
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.settle_delivery import choose_record, record_episode_by_hand
from frontdoor_portal.use_cases.view_contact import view_contact

OUTSIDE_THE_TEAM = [role for role in Role if Permission.TRIAGE not in PERMISSIONS[role]]
OFFERED = (OfferedRecord("p-7", PersonName("Zaynab", "Nkemelu")), OfferedRecord("p-8", PersonName("Z. N.")))
BOTH = ("p-7", "p-8")


def set_levels(front_door: FrontDoor, **levels: Level) -> CaseSystem:
    system: Any = front_door.office.episodes
    system.levels = {Operation(name): level for name, level in levels.items()}
    assert isinstance(system, CaseSystem)
    return system


@pytest.fixture(params=[Level.MANUAL, Level.NONE])
def by_hand(front_door: FrontDoor, request: pytest.FixtureRequest) -> Reference:
    """A referral that no system takes from the portal."""
    set_levels(front_door, open_episode=request.param)
    return front_door.decided()


def waiting(front_door: FrontDoor) -> dict[HandOffKind, HandOff]:
    return {each.kind: each for each in waiting_hand_offs(front_door.office, OFFICER)}


def test_a_decision_that_no_system_takes_is_an_episode_to_open_by_hand(
    front_door: FrontDoor, by_hand: Reference
) -> None:
    hand_off = waiting(front_door)[HandOffKind.EPISODE]
    assert hand_off == HandOff(hand_off.id, by_hand, HandOffKind.EPISODE, "Framework-i", front_door.clock())
    assert front_door.contact(by_hand).delivery == Delivery(DeliveryState.BY_HAND)
    assert front_door.queued_kinds() == ["receipt", "outcome"]


def test_it_stands_in_a_queue_of_its_own_that_leads_to_the_hand_off(front_door: FrontDoor, by_hand: Reference) -> None:
    hand_off = waiting(front_door)[HandOffKind.EPISODE]
    assert delivery_queue(front_door.office, MANAGER, DeliveryState.BY_HAND).items == (
        PendingDelivery(by_hand, "Z.N.", TEAM, "", front_door.clock(), hand_off_id=hand_off.id),
    )
    assert delivery_queue(front_door.office, MANAGER, DeliveryState.WAITING).items == ()


def test_another_outcome_gives_nobody_an_episode_to_open(front_door: FrontDoor) -> None:
    set_levels(front_door, open_episode=Level.MANUAL)
    front_door.decided(Outcome.ADVICE)
    assert waiting(front_door) == {}


def test_its_number_records_the_episode_and_ticks_the_hand_off(front_door: FrontDoor, by_hand: Reference) -> None:
    hand_off = waiting(front_door)[HandOffKind.EPISODE]

    assert record_opened_episode(front_door.office, OFFICER, hand_off.id, " E-1 ")

    assert front_door.contact(by_hand).delivery == DELIVERED
    assert list(waiting(front_door)) == [HandOffKind.CASE_NOTE]
    assert [(entry.action, entry.detail) for entry in front_door.audit(by_hand)][-2:] == [
        (Action.CHANGED_CONTACT, "RecordEpisode"),
        (Action.HANDED_OFF, ""),
    ]
    assert not record_opened_episode(front_door.office, MANAGER, hand_off.id, "E-2")


def test_a_number_given_elsewhere_ticks_it_as_well(front_door: FrontDoor, by_hand: Reference) -> None:
    record_episode_by_hand(front_door.office, OFFICER, by_hand, "E-1")
    assert HandOffKind.EPISODE not in waiting(front_door)


def test_without_a_number_it_stays_to_be_done(front_door: FrontDoor, by_hand: Reference) -> None:
    hand_off = waiting(front_door)[HandOffKind.EPISODE]
    with pytest.raises(Refused, match="Enter the episode number"):
        record_opened_episode(front_door.office, OFFICER, hand_off.id, " ")
    with pytest.raises(NotVisible):
        tick_hand_off(front_door.office, OFFICER, hand_off.id)
    assert waiting(front_door)[HandOffKind.EPISODE] == hand_off
    assert front_door.contact(by_hand).delivery.state is DeliveryState.BY_HAND


def test_only_an_episode_is_ticked_with_a_number(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    with pytest.raises(NotVisible):
        record_opened_episode(front_door.office, OFFICER, waiting(front_door)[HandOffKind.CASE_NOTE].id, "E-2")


@pytest.mark.parametrize("role", OUTSIDE_THE_TEAM)
def test_episodes_are_the_teams_to_open_and_to_read(front_door: FrontDoor, role: Role) -> None:
    reference = front_door.decided()
    with pytest.raises(NotPermitted):
        record_opened_episode(front_door.office, person(role), "any", "E-1")
    with pytest.raises(NotPermitted):
        read_episode(front_door.office, person(role), reference)


def test_a_file_that_was_queued_is_told_by_its_ticket(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    queued = evolve(episode(reference, "file-7"), queued=True)
    record_ticket(front_door.office, claim(front_door), queued, 300.0)
    assert delivery_queue(front_door.office, MANAGER, DeliveryState.QUEUED).items == (
        PendingDelivery(reference, "Z.N.", TEAM, "", front_door.clock(), ticket="file-7"),
    )
    assert front_door.queued_kinds() == []  # due in five minutes


@pytest.fixture
def offered(front_door: FrontDoor) -> Reference:
    """A referral to a new record, of a child that the system takes for one of two it knows."""
    reference = front_door.taken()
    decide_contact(
        front_door.office,
        OFFICER,
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        record=ChosenRecord(None),
        team=TEAM,
    )
    hand_to_person(front_door.office, claim(front_door), reference, "Look at each", OFFERED)
    return reference


def test_a_record_that_was_chosen_is_what_the_episode_is_asked_for(front_door: FrontDoor, offered: Reference) -> None:
    contact = choose_record(front_door.office, OFFICER, offered, "p-7", BOTH)

    request = episode_request_of(front_door.office, contact)
    assert (request.person_id, request.new_person) == ("p-7", None)
    claimed = claim(front_door)
    assert (claimed.message.payload, claimed.outcome_unknown) == ({"reference": str(offered)}, True)


def test_a_new_record_is_asked_for_in_spite_of_those_that_were_offered(
    front_door: FrontDoor, offered: Reference
) -> None:
    contact = choose_record(front_door.office, OFFICER, offered, None, BOTH)

    new_person = episode_request_of(front_door.office, contact).new_person
    assert new_person is not None
    assert new_person.not_the_same_as == BOTH


def test_who_chose_and_when_is_kept_audited_and_on_the_timeline(front_door: FrontDoor, offered: Reference) -> None:
    choose_record(front_door.office, OFFICER, offered, None, BOTH)

    now = front_door.clock()
    choice = RecordChoice(ChosenRecord(None, system="framework_i"), BOTH, OFFICER.name, now, BOTH)
    assert front_door.contact(offered).record_choice == choice
    assert front_door.audit(offered)[-1] == AuditEntry(
        now, OFFICER.id, Action.CHANGED_CONTACT, str(offered), detail="ChooseRecord"
    )
    assert timeline(front_door, offered)[-1] is EventKind.RECORD_CHOSEN


def test_a_system_that_cannot_be_asked_is_sent_it_at_once(front_door: FrontDoor, offered: Reference) -> None:
    set_levels(front_door, find_episode=Level.NONE)
    choose_record(front_door.office, OFFICER, offered, "p-7", BOTH)
    assert claim(front_door).outcome_unknown is False


def test_somebody_outside_the_team_chooses_nothing(front_door: FrontDoor, offered: Reference) -> None:
    with pytest.raises(Refused, match="Your role"):
        choose_record(front_door.office, TEACHER, offered, "p-7", BOTH)
    assert front_door.contact(offered).delivery.offered == OFFERED


def filings(front_door: FrontDoor, reference: Reference) -> list[FilingState]:
    return [each.state for each in view_contact(front_door.office, OFFICER, reference).filings]


def test_a_contacts_page_tells_where_each_part_is(front_door: FrontDoor) -> None:
    set_levels(front_door, attach_document=Level.NATIVE)
    reference = front_door.decided()
    states = [filings(front_door, reference)]
    record_episode(front_door.office, claim(front_door), episode(reference))
    states.append(filings(front_door, reference))
    with front_door.office.work.begin() as tx:
        document = tx.outbox.claim("worker", 60)
        assert document is not None
        tx.outbox.finish(document)
    tick_hand_off(front_door.office, OFFICER, waiting(front_door)[HandOffKind.CASE_NOTE].id)
    states.append(filings(front_door, reference))
    assert states == [
        [FilingState.TO_COME, FilingState.TO_COME],
        [FilingState.BY_HAND, FilingState.WAITING],
        [FilingState.COPIED, FilingState.FILED],
    ]


@pytest.mark.parametrize("level", [Level.NATIVE, Level.MANUAL])
def test_what_an_earlier_episode_had_is_for_a_person_to_look_for_in_the_new_one(
    front_door: FrontDoor, level: Level
) -> None:
    set_levels(front_door, attach_document=level)
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    finish_everything(front_door)
    doubted(front_door, reference)
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-2")
    reason = "An earlier episode had it. Look whether episode E-2 in Framework-i has it, and add it if not."
    assert {kind: each.reason for kind, each in waiting(front_door).items()} == {
        HandOffKind.CASE_NOTE: reason,
        HandOffKind.DOCUMENT: reason,
    }
    assert filings(front_door, reference) == [FilingState.BY_HAND, FilingState.BY_HAND]


def test_an_episode_that_was_doubted_without_cause_asks_for_nothing_again(front_door: FrontDoor) -> None:
    set_levels(front_door, attach_document=Level.NATIVE)
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    finish_everything(front_door)
    doubted(front_door, reference)
    record_episode_by_hand(front_door.office, OFFICER, reference, "E-1")
    assert filings(front_door, reference) == [FilingState.COPIED, FilingState.FILED]


def finish_everything(front_door: FrontDoor) -> None:
    """The worker files what it can, and an officer does the rest."""
    with front_door.office.work.begin() as tx:
        while claimed := tx.outbox.claim("worker", 60):
            tx.outbox.finish(claimed)
    for each in waiting(front_door).values():
        tick_hand_off(front_door.office, OFFICER, each.id)


def doubted(front_door: FrontDoor, reference: Reference) -> None:
    office = front_door.office
    with office.work.begin() as tx:
        contact = front_door.contact(reference)
        store_change(office, tx, decide(contact, DoubtDelivery("Not there"), office.now(), office.rules))


def test_what_nobody_promised_is_said_to_be_nowhere(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    assert filings(front_door, reference) == [FilingState.BY_HAND, FilingState.NOT_PROMISED]
    assert filings(front_door, front_door.decided(Outcome.ADVICE)) == []


def test_an_episode_is_read_from_its_system_and_that_is_written_down(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    front_door.systems.episodes = (episode(reference),)

    now = read_episode(front_door.office, OFFICER, reference)

    assert (now.contact, now.answer.items) == (front_door.contact(reference), (episode(reference),))
    purpose = f"Follow up {reference}"
    assert front_door.systems.calls == [Call(OFFICER.id, purpose)]
    assert front_door.audit(reference)[-1] == AuditEntry(
        front_door.clock(), OFFICER.id, Action.VIEWED_EPISODE, str(reference), purpose
    )


def test_an_episode_that_cannot_be_read_says_why(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    front_door.systems.care_state = SourceState.DID_NOT_ANSWER
    assert read_episode(front_door.office, OFFICER, reference).answer.state is SourceState.DID_NOT_ANSWER


def test_without_an_episode_there_is_nothing_to_read(front_door: FrontDoor) -> None:
    with pytest.raises(NotVisible):
        read_episode(front_door.office, OFFICER, front_door.decided())
