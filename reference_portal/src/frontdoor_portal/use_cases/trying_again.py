"""What meets another writer at the same moment is done once more from its beginning, on what the other left."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from frontdoor_portal.use_cases.refusals import Stale

Done = TypeVar("Done")


def tried_again(attempt: Callable[[], Done], *, times: int = 3, when: tuple[type[Exception], ...] = (Stale,)) -> Done:
    """What `attempt` answers, which opens its own transaction; so many times at most, each after one of `when`.

    Raises what the last attempt raises, and anything else at once.
    """
    for _ in range(times - 1):
        with suppress(*when):
            return attempt()
    return attempt()
