"""When to try again, and when a person must act: pure, with its chance drawn from outside.

Full jitter (Brooker, "Exponential backoff and jitter", AWS 2015): messages that failed together come back apart.
"""

from collections.abc import Callable

from attrs import frozen

from frontdoor_portal.use_cases.models import Claimed

_MOST_DOUBLINGS = 20


@frozen
class RetryPolicy:
    """Seconds throughout. A message is tried for `budget` since it was queued, an urgent one for `urgent_budget`."""

    base: float = 5.0
    cap: float = 900.0
    budget: float = 24 * 3600.0
    urgent_budget: float = 900.0

    def seconds_left(self, claimed: Claimed) -> float:
        """What is left of a message's budget; nothing or less where it is spent."""
        budget = self.urgent_budget if claimed.message.urgent else self.budget
        return budget - claimed.queued_seconds

    def next_try(self, claimed: Claimed, draw: Callable[[], float], *, at_least: float = 0.0) -> float | None:
        """Seconds until the next try; None where the budget is spent.

        `draw` answers with a number from 0 to 1. The last try comes when the budget ends, never after it.
        """
        left = self.seconds_left(claimed)
        if left <= 0:
            return None
        ceiling = min(self.cap, self.base * 2.0 ** min(claimed.attempts, _MOST_DOUBLINGS))
        return min(left, max(at_least, draw() * ceiling))
