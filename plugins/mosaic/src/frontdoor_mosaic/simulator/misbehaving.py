"""Going wrong in what is said: a request refused for no reason of its own, an answer that says something else."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.simulator.refusing import Refused

STALE_BY = timedelta(days=2)
BACK_IN = "2"
OTHER_REFERENCE = "FD-2222-2222"

OPENING = ("createStep",)
CHANGING = (*OPENING, "createPerson", "createCaseNote", "changeCaseNote", "changeStep", "attachDocument")
"""What changes something: the SDK's "after commit" concerns these alone, and reads are answered well meanwhile."""

CONCERNED: Mapping[Misbehaviour, tuple[str, ...]] = {
    Misbehaviour.SILENT_AFTER_COMMIT: CHANGING,
    Misbehaviour.CUT_AFTER_COMMIT: CHANGING,
    Misbehaviour.ERROR_AFTER_COMMIT: CHANGING,
    Misbehaviour.NO_ID: OPENING,
    Misbehaviour.WRONG_REFERENCE: OPENING,
}
"""The operations that a misbehaviour concerns, where it is not all of them."""


def refuse_first(how: Misbehaviour | None) -> None:
    """Refuse a request before anything is done, where the misbehaviour is of that kind; raises `Refused`."""
    if how is Misbehaviour.EXPIRED_CREDENTIAL:
        raise Refused(401, "unauthorised", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if how is Misbehaviour.RATE_LIMIT:
        raise Refused(429, "too_many_requests", {"Retry-After": BACK_IN})


def tampered(told: dict[str, Any], headers: dict[str, str], how: Misbehaviour | None) -> None:
    """Change what a well-formed answer says, in place. Other people's data comes from the engine itself."""
    if how is Misbehaviour.NO_ID:
        told.pop("id", None)
        headers.pop("Location", None)
    if how is Misbehaviour.WRONG_REFERENCE:
        for each in (told, *told.get("steps", ())):
            if "submissionRef" in each:
                each["submissionRef"] = OTHER_REFERENCE
