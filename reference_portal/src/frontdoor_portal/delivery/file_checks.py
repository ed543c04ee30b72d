"""Checks files for viruses while the worker runs, and says in the log when they wait too long."""

import threading
import time

import structlog
from attrs import frozen

from frontdoor_portal.use_cases.attachments.checking import check_files, is_late
from frontdoor_portal.use_cases.ports import Office

_log = structlog.get_logger()

LOOK_SECONDS = 1.0
ALARM_SECONDS = 60.0
"""How often it is said again that files wait too long."""


@frozen
class FileChecks:
    """A companion of the crew. A trouble is logged and met again at the next round: no concern waits for it."""

    _office: Office
    _look_seconds: float = LOOK_SECONDS

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        said = -float("inf")
        while not stop.is_set():
            self.once()
            if time.monotonic() - said >= ALARM_SECONDS and self.warn():
                said = time.monotonic()
            stop.wait(self._look_seconds)

    def once(self) -> None:
        """Check what is due."""
        try:
            done = check_files(self._office)
        except Exception as problem:
            _log.error("files_not_looked_at", failure=type(problem).__name__)
            return
        if done.put_off:
            _log.warning("files_not_checked", files=done.put_off, trouble=done.trouble)

    def warn(self) -> bool:
        """Raise the alarm where a file waits for longer than it should; whether there was one."""
        try:
            with self._office.work.reading() as tx:
                counts = tx.attachments.counts()
            now = self._office.now()
        except Exception as problem:
            _log.error("files_not_looked_at", failure=type(problem).__name__)
            return False
        oldest = counts.oldest_checking
        if oldest is None or not is_late(oldest, now):
            return False
        _log.error("files_wait_for_the_scanner", oldest_minutes=int((now - oldest).total_seconds() // 60))
        return True
