"""Counting how often one client does something, in memory: a brake on floods, not a defence of accounts."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

CLIENTS_REMEMBERED = 10_000


class Throttle:
    """Lets each client do something `most` times in a `span`, counted from its first time.

    It remembers a bounded number of clients, the longest silent forgotten first, and forgets all at a restart. Each
    process counts for itself.
    """

    def __init__(self, most: int, span: timedelta, now: Callable[[], datetime]) -> None:
        self._most = most
        self._span = span
        self._now = now
        self._counts: OrderedDict[str, tuple[datetime, int]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """Count one more time; answers with the seconds to wait, 0 where the client may go on."""
        now = self._now()
        with self._lock:
            since, count = self._counts.pop(client, (now, 0))
            if now - since >= self._span:
                since, count = now, 0
            self._counts[client] = (since, count + 1)
            if len(self._counts) > CLIENTS_REMEMBERED:
                self._counts.popitem(last=False)
        return 0 if count < self._most else max(1, int((since + self._span - now).total_seconds()))
