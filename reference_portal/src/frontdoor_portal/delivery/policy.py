"""How the worker works: leases, deadlines, idling and retries. A council may set them; the defaults are sound."""

from typing import Any

from attrs import Attribute, field, frozen

from frontdoor_portal.delivery.retry_policy import RetryPolicy


@frozen
class WorkerPolicy:
    """Seconds throughout.

    `lease_seconds` must outlast a look-up and an opening, or two workers would hold one message while both calls
    are under way. `refusal_pause` is how long a system that refused our account is left alone.
    """

    call_deadline: float = 30.0
    lease_seconds: float = field(default=90.0)
    idle_seconds: float = 1.0
    """The longest pause between looks at an empty queue; what is queued meanwhile is heard of at once."""
    trouble_pause: float = 2.0
    """How long to wait when the queue itself cannot be read."""
    refusal_pause: float = 900.0
    retry: RetryPolicy = field(factory=RetryPolicy)

    @lease_seconds.validator
    def _outlasts_two_calls(self, attribute: "Attribute[Any]", value: float) -> None:
        if value <= 2 * self.call_deadline:
            raise ValueError(f"{attribute.name} must be more than twice call_deadline")
