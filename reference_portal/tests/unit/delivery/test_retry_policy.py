"""When the next try comes."""

import pytest
from attrs import evolve

from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.retry_policy import RetryPolicy
from frontdoor_portal.use_cases.models import Claimed, Message, Topic

POLICY = RetryPolicy()
FIRST = Claimed(Message("k", Topic.NOTICE, {}), fence=1, attempts=0, outcome_unknown=False, queued_seconds=0.0)


@pytest.mark.parametrize(
    ("attempts", "longest"), [(0, 5.0), (1, 10.0), (2, 20.0), (7, 640.0), (8, 900.0), (5000, 900.0)]
)
def test_the_longest_wait_doubles_up_to_its_cap(attempts: int, longest: float) -> None:
    assert POLICY.next_try(evolve(FIRST, attempts=attempts), lambda: 1.0) == longest


@pytest.mark.parametrize(("drawn", "wait"), [(0.0, 0.0), (0.25, 1.25), (1.0, 5.0)])
def test_the_wait_is_drawn_from_nothing_to_the_longest(drawn: float, wait: float) -> None:
    assert POLICY.next_try(FIRST, lambda: drawn) == wait


def test_a_least_wait_is_kept() -> None:
    assert POLICY.next_try(FIRST, lambda: 0.0, at_least=60.0) == 60.0


@pytest.mark.parametrize(("urgent", "budget"), [(False, 86_400.0), (True, 900.0)])
def test_the_last_try_comes_when_the_budget_ends(urgent: bool, budget: float) -> None:
    old = evolve(FIRST, message=Message("k", Topic.NOTICE, {}, urgent=urgent), attempts=30, queued_seconds=budget - 2)
    spent = evolve(old, queued_seconds=budget)
    assert (POLICY.next_try(old, lambda: 1.0), POLICY.next_try(spent, lambda: 1.0)) == (2.0, None)


def test_a_lease_that_two_calls_could_outlast_is_refused() -> None:
    with pytest.raises(ValueError, match="more than twice call_deadline"):
        WorkerPolicy(call_deadline=30.0, lease_seconds=60.0)
