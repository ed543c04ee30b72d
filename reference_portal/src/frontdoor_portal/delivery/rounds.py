"""What the worker does at set times beside its queue: reminders of questions, and the one email a day."""

import threading

import structlog

from frontdoor_portal.use_cases.emails.rounds import make_round
from frontdoor_portal.use_cases.ports import Office

_log = structlog.get_logger()

EVERY_SECONDS = 60.0


class Rounds:
    """Makes a round each minute. One that fails is told in the log, and the next one makes up for it."""

    def __init__(self, office: Office, seconds: float = EVERY_SECONDS) -> None:
        self._office, self._seconds = office, seconds

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                make_round(self._office)
            except Exception as problem:
                _log.warning("round_not_made", failure=type(problem).__name__)
            stop.wait(self._seconds)
