"""What is to be told to the outside world, and the lease under which a worker tells it."""

from collections.abc import Collection
from typing import Protocol

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import Aside, Claimed, Message, Topic


class OutboxStore(Protocol):
    """What is to be told to the outside world, written in the same transaction as the reason for it."""

    def put(self, message: Message) -> None:
        """Queue a message; one with the same key is kept once."""

    def claim(self, worker: str, lease_seconds: float, topics: Collection[Topic] = tuple(Topic)) -> Claimed | None:
        """Lease the next message of these topics that is due, urgent ones first; None where there is none.

        Lease and due times are the database's own clock. Each claim raises the fence, so that a worker whose lease
        ran out can change nothing any more. A message claimed while an attempt was under way comes with
        `outcome_unknown`.
        """
        ...

    def has_due(self, topics: Collection[Topic] = tuple(Topic)) -> bool:
        """Whether a message of these topics is due now, so that looking takes no worker's turn from those who write."""
        ...

    def begin_attempt(self, claimed: Claimed) -> None:
        """Record that the outside world is about to be asked. Raises `LeaseLost`."""

    def finish(self, claimed: Claimed) -> None:
        """The message is done. Raises `LeaseLost`."""

    def retry(self, claimed: Claimed, after_seconds: float, reason: str, *, outcome_unknown: bool) -> None:
        """Give the message back, due again after so many seconds. Raises `LeaseLost`.

        Once an outcome was unknown it stays so: what was sent then may arrive after any later try.
        """

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Put the message aside for a person. Raises `LeaseLost`."""

    def remove_sent_notices(self, older_than_seconds: float) -> int:
        """Remove emails that were done so long ago, by the database's clock; how many there were."""
        ...

    def revive(self, key: str, *, outcome_unknown: bool) -> None:
        """Make a message that was put aside due again, as a person asked."""

    def reopen(self, message: Message, *, outcome_unknown: bool) -> None:
        """Make a message that was done due again, since what came of it proved wrong; queue it where there is none."""

    def is_done(self, key: str) -> bool | None:
        """Whether what a message asked for was done; None where there never was one of that key."""
        ...

    def settle(self, key: str) -> None:
        """A person did what a message asked for that was put aside or still waits: it is done.

        One that a worker holds stays.
        """

    def set_aside(self, about: Reference | None = None) -> tuple[Aside, ...]:
        """Messages that wait for a person, oldest first; with `about`, those of one contact."""
        ...

    def oldest_waiting_seconds(self, *, but: str = "") -> float | None:
        """The age of the oldest message not done and not put aside, by the database's clock.

        Those that went back into the queue for the reason `but` are left out.
        """
        ...
