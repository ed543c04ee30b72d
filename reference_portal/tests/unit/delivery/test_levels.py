"""Systems that take episodes in later, that cannot be asked for one, or that take a child for another."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.delivery.queue_in_memory import Killed
from reference_portal.tests.unit.delivery.scene import CONCERN, REFERENCE, URGENT, scene
from reference_portal.tests.unit.delivery.test_episodes import DELIVERED, KEY, needs_a_person, state
from reference_portal.tests.unit.delivery.vendor import Vendor, fails, keeps_and_fails

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest, EpisodeStage
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    DuplicateSuspected,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.domain.triage import ChosenRecord, OfferedRecord

NO_LOOK_UP = {Operation.FIND_EPISODE: Level.NONE}
IS_IT_THERE = (
    "Is FD-2222-2222 in Framework-i? Its answer did not reach us, and it cannot be asked from here. "
    "If it is there, enter its number here. If it is not, send it again."
)


@pytest.mark.parametrize("failure", [OutcomeUnknown("cut off"), ContractMismatch("a login page")])
def test_where_nobody_can_look_an_unknown_outcome_is_a_question_at_once(failure: ConnectorFailure) -> None:
    done = scene()
    done.vendor.can(NO_LOOK_UP)
    done.vendor.script = [keeps_and_fails(failure)]
    done.work()
    assert state(done) == (needs_a_person(IS_IT_THERE), "aside", ["open"])


def test_where_nobody_can_look_a_worker_that_died_leaves_the_same_question() -> None:
    done = scene()
    done.vendor.can(NO_LOOK_UP)
    done.vendor.script = [keeps_and_fails(Killed())]
    done.work_until_quiet()
    assert state(done) == (needs_a_person(IS_IT_THERE), "aside", ["open"])


def test_where_nobody_can_look_a_passing_failure_is_tried_again() -> None:
    done = scene()
    done.vendor.can(NO_LOOK_UP)
    done.vendor.script = [fails(Unavailable("down"))]
    done.work_until_quiet()
    assert state(done) == (DELIVERED, "done", ["open", "open"])


@pytest.mark.parametrize(("after", "due"), [(2.0, 5.0), (60.0, 60.0), (86_400.0, 900.0)])
def test_a_system_that_asks_to_wait_is_left_alone_within_reason(after: float, due: float) -> None:
    done = scene()
    done.vendor.script = [fails(RateLimited(after))]
    done.work()
    assert (done.delivery, done.memory.rows[KEY].due) == (Delivery(DeliveryState.WAITING), due)


def test_a_system_that_goes_on_asking_to_wait_leads_to_a_person() -> None:
    done = scene(URGENT)
    done.vendor.script = [fails(RateLimited(86_400))] * 10
    done.work_until_quiet()
    assert (done.delivery.state, done.memory.seconds) == (DeliveryState.NEEDS_A_PERSON, 900.0)


def queued(_: Vendor, request: EpisodeRequest) -> Episode:
    """The system puts the episode into a file to import, and keeps no episode yet."""
    return Episode("file-7", request.reference, "", "queued", "", queued=True)


def imported(*_: Any) -> Episode:
    return Episode("E1", REFERENCE, "p-1", "started", "Assessment 1")


def not_yet(*_: Any) -> None:
    return None


def still_queued(*_: Any) -> Episode:
    return Episode("file-7", REFERENCE, "", "queued", "", queued=True)


@pytest.mark.parametrize("waiting", [not_yet, still_queued], ids=["not known yet", "known by its ticket"])
def test_a_file_is_known_by_its_ticket_until_the_episode_has_a_number(waiting: Callable[..., Any]) -> None:
    done = scene()
    done.vendor.script = [queued, waiting, imported]
    done.work()
    first = state(done)
    done.work_until_quiet()
    assert first == (Delivery(DeliveryState.QUEUED, ticket="file-7"), "waiting", ["open"])
    assert state(done) == (DELIVERED, "done", ["open", "find", "find"])
    assert done.memory.happened == ("episode_queued", "episode_opened")


def test_a_file_is_looked_for_at_intervals() -> None:
    done = scene(draw=lambda: 0.0)
    done.vendor.script = [queued, not_yet]
    done.work()
    first = done.memory.rows[KEY].due
    done.wait(300)
    done.work()
    assert (first, done.memory.rows[KEY].due) == (300.0, 600.0)


def test_a_file_that_is_never_taken_in_leads_to_a_person() -> None:
    done = scene()
    done.vendor.script = [queued, *[not_yet] * 400]
    done.work_until_quiet()
    reason = (
        "file-7 was queued for Framework-i, which has not taken it in. Find out why. If it is there now, enter its "
        "number here. Then send it again, or open the episode in Framework-i yourself and enter its number here."
    )
    assert (state(done)[:2], set(done.vendor.asked)) == ((needs_a_person(reason), "aside"), {"open", "find"})


def test_a_file_that_was_refused_is_for_a_person_at_once() -> None:
    done = scene()
    done.vendor.script = [queued, lambda *_: evolve(still_queued(), stage=EpisodeStage.CANCELLED)]
    done.work()
    done.wait(300)
    done.work()
    assert (done.delivery.state, done.vendor.asked) == (DeliveryState.NEEDS_A_PERSON, ["open", "find"])


def test_a_file_that_was_refused_and_is_sent_again_is_for_a_person_at_once() -> None:
    refused = evolve(still_queued(), stage=EpisodeStage.CANCELLED)
    done = scene()
    done.vendor.script = [fails(OutcomeUnknown("cut off")), lambda *_: refused]
    done.work()
    done.wait(300)
    done.work()
    assert (done.delivery.state, done.vendor.asked) == (DeliveryState.NEEDS_A_PERSON, ["open", "find"])
    assert done.delivery.reason.startswith("file-7 was queued for Framework-i, which has not taken it in.")


def test_a_file_that_nobody_can_ask_for_is_a_question_for_a_person() -> None:
    done = scene()
    done.vendor.can({Operation.OPEN_EPISODE: Level.ASSISTED, **NO_LOOK_UP})
    done.vendor.script = [queued]
    done.work_until_quiet()
    reason = (
        "file-7 was queued for Framework-i, which cannot be asked from here whether it has taken it in. "
        "Enter the episode’s number here once it is there."
    )
    assert state(done) == (needs_a_person(reason), "aside", ["open"])


def test_an_episode_that_was_opened_twice_is_for_a_person_to_merge() -> None:
    done = scene()
    done.vendor.script = [
        keeps_and_fails(OutcomeUnknown("cut off")),
        lambda *_: evolve(imported(), twins=("E2",)),
    ]
    done.work_until_quiet()
    reason = (
        "Framework-i has more than one episode for FD-2222-2222: E1, E2. "
        "Merge them in Framework-i, and enter the number of the one that stays here."
    )
    assert state(done) == (needs_a_person(reason), "aside", ["open", "find"])


assert CONCERN.decision is not None
NEW_PERSON = evolve(CONCERN, decision=evolve(CONCERN.decision, record=ChosenRecord(None)))
KNOWN = PersonRecord("p-7", PersonName("Zaynab", "Nkemelu"), birth_date=BirthDate(CONCERN.received_at.date()))
KNOWN_ALREADY = (
    "Framework-i believes that it knows this child. Where records are offered here, look at each, and say whose record "
    "it is. Where none is, look for the child in Framework-i, open the episode there yourself and enter its number "
    "here. If you do not find the child, a duty manager settles this."
)
HIDDEN = PersonRecord("p-8", PersonName("Z. N."), restricted=True)


def test_records_that_may_be_the_childs_wait_for_an_officer_and_nothing_is_created() -> None:
    done = scene(NEW_PERSON)
    done.vendor.script = [fails(DuplicateSuspected([KNOWN, HIDDEN]))]
    done.work()
    assert (done.delivery, done.vendor.episodes) == (
        Delivery(
            DeliveryState.NEEDS_A_PERSON,
            reason=KNOWN_ALREADY,
            offered=(
                OfferedRecord("p-7", KNOWN.name, KNOWN.birth_date),
                OfferedRecord("p-8", HIDDEN.name, restricted=True),
            ),
        ),
        [],
    )


def test_a_duplicate_that_is_not_named_is_looked_for_by_a_person() -> None:
    done = scene(NEW_PERSON)
    done.vendor.script = [fails(DuplicateSuspected([]))]
    done.work()
    assert done.delivery == needs_a_person(KNOWN_ALREADY)
