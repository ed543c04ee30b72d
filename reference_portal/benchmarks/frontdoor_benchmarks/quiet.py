"""Waiting for the worker to finish what one sample left behind, so that no sample waits for the one before it."""

import time

from frontdoor_portal.use_cases.ports import Office

_PATIENCE_SECONDS = 30.0
_BETWEEN_LOOKS_SECONDS = 0.05


def wait_until_delivered(office: Office) -> None:
    """Return once the outbox has nothing left to do. Raises `TimeoutError` where it never has."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        with office.work.reading() as tx:
            if tx.outbox.oldest_waiting_seconds() is None:
                return
        time.sleep(_BETWEEN_LOOKS_SECONDS)
    raise TimeoutError("The outbox still holds messages")
