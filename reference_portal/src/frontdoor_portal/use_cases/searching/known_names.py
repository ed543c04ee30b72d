"""The words of all names, in memory: read from the index once, and anew when the index has changed."""

import threading
import time
from collections.abc import Callable

from attrs import define, field, frozen

from frontdoor.matching import Frequencies, Model, Scorer, default_model
from frontdoor.search import Vocabulary
from frontdoor_portal.use_cases.people import PeopleFeed

PATIENCE = 60.0
"""Seconds that new words may go unknown: a refresh changes the index many times a second. They are found as typed."""

Stamp = tuple[tuple[str, int], ...]
"""Which state of the index it is: every feed with its version, which every page that is kept raises."""


@frozen
class KnownNames:
    """The words of one state of the index, and the scorer that goes by how common they are."""

    stamp: Stamp
    vocabulary: Vocabulary
    scorer: Scorer


def stamp_of(feeds: tuple[PeopleFeed, ...]) -> Stamp:
    return tuple((feed.source, feed.version) for feed in feeds)


def known_names(stamp: Stamp, counts: dict[str, int], people: int, model: Model) -> KnownNames:
    """Make ready what a search needs of an index: some tenths of a second for 500,000 people."""
    # A given name may be a family name elsewhere: how common a word is, is counted over both.
    return KnownNames(
        stamp, Vocabulary(counts), Scorer(model, Frequencies(people, counts, counts, middle_names=counts))
    )


@define(eq=False)
class NameCache:
    """Keeps the newest `KnownNames` for all threads of a process.

    The first search waits for it. Later, whoever finds it stale goes on with it while a thread reads it anew, once in
    `patience` seconds; with a patience of 0 they wait.
    """

    patience: float = PATIENCE
    model: Model = field(factory=default_model)
    clock: Callable[[], float] = time.monotonic
    _known: KnownNames | None = None
    _read_at: float = 0.0
    _turn: threading.Lock = field(factory=threading.Lock)

    @property
    def known(self) -> KnownNames | None:
        """What was read last, however old."""
        return self._known

    def current(self, stamp: Stamp, read: Callable[[], KnownNames]) -> KnownNames:
        """What is known, at most `patience` old, waited for where nothing is: call this in no transaction."""
        return self.at_hand(stamp, read) or self.wait_for(stamp, read)

    def at_hand(self, stamp: Stamp, read: Callable[[], KnownNames]) -> KnownNames | None:
        """What is known, at most `patience` old; None where it must be waited for. Never waits itself."""
        known = self._known
        if known is None or known.stamp == stamp:
            return known
        if self.patience == 0:
            return None
        if self.clock() >= self._read_at + self.patience and self._turn.acquire(blocking=False):
            threading.Thread(target=self._read_beside, args=(read,), name="known-names", daemon=True).start()
        return known

    def wait_for(self, stamp: Stamp, read: Callable[[], KnownNames]) -> KnownNames:
        """The same, however long it takes. `read` opens a transaction of its own, so call this in none."""
        with self._turn:
            if self._known is None or (self._known.stamp != stamp and self.patience == 0):
                self._keep(read())
            assert self._known is not None
            return self._known

    def _read_beside(self, read: Callable[[], KnownNames]) -> None:
        try:
            self._keep(read())
        finally:
            self._turn.release()

    def _keep(self, known: KnownNames) -> None:
        self._known, self._read_at = known, self.clock()
