"""Each night what was delivered is looked for in the case system, and what differs waits for a person, once."""

from collections import Counter
from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.fakes import CaseSystem
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEAM, FrontDoor, Interrupted
from reference_portal.tests.unit.use_cases.test_delivery import DELIVERED, claim, episode, timeline

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode
from frontdoor.connectors.failures import Unavailable, Unsupported
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.judging_episode import Amiss
from frontdoor_portal.use_cases.reconcile import Reconciled, reconcile
from frontdoor_portal.use_cases.record_episode import record_episode
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand, send_again


@pytest.fixture
def delivered(front_door: FrontDoor) -> Reference:
    """A referral whose episode is E-1."""
    reference = front_door.decided()
    record_episode(front_door.office, claim(front_door), episode(reference))
    return reference


def holds(front_door: FrontDoor, *episodes: Episode) -> CaseSystem:
    system: Any = front_door.office.episodes
    system.episodes = episodes
    assert isinstance(system, CaseSystem)
    return system


def found(**kinds: int) -> Reconciled:
    return Reconciled(1, 0, Counter({Amiss(kind): number for kind, number in kinds.items()}))


def needs_a_person(front_door: FrontDoor, reference: Reference) -> str:
    delivery = front_door.contact(reference).delivery
    assert delivery == Delivery(DeliveryState.NEEDS_A_PERSON, reason=delivery.reason)
    return delivery.reason


def test_what_is_as_it_was_recorded_is_left_alone(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door, episode(delivered))
    done = reconcile(front_door.office, 7)
    assert (done, done.all_is_well, front_door.contact(delivered).delivery) == (found(), True, DELIVERED)


def test_an_episode_that_is_gone_waits_for_a_person(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door)
    done = reconcile(front_door.office, 7)
    assert (done, done.all_is_well) == (found(missing=1), False)
    assert needs_a_person(front_door, delivered) == (
        f"Framework-i has no episode for {delivered}, although E-1 is recorded here. "
        "Find out in Framework-i what became of it."
    )
    assert timeline(front_door, delivered)[-1] is EventKind.DELIVERY_DOUBTED


def test_an_episode_that_was_opened_twice_is_for_a_person_to_merge(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door, evolve(episode(delivered), twins=("E-2", "E-3")))
    assert reconcile(front_door.office, 7) == found(twice=1)
    assert needs_a_person(front_door, delivered) == (
        f"Framework-i has more than one episode for {delivered}: E-1, E-2, E-3. "
        "Merge them in Framework-i, and enter the number of the one that stays here."
    )


def test_an_episode_on_another_record_waits_for_a_person(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door, evolve(episode(delivered), person_id="p-2"))
    assert reconcile(front_door.office, 7) == found(another_record=1)
    assert "on a different record from the one chosen" in needs_a_person(front_door, delivered)


def test_an_episode_under_another_number_waits_for_a_person(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door, episode(delivered, "E-9"))
    assert reconcile(front_door.office, 7) == found(another_number=1)
    assert needs_a_person(front_door, delivered) == (
        f"Framework-i has episode E-9 for {delivered}, and E-1 is recorded here. "
        "Look in Framework-i, and enter the number that is right."
    )


def test_a_system_that_does_not_answer_proves_nothing(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door).failures = [Unavailable("down")]
    done = reconcile(front_door.office, 7)
    assert (done, done.all_is_well) == (Reconciled(1, 1, Counter()), False)
    assert front_door.contact(delivered).delivery == DELIVERED


def test_what_a_person_has_looked_at_is_not_brought_up_again(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door, evolve(episode(delivered), twins=("E-2",)))
    reconcile(front_door.office, 7)
    record_episode_by_hand(front_door.office, OFFICER, delivered, "E-1")
    assert (reconcile(front_door.office, 7), front_door.contact(delivered).delivery) == (found(), DELIVERED)


def test_what_a_person_puts_right_meanwhile_is_not_doubted(front_door: FrontDoor, delivered: Reference) -> None:
    @define
    class Slow(CaseSystem):
        def find_episode(self, *_: object) -> None:
            with front_door.office.work.begin() as tx:
                contact = front_door.contact(delivered)
                renumbered = evolve(contact, delivery=evolve(contact.delivery, episode_id="E-9"))
                tx.contacts.save(renumbered, Deadlines(None, None), ())

    slow: Any = Slow()
    assert reconcile(evolve(front_door.office, episodes=slow), 7) == found()
    assert front_door.contact(delivered).delivery == Delivery(
        DeliveryState.DELIVERED, "E-9", TEAM, system="framework_i"
    )


def test_what_somebody_changes_at_the_same_moment_is_left_to_the_next_comparison(
    front_door: FrontDoor, delivered: Reference
) -> None:
    holds(front_door)
    quicker: Any = Interrupted(front_door.office.work, "contacts", "save", Stale())
    assert reconcile(evolve(front_door.office, work=quicker), 7) == found()
    assert front_door.contact(delivered).delivery == DELIVERED
    assert reconcile(front_door.office, 7) == found(missing=1)


def test_a_missing_one_can_be_sent_again(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door)
    reconcile(front_door.office, 7)
    send_again(front_door.office, OFFICER, delivered)
    claimed = claim(front_door)
    assert (claimed.message.payload, claimed.outcome_unknown) == ({"reference": str(delivered)}, True)


def test_only_what_was_received_lately_is_looked_for(front_door: FrontDoor, delivered: Reference) -> None:
    holds(front_door)
    front_door.clock.pass_time(days=8)
    assert reconcile(front_door.office, 7) == Reconciled(0, 0, Counter())
    assert reconcile(front_door.office, 9) == found(missing=1)
    assert front_door.contact(delivered).delivery.state is DeliveryState.NEEDS_A_PERSON


def test_what_is_still_on_its_way_is_not_looked_for(front_door: FrontDoor) -> None:
    front_door.decided()
    holds(front_door).failures = [AssertionError("asked for nothing")]
    assert reconcile(front_door.office, 7) == Reconciled(0, 0, Counter())


def test_a_system_that_cannot_be_asked_is_said_to_be_one(front_door: FrontDoor, delivered: Reference) -> None:  # noqa: ARG001
    holds(front_door).levels = {Operation.FIND_EPISODE: Level.NONE}
    with pytest.raises(Unsupported, match="Framework-i cannot be asked for its episodes"):
        reconcile(front_door.office, 7)


def test_a_system_that_has_hardly_any_of_them_is_an_operators_affair_and_no_officers(front_door: FrontDoor) -> None:
    references = []
    for _ in range(11):
        references.append(front_door.decided())
        record_episode(front_door.office, claim(front_door), episode(references[-1]))
    holds(front_door)

    done = reconcile(front_door.office, 7)

    assert (done, done.all_is_well) == (Reconciled(11, 0, Counter(), not_believed=11), False)
    assert {front_door.contact(reference).delivery for reference in references} == {DELIVERED}


def test_an_episode_of_a_system_that_was_used_before_is_not_looked_for_in_this_one(
    front_door: FrontDoor, delivered: Reference
) -> None:
    holds(front_door)
    before = front_door.contact(delivered)
    with front_door.office.work.begin() as tx:
        tx.contacts.save(evolve(before, delivery=evolve(before.delivery, system="mosaic")), Deadlines(None, None), ())

    assert reconcile(front_door.office, 7) == Reconciled(0, 0, Counter())
