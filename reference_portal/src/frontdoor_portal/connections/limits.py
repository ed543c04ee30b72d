"""How much the gateway lets one source take, and when it stops asking."""

from attrs import field, frozen
from attrs.validators import ge, gt


@frozen
class GatewayLimits:
    """The table `[connections]`: limits of each source by itself. Seconds where nothing else is said.

    `concurrent` calls run at once and `waiting` more may queue; what comes then is told that the source is busy.
    The breaker opens after `failures_to_open` failures within `failure_window`, and lets one call through every
    `rest` until one succeeds. A refused account rests for `rest_after_refusal`, since trying on would lock it.
    """

    concurrent: int = field(default=8, validator=ge(1))
    waiting: int = field(default=16, validator=ge(0))
    longest_deadline: float = field(default=30.0, validator=gt(0))
    """Caps whatever a caller asks for."""
    failures_to_open: int = field(default=5, validator=ge(1))
    failure_window: float = field(default=20.0, validator=gt(0))
    rest: float = field(default=15.0, validator=gt(0))
    rest_after_refusal: float = field(default=900.0, validator=gt(0))
    most_details: int = field(default=200, validator=ge(1))
    """Relationships or involvements of one person; more is a flood, not a family."""
    clock_slack: float = field(default=300.0, validator=ge(0))
    """How far a source's clock may run ahead of ours before its time is not believed."""
    copy_old_after_hours: float = field(default=36.0, validator=gt(0))
    """When an answer, or the portal's list of a source, is too old to say "none": what is copied every night is older
    than a day and a half only where something went wrong."""
