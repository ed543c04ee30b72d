"""A council has gone from one case system to another: no number of the old one is ever used in the new one."""

import pytest
from attrs import evolve, frozen
from reference_portal.tests.unit.delivery.scene import CONCERN, REFERENCE, scene
from reference_portal.tests.unit.delivery.test_filing import BOTH, FILE, NOTE, states

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.triage import ChosenRecord
from frontdoor_portal.use_cases.filing import FILINGS
from frontdoor_portal.use_cases.models import Message
from frontdoor_portal.use_cases.sources import SourceDescription

MOSAIC = SourceDescription("mosaic", "Mosaic", Capabilities(), is_case_management=True)


@frozen
class Connected:
    """A gateway that is asked for nothing but which systems there are."""

    systems: tuple[SourceDescription, ...] = ()

    def sources(self) -> tuple[SourceDescription, ...]:
        return self.systems


def sentence(was: str) -> str:
    return (
        f"Whose record it is was chosen in {was}, and referrals go to Framework-i now. Look in {was} whether an "
        "episode was opened there. If none was, find the child in Framework-i. "
        "Open the episode in Framework-i yourself and enter its number here."
    )


def chosen(record: ChosenRecord, delivery: Delivery = CONCERN.delivery) -> Contact:
    assert CONCERN.decision is not None
    return evolve(CONCERN, decision=evolve(CONCERN.decision, record=record), delivery=delivery)


@pytest.mark.parametrize("person_id", ["p-1", None])
@pytest.mark.parametrize("delivery", [Delivery(DeliveryState.WAITING), Delivery(DeliveryState.QUEUED, ticket="T-1")])
def test_what_was_chosen_in_another_system_opens_nothing_in_this_one(person_id: str | None, delivery: Delivery) -> None:
    done = scene(chosen(ChosenRecord(person_id, system="mosaic"), delivery), gateway=Connected())
    done.work()
    handed = Delivery(DeliveryState.NEEDS_A_PERSON, reason=sentence("mosaic"))
    assert (done.delivery, done.vendor.asked) == (handed, [])


def test_a_system_that_is_still_connected_is_called_what_readers_call_it() -> None:
    done = scene(chosen(ChosenRecord("p-1", system="mosaic")), gateway=Connected((MOSAIC,)))
    done.work()
    assert done.delivery.reason == sentence("Mosaic")


@pytest.mark.parametrize("system", ["framework-i", ""])
def test_what_was_chosen_in_this_system_or_before_that_was_noted_is_opened(system: str) -> None:
    done = scene(chosen(ChosenRecord("p-1", system=system)))
    done.work()
    assert (done.delivery.state, done.vendor.asked) == (DeliveryState.DELIVERED, ["open"])


def test_what_follows_an_episode_of_another_system_is_for_a_person_to_add_there() -> None:
    delivered = Delivery(DeliveryState.DELIVERED, "M1", "Assessment 1", system="mosaic")
    done = scene(evolve(CONCERN, delivery=delivered), gateway=Connected())
    done.vendor.can(BOTH)
    for filing in FILINGS.values():
        done.memory.put(Message(filing.key(REFERENCE), filing.topic, {"reference": str(REFERENCE)}))
    done.work()
    reason = "Its episode is in mosaic, and this service writes to Framework-i now."
    assert (states(done), done.vendor.asked) == ({NOTE: "done", FILE: "done"}, [])
    assert [(each.target, each.reason) for each in done.memory.copied_by_hand] == [("mosaic", reason)] * 2
