"""How much the gateway lets one source take, and when it stops asking."""

from datetime import timedelta

from attrs import frozen


@frozen
class GatewayLimits:
    """Limits of each source by itself. Seconds are floats.

    `concurrent` calls run at once and `waiting` more may queue; what comes then is told that the source is busy.
    The breaker opens after `failures_to_open` failures within `failure_window` seconds, and lets one call through
    every `rest` seconds until one succeeds. A refused account rests for `rest_after_refusal`, since trying on would
    lock it. `longest_deadline` caps whatever a caller asks for.
    """

    concurrent: int = 8
    waiting: int = 16
    longest_deadline: float = 30.0
    failures_to_open: int = 5
    failure_window: float = 20.0
    rest: float = 15.0
    rest_after_refusal: float = 900.0
    most_details: int = 200
    """Relationships or involvements of one person; more is a flood, not a family."""
    clock_slack: timedelta = timedelta(minutes=5)
    """How far a source's clock may run ahead of ours before its time is not believed."""
