"""Calling a plugin's code at start-up and in checks: whatever it raises, and even where it never comes back."""

import threading
from asyncio import CancelledError
from collections.abc import Callable
from typing import Final

from frontdoor.plugins.hushing import hushed

RAISED: Final = (Exception, SystemExit, GeneratorExit, CancelledError)
"""Whatever a plugin's code may raise by mistake. Not `KeyboardInterrupt`: that is whoever started the process."""


def said_by(problem: BaseException) -> str:
    """The words of an exception, which may itself fail to say any."""
    try:
        return str(problem)
    except RAISED:
        return "(cannot say why)"


def problem_of(work: Callable[[], object], seconds: float) -> BaseException | None:
    """What `work` raised; None where it came back, `TimeoutError` where it did not in so many seconds.

    Work that hangs stays behind in a thread of its own, which does not hold up the end of the process.
    """
    problems: list[BaseException] = []

    def run() -> None:
        try:
            with hushed():
                work()
        except RAISED as problem:
            problems.append(problem)

    thread = threading.Thread(target=run, name="trying a plugin", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        return TimeoutError(f"did not come back within {seconds:g} seconds")
    return next(iter(problems), None)
