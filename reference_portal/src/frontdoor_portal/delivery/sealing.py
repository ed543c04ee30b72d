"""The sealer: while the worker runs, gives what was written to the audit its place in the chain and has it signed."""

import threading
import time

import structlog
from attrs import frozen

from frontdoor_portal.use_cases.auditing.anchoring import Anchors, Checkpoint, HistoryDiffers, anchor
from frontdoor_portal.use_cases.auditing.sealing import seal_everything, seal_latest
from frontdoor_portal.use_cases.ports import Office

_log = structlog.get_logger()

_EVERYTHING_SECONDS = 3_600.0
"""How often all of the audit is looked through for an entry without a seal."""


@frozen
class Sealer:
    """Seals every `seal_seconds`; where there are `anchors`, signs every `checkpoint_seconds` and as it stops.

    A trouble with either is logged and met again at the next round: pages do not wait for it, and nothing is lost.
    Nothing is signed before all that can be seen was sealed: what came later would look as if it were dated back.
    """

    _office: Office
    _anchors: Anchors | None
    _seal_seconds: float
    _checkpoint_seconds: float

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; then once more, so that the history is whole and signed when the process ends."""
        looked = signed = -float("inf")
        while not stop.is_set():
            now = time.monotonic()
            everything = now - looked >= _EVERYTHING_SECONDS
            if self._sealed(everything=everything):
                looked = now if everything else looked
                if now - signed >= self._checkpoint_seconds:
                    self._sign()
                    signed = now
            stop.wait(self._seal_seconds)
        if self._sealed(everything=False):
            self._sign()

    def once(self) -> tuple[int, Checkpoint | None]:
        """Seal everything and sign: how many entries were sealed, and the new checkpoint if there is one.

        Raises what sealing and signing raise.
        """
        sealed = seal_everything(self._office.work)
        return sealed, anchor(self._office, self._anchors) if self._anchors else None

    def _sealed(self, *, everything: bool) -> bool:
        try:
            (seal_everything if everything else seal_latest)(self._office.work)
        except Exception as problem:
            _log.error("audit_not_sealed", failure=type(problem).__name__)
            return False
        return True

    def _sign(self) -> None:
        if self._anchors is None:
            return
        try:
            anchor(self._office, self._anchors)
        except HistoryDiffers as problem:
            _log.error("audit_differs_from_what_was_signed", said=str(problem))
        except Exception as problem:
            _log.error("audit_not_signed", failure=type(problem).__name__)
