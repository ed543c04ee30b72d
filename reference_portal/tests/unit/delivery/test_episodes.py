"""How each end of a call becomes a state of the delivery, and what an officer reads of it."""

import pytest
from attrs import evolve
from reference_portal.tests.unit.delivery.scene import CONCERN, OFFICER, REFERENCE, URGENT, Scene, scene
from reference_portal.tests.unit.delivery.vendor import Vendor, fails, keeps_and_fails
from structlog.testing import capture_logs

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
    Unsupported,
)
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.triage import ChosenRecord
from frontdoor_portal.use_cases.models import Message, Topic

BY_HAND = "Open the episode in Framework-i yourself and enter its number here."
AGAIN = "Then send it again, or open the episode in Framework-i yourself and enter its number here."
UNKNOWN = (
    "We could not find out whether Framework-i has an episode for this. Look for FD-2222-2222 in Framework-i. "
    "If it is there, enter its number here. If it is not, send it again."
)
DELIVERED = Delivery(DeliveryState.DELIVERED, "E1", "Assessment 1", system="framework-i")
KEY = f"open_episode/{REFERENCE}"


def needs_a_person(reason: str) -> Delivery:
    return Delivery(DeliveryState.NEEDS_A_PERSON, reason=reason)


def state(done: Scene) -> tuple[Delivery, str, list[str]]:
    """Where the contact, its message and the vendor stand."""
    return done.delivery, done.memory.rows[KEY].state, list(done.vendor.asked)


def test_an_episode_is_opened_once_and_stored_with_its_message() -> None:
    done = scene()
    done.work()
    assert (state(done), done.memory.happened) == ((DELIVERED, "done", ["open"]), ("episode_opened",))


def test_the_case_note_waits_to_be_copied_by_hand() -> None:
    done = scene()
    done.work()
    assert [(each.reference, each.target) for each in done.memory.copied_by_hand] == [(REFERENCE, "Framework-i")]


def test_the_system_learns_who_decided_and_what_for() -> None:
    done = scene()
    done.vendor.script = [fails(OutcomeUnknown("cut off"))]
    done.work_until_quiet()
    assert set(done.vendor.calls) == {Call(acting_for=OFFICER.id, purpose="open_episode", deadline=30.0)}


@pytest.mark.parametrize("failure", [Unavailable("down"), RecordLocked("open elsewhere")])
def test_a_passing_failure_is_tried_again_later_without_looking_up(failure: ConnectorFailure) -> None:
    done = scene()
    done.vendor.script = [fails(failure)]
    done.work()
    waiting = state(done)
    done.wait(5)
    done.work()
    assert (waiting, state(done)) == (
        (Delivery(DeliveryState.WAITING), "waiting", ["open"]),
        (DELIVERED, "done", ["open", "open"]),
    )


@pytest.mark.parametrize("failure", [OutcomeUnknown("cut off"), ContractMismatch("a login page"), ValueError("bug")])
def test_after_an_unknown_outcome_the_reference_is_looked_up_and_found(failure: Exception) -> None:
    done = scene()
    done.vendor.script = [keeps_and_fails(failure)]
    done.work()
    done.wait(60)
    done.work()
    assert (state(done), len(done.vendor.episodes)) == ((DELIVERED, "done", ["open", "find"]), 1)


def test_what_is_surely_not_there_is_opened_after_the_look_up() -> None:
    done = scene()
    done.vendor.script = [fails(OutcomeUnknown("cut off"))]
    done.work_until_quiet()
    assert (state(done), len(done.vendor.episodes)) == ((DELIVERED, "done", ["open", "find", "open"]), 1)


def test_a_late_request_gets_time_to_arrive_before_it_is_looked_up() -> None:
    done = scene(draw=lambda: 0.0)
    done.vendor.script = [fails(OutcomeUnknown("cut off"))]
    done.work()
    assert done.memory.rows[KEY].due == 5.0


@pytest.mark.parametrize("failure", [Unavailable("down"), ContractMismatch("another reference"), OutcomeUnknown("?")])
def test_while_the_look_up_fails_nothing_is_opened(failure: ConnectorFailure) -> None:
    done = scene()
    done.vendor.script = [keeps_and_fails(OutcomeUnknown("cut off")), *[fails(failure)] * 400]
    done.work_until_quiet()
    assert (done.delivery, set(done.vendor.asked[1:]), len(done.vendor.episodes)) == (
        needs_a_person(UNKNOWN),
        {"find"},
        1,
    )


@pytest.mark.parametrize("failure", [Unsupported("cannot search"), NotFound("?"), RestrictedRecord("?")])
def test_a_system_that_cannot_be_asked_leads_to_a_person_at_once(failure: ConnectorFailure) -> None:
    done = scene()
    done.vendor.script = [fails(OutcomeUnknown("cut off")), fails(failure)]
    done.work()
    done.wait(60)
    done.work()
    assert state(done) == (needs_a_person(UNKNOWN), "aside", ["open", "find"])


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (
            RecordRejected([RecordFault("ethnicity", "missing"), RecordFault("team\x07", "not\r\nknown")]),
            "Framework-i did not accept the episode (ethnicity: missing; team: not  known). Put this right. " + AGAIN,
        ),
        (
            NotFound("p-1"),
            "Framework-i has no record with the number that was chosen. Find the right record in Framework-i. "
            + BY_HAND,
        ),
        (
            RestrictedRecord("p-1"),
            "Framework-i does not let this service write in the chosen record, because it is restricted. " + BY_HAND,
        ),
        (Unsupported("manual"), "Framework-i takes no episodes from this service. " + BY_HAND),
    ],
)
def test_a_definite_refusal_goes_to_a_person_with_what_to_do(failure: ConnectorFailure, reason: str) -> None:
    done = scene()
    done.vendor.script = [fails(failure)]
    done.work()
    assert state(done) == (needs_a_person(reason), "aside", ["open"])


def test_after_a_day_a_person_is_told_that_the_system_does_not_answer() -> None:
    done = scene()
    done.vendor.script = [fails(Unavailable("down"))] * 400
    done.work_until_quiet()
    reason = f"Framework-i could not be reached for too long. Find out whether it works. {AGAIN}"
    assert (done.delivery, done.memory.seconds) == (needs_a_person(reason), 24 * 3600.0)


def test_an_urgent_one_goes_to_a_person_after_a_quarter_of_an_hour() -> None:
    done = scene(URGENT)
    done.vendor.script = [fails(Unavailable("down"))] * 400
    done.work_until_quiet()
    assert (done.delivery.state, done.memory.seconds) == (DeliveryState.NEEDS_A_PERSON, 900.0)


def test_a_refused_account_is_left_alone_for_a_while() -> None:
    done = scene()
    done.vendor.script = [fails(CredentialsRefused("401"))]
    done.work()
    assert (done.delivery.state, done.memory.rows[KEY].due) == (DeliveryState.WAITING, 900.0)


def test_an_urgent_one_does_not_wait_for_an_operator() -> None:
    done = scene(URGENT)
    done.vendor.script = [fails(CredentialsRefused("401"))]
    done.work()
    reason = f"Framework-i did not let this service sign in. Tell the support team. {AGAIN}"
    assert state(done) == (needs_a_person(reason), "aside", ["open"])


def test_an_episode_on_another_record_goes_to_a_person() -> None:
    done = scene()
    done.vendor.on_record = "p-2"
    done.work()
    reason = (
        "Framework-i has episode E1 for FD-2222-2222, but on a different record from the one chosen. "
        "Check in Framework-i whose record it is, put it right there, and enter the episode's number here."
    )
    assert state(done) == (needs_a_person(reason), "aside", ["open"])


def test_a_new_person_gets_whatever_record_the_system_made() -> None:
    assert CONCERN.decision is not None
    done = scene(evolve(CONCERN, decision=evolve(CONCERN.decision, record=ChosenRecord(None))))
    done.work()
    assert (done.delivery, done.vendor.episodes[0].person_id) == (evolve(DELIVERED, person_id="p-new"), "p-new")


def test_a_contact_that_cannot_be_prepared_goes_to_a_person() -> None:
    done = scene(form_versions={})
    done.work()
    reason = (
        "This could not be made into an episode for Framework-i. Tell the support team. "
        "If it cannot wait, open the episode in Framework-i yourself and enter its number here."
    )
    assert state(done) == (needs_a_person(reason), "aside", [])


@pytest.mark.parametrize(
    ("delivery", "ends"),
    [
        (DELIVERED, "done"),
        (Delivery(DeliveryState.NOT_NEEDED), "done"),
        (Delivery(DeliveryState.NEEDS_A_PERSON, reason="Look"), "aside"),
    ],
)
def test_what_a_person_settled_meanwhile_is_not_sent(delivery: Delivery, ends: str) -> None:
    done = scene(evolve(CONCERN, delivery=delivery))
    done.work()
    assert state(done) == (delivery, ends, [])


def test_an_episode_beside_the_one_a_person_recorded_is_said() -> None:
    done = scene()

    def meanwhile(vendor: Vendor, request: EpisodeRequest) -> Episode:
        recorded = Delivery(DeliveryState.DELIVERED, "E77", "Assessment 1")
        done.memory.stored[REFERENCE] = evolve(CONCERN, delivery=recorded)
        return vendor.keep(request)

    done.vendor.script = [meanwhile]
    done.work()
    assert [each.reason for each in done.memory.set_aside()] == [
        "Framework-i has episode E1 for FD-2222-2222, and another one is recorded here. "
        "Look in Framework-i for an episode that was opened twice."
    ]


def test_an_officer_who_saves_at_the_same_moment_costs_no_second_call() -> None:
    done = scene()
    done.memory.stale_saves = 2
    done.work()
    assert state(done) == (DELIVERED, "done", ["open"])


def test_an_officer_who_keeps_saving_costs_a_look_up() -> None:
    done = scene()
    done.memory.stale_saves = 3
    done.work_until_quiet()
    assert state(done) == (DELIVERED, "done", ["open", "find"])


@pytest.mark.parametrize("payload", [{}, {"reference": "nonsense"}, {"reference": "FD-3333-333Z"}])
def test_a_message_about_nothing_is_put_aside(payload: dict[str, str]) -> None:
    done = scene()
    done.memory.rows.clear()
    done.memory.put(Message(KEY, Topic.OPEN_EPISODE, payload))
    done.work()
    assert [each.reason for each in done.memory.set_aside()] == ["The contact that this is about is not there."]


@pytest.mark.parametrize(
    ("payload", "event"),
    [
        ({"reference": str(REFERENCE)}, "episode_needs_a_person"),
        ({"reference": "FD-3333-333Z"}, "episode_put_aside"),
    ],
)
def test_an_episode_set_aside_is_an_error_in_the_log(payload: dict[str, str], event: str) -> None:
    done = scene()
    done.memory.rows.clear()
    done.memory.put(Message(KEY, Topic.OPEN_EPISODE, payload))
    done.vendor.script = [fails(NotFound())]
    with capture_logs() as log:
        done.work()
    assert [line for line in log if line["log_level"] == "error"] == [
        {"event": event, "log_level": "error", "topic": "open_episode", **payload}
    ]
