"""The worker dies at every point there is: one episode in the end, and nobody told twice without being told so."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.unit.delivery.queue_in_memory import Killed
from reference_portal.tests.unit.delivery.scene import REFERENCE, Scene, scene
from reference_portal.tests.unit.delivery.vendor import Vendor, fails, keeps_and_fails

from frontdoor.connectors.failures import (
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordLocked,
    RecordRejected,
    Unavailable,
)
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor_portal.delivery.mail import MailNotSent, MailOutcomeUnknown

DELIVERED = Delivery(DeliveryState.DELIVERED, "E1", "Assessment 1", system="framework-i")
KEY = f"open_episode/{REFERENCE}"


def ended(done: Scene) -> tuple[Delivery, str, int, tuple[str, ...]]:
    return done.delivery, done.memory.rows[KEY].state, len(done.vendor.episodes), done.memory.happened


@pytest.mark.parametrize(
    ("commits", "asked"),
    [
        pytest.param(0, ["open"], id="after the claim"),
        pytest.param(1, ["find", "open"], id="after the attempt was stored, before the call"),
        pytest.param(2, ["open"], id="after the episode was stored"),
    ],
)
def test_killed_between_transactions(commits: int, asked: list[str]) -> None:
    done = scene()
    done.memory.kill_after_commit = commits
    done.work()
    done.work_until_quiet()
    assert (ended(done), done.vendor.asked) == ((DELIVERED, "done", 1, ("episode_opened",)), asked)


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        pytest.param(fails(Killed()), ["open", "find", "open"], id="request half sent"),
        pytest.param(keeps_and_fails(Killed()), ["open", "find"], id="request sent, no answer"),
    ],
)
def test_killed_while_the_system_is_asked(call: Callable[..., Any], asked: list[str]) -> None:
    done = scene()
    done.vendor.script = [call]
    done.work()
    done.work_until_quiet()
    assert (ended(done), done.vendor.asked) == ((DELIVERED, "done", 1, ("episode_opened",)), asked)


def test_killed_while_looking_up() -> None:
    done = scene()
    done.vendor.script = [keeps_and_fails(Killed()), fails(Killed())]
    done.work_until_quiet()
    assert (ended(done), done.vendor.asked) == (
        (DELIVERED, "done", 1, ("episode_opened",)),
        ["open", "find", "find"],
    )


@pytest.mark.parametrize("failure", [Unavailable("down"), RecordLocked("locked"), CredentialsRefused("401")])
def test_a_request_that_arrives_after_a_look_up_is_found_before_the_next_try(failure: Exception) -> None:
    done = scene()
    done.vendor.script = [fails(OutcomeUnknown("cut off")), Vendor.look_up, keeps_and_fails(failure)]
    done.work_until_quiet()
    assert (ended(done), done.vendor.asked) == (
        (DELIVERED, "done", 1, ("episode_opened",)),
        ["open", "find", "open", "find"],
    )


def test_a_worker_that_slept_through_its_lease_opens_nothing() -> None:
    done = scene()
    with done.memory.begin() as tx:
        asleep = tx.outbox.claim("worker-0", 90.0)
    done.wait(91)
    done.work()
    deliver = done.worker._deliveries[asleep.message.topic].deliver
    with pytest.raises(Exception, match=r"^$") as raised:
        deliver(asleep)
    assert (type(raised.value).__name__, ended(done)) == (
        "LeaseLost",
        (DELIVERED, "done", 1, ("episode_opened",)),
    )


def test_a_worker_that_slept_during_its_call_stores_nothing() -> None:
    done = scene()

    def sleep_on(vendor: Vendor, request: Any) -> Any:
        episode = vendor.keep(request)
        done.wait(91)
        done.work()
        return episode

    done.vendor.script = [sleep_on]
    done.work()
    assert (ended(done), done.vendor.asked) == (
        (DELIVERED, "done", 1, ("episode_opened",)),
        ["open", "find"],
    )


def test_killed_before_the_email_went() -> None:
    done = scene(notices=True)
    done.postbox.script = [(Killed(), False)]
    done.work()
    done.work_until_quiet()
    assert [("before" in str(each.get_content())) for each in done.postbox.sent] == [True]


def test_killed_after_the_email_went_repeats_it_and_says_so() -> None:
    done = scene(notices=True)
    done.postbox.script = [(Killed(), True)]
    done.work()
    done.work_until_quiet()
    first, second = done.postbox.sent
    assert (first["Message-ID"], "before" in first.get_content(), "before" in second.get_content()) == (
        second["Message-ID"],
        False,
        True,
    )


faults = st.one_of(
    st.sampled_from(
        [
            fails(Killed()),
            keeps_and_fails(Killed()),
            fails(Unavailable("down")),
            fails(RecordLocked("locked")),
            fails(OutcomeUnknown("cut off")),
            keeps_and_fails(OutcomeUnknown("cut off")),
            keeps_and_fails(ContractMismatch("a login page")),
            keeps_and_fails(ValueError("a fault of ours")),
            fails(CredentialsRefused("401")),
            fails(RecordRejected([RecordFault("team", "unknown")])),
            fails(NotFound("p-1")),
        ]
    )
)
mail_faults = st.tuples(
    st.sampled_from([Killed(), MailNotSent("451"), MailOutcomeUnknown("gone")]), st.booleans()
).filter(lambda fault: not (isinstance(fault[0], MailNotSent) and fault[1]))


@given(
    st.lists(faults, max_size=6),
    st.lists(mail_faults, max_size=4),
    st.lists(st.integers(0, 6), max_size=5),
    st.floats(0, 1),
)
def test_whatever_happens_there_is_one_episode_or_a_person_who_knows(
    script: list[Callable[..., Any]], mail: list[tuple[BaseException, bool]], kills: list[int], draw: float
) -> None:
    done = scene(draw=lambda: draw, notices=True)
    done.vendor.script, done.postbox.script = list(script), list(mail)
    for commits in kills:
        done.memory.kill_after_commit = commits
        done.work()
        done.wait(100)
    done.memory.kill_after_commit = None
    done.work_until_quiet()
    opened = len(done.vendor.episodes)
    assert opened <= 1
    if done.delivery.state is DeliveryState.DELIVERED:
        assert (done.delivery.episode_id, opened) == ("E1", 1)
    else:
        assert (done.delivery.state, bool(done.delivery.reason), done.memory.rows[KEY].state) == (
            DeliveryState.NEEDS_A_PERSON,
            True,
            "aside",
        )
    repeats = ["before" in each.get_content() for each in done.postbox.sent]
    assert all(repeats[1:])
    assert repeats
