"""Passwords kept as argon2id hashes: `use_cases.ports.PasswordHasher`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type
from attrs import frozen

from frontdoor_portal.use_cases.refusals import TooBusy

AT_ONCE = 4
"""Hashes worked out at the same time: each takes memory, and a flood of sign-ins must not take all of it."""
PATIENCE_SECONDS = 10.0


@frozen
class Cost:
    """What one hash costs. The defaults are OWASP's for argon2id (Password Storage Cheat Sheet: 19 MiB, 2, 1)."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


class Argon2Passwords:
    """Argon2id at a given cost. A hash made at another cost is still good, and is made again at the next sign-in."""

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes, type=Type.ID
        )
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """Raises `TooBusy` where there is no turn in time."""
        with self._turn():
            return self._hasher.hash(password)

    def matches(self, hashed: str, password: str) -> bool:
        """Whether a password is the hashed one, character by character. Raises `TooBusy` like `hash`."""
        with self._turn():
            try:
                return self._hasher.verify(hashed, password)
            except (VerificationError, InvalidHashError):
                return False

    def needs_rehash(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=PATIENCE_SECONDS):
            raise TooBusy("Too many passwords are being checked at once")
        try:
            yield
        finally:
            self._turns.release()
