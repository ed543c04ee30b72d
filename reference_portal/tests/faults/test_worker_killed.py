"""The worker killed at every step of a message's way: the case system has the episode once, and it is recorded.

The case system knows no idempotency once the worker is back: whoever asks it twice gets two episodes. The points are
those of the crash list C7 to C13.
"""

import signal

import pytest
from reference_portal.tests.faults.dying_worker import POINTS
from reference_portal.tests.faults.product import Product, wait_for

from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.delivery.letters import MAYBE_AGAIN


def assert_it_is_there_once(product: Product, reference: Reference) -> None:
    product.case_system.misbehave(Misbehaviour.OPENS_ANEW)
    product.running.start_worker()
    contact = product.wait_until_settled(reference)
    assert (contact.delivery.state, (contact.delivery.episode_id,)) == (
        DeliveryState.DELIVERED,
        product.episodes(reference),
    )


@pytest.mark.parametrize("point", [point for point in POINTS if not point.startswith("C13")])
def test_a_worker_that_dies_at_a_point_of_ours_leaves_one_episode(product: Product, point: str) -> None:
    reference = product.referred()
    doomed = product.start_doomed_worker(point)

    assert doomed.wait(timeout=300) == -signal.SIGKILL
    assert_it_is_there_once(product, reference)


def test_c9_a_worker_that_dies_while_its_request_is_under_way_leaves_one_episode(product: Product) -> None:
    reference = product.referred()
    product.line.fault = Fault.SILENCE
    sent_before = product.line.carried
    worker = product.running.start_worker()
    wait_for(lambda: product.line.carried > sent_before)
    worker.kill()
    assert worker.wait(timeout=30) == -signal.SIGKILL

    product.line.fault = Fault.NONE
    assert_it_is_there_once(product, reference)


def test_c10_a_worker_that_dies_after_the_case_system_committed_leaves_one_episode(product: Product) -> None:
    reference = product.referred()
    product.case_system.misbehave(Misbehaviour.SILENT_AFTER_COMMIT)
    worker = product.running.start_worker()
    wait_for(lambda: product.episodes(reference))
    product.wait_until_everybody_is_told()
    worker.kill()
    assert worker.wait(timeout=30) == -signal.SIGKILL

    assert product.contact(reference).delivery.state is DeliveryState.WAITING
    assert_it_is_there_once(product, reference)
    product.wait_until_idle()
    assert sorted(product.emails(reference)) == [
        f"A decision about {reference}",
        f"{reference} is being looked at",
        f"We have received {reference}",
    ]


@pytest.mark.parametrize("point", [point for point in POINTS if point.startswith("C13")])
def test_a_worker_that_dies_over_a_notice_sends_it_and_marks_what_may_be_a_repeat(product: Product, point: str) -> None:
    reference = product.referred()
    doomed = product.start_doomed_worker(point)
    assert doomed.wait(timeout=300) == -signal.SIGKILL

    product.running.start_worker()
    product.wait_until_idle()

    letters = product.letters(reference)
    unmarked = [letter["Message-ID"] for letter in letters if MAYBE_AGAIN not in letter.get_content()]
    assert sorted({letter["Subject"] for letter in letters}) == [
        f"Family Front Door: A decision about {reference}",
        f"Family Front Door: {reference} is being looked at",
        f"Family Front Door: We have received {reference}",
    ]
    assert len({letter["Message-ID"] for letter in letters}) == 3
    assert len(unmarked) == len(set(unmarked))
