"""Logs that cannot hold a child's data: one JSON line an event, with keys from a list and nothing else."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

ALLOWED_KEYS = frozenset(
    {
        "at",
        "attempt",
        "event",
        "failure",
        "level",
        "media_type",
        "method",
        "ms",
        "number",
        "operation",
        "reasons",
        "reference",
        "route",
        "source",
        "status",
        "status_code",
        "timestamp",
        "topic",
    }
)
"""Every key a line may have: references, codes, counts and times. A new key is added here on purpose or not logged."""


def configure_logs(to: TextIO | None = None) -> None:
    """Send every room's events to standard output as JSON. Libraries' own warnings go there too, without values.

    `to` is another stream, for a command whose standard output is for a person's eyes.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(to or sys.stdout),
        cache_logger_on_first_use=True,
    )


def only_allowed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list, and say which were dropped."""
    dropped = sorted(event.keys() - ALLOWED_KEYS)
    kept = {key: value for key, value in event.items() if key in ALLOWED_KEYS}
    return kept | {"dropped_keys": dropped} if dropped else kept
