"""What sealing and reading the audit need from storage."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from frontdoor_portal.use_cases.auditing.chain import ChainHead, Seal, StoredEntry
from frontdoor_portal.use_cases.models import Action, AuditEntry, Page

REFUSALS = frozenset({Action.REFUSED, Action.REFUSED_CONTACT, Action.REFUSED_CHILD})
"""Somebody was shown nothing, or little: whether there was anything to show is not for those who read a log."""


@frozen
class LogFilter:
    """A condition on entries; every part that is given must hold.

    `agency_id` is that of whoever acted, as their account says today; `since` and `before` are UTC; with `subjects`,
    an entry is about one of them; `without` leaves actions out, and `but_about` what is about one of these, except
    where somebody was refused it.
    """

    agency_id: str = ""
    actor_id: str = ""
    subjects: frozenset[str] = frozenset()
    since: datetime | None = None
    before: datetime | None = None
    without: frozenset[Action] = frozenset()
    but_about: frozenset[str] = frozenset()


class SealStore(Protocol):
    """The seals of the audit, append-only like the entries, and the entries in the order of either."""

    def head(self) -> ChainHead:
        """Where the chain stands."""
        ...

    def lock(self) -> ChainHead:
        """The same, and nobody else seals until this transaction ends."""
        ...

    def unsealed(
        self, after_id: int, size: int, before_id: int | None = None, up_to_seq: int | None = None
    ) -> tuple[StoredEntry, ...]:
        """The first entries without a seal whose ids lie between these two, lowest id first.

        With `up_to_seq` it is told as it was when that was the last seal.
        """
        ...

    def add(self, seals: Sequence[Seal]) -> None: ...

    def hash_of(self, seq: int) -> str | None:
        """The hash of a seal; None where there is none of that number."""
        ...

    def sealed(self, after_seq: int, size: int) -> tuple[tuple[Seal, StoredEntry | None], ...]:
        """The next seals, each with its entry; None where the entry is gone."""
        ...

    def highest_sealed_id(self) -> int:
        """The highest id of an entry that has a seal; 0 where none has."""
        ...

    def highest_id(self) -> int:
        """The highest id of any entry; 0 where there is none."""
        ...


@frozen
class Actor:
    """Whoever acted, as their account says today."""

    id: str
    name: str
    job_title: str
    agency: str


class AuditLog(Protocol):
    """The entries as people read them."""

    def members(self, agency_id: str) -> tuple[Actor, ...]:
        """Everybody who has an account with an agency, by name."""
        ...

    def actors(self, ids: Collection[str]) -> Mapping[str, Actor]:
        """Those of these ids who have an account, by id."""
        ...

    def page(self, wanted: LogFilter, number: int, size: int) -> Page[AuditEntry]:
        """One page (numbered from 1) of the entries that a filter lets through, the newest first."""
        ...
