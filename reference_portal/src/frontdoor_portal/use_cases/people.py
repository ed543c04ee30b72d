"""The index of people: whom each system has on record, how far its feed was read, and what that needs from outside."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.feed import FeedPage, PersonIdentity


def feed_operation(*, is_case_management: bool) -> Operation:
    """What a system of that kind is asked for its feed."""
    return Operation.LIST_CHANGED_PEOPLE if is_case_management else Operation.LIST_CHANGED_PUPILS


class FeedFailure(StrEnum):
    """Why a feed could not be read on, by what an operator should do about it."""

    UNAVAILABLE = "unavailable"
    """It was not reached, or did not answer in time: the next refresh goes on."""
    ACCOUNT_REFUSED = "account_refused"
    RATE_LIMITED = "rate_limited"
    """It wanted to be left alone for longer than a refresh waits."""
    NOT_TRUSTED = "not_trusted"
    """A page broke the contract, and nothing of it was used: the log has the code."""
    SHRUNK = "shrunk"
    """A walk named less than half of those held: a source that lost its data says so in no other way."""


@frozen
class PeopleFeed:
    """How far the feed of one source was read; kept with every page that was.

    A walk begins at the beginning of the feed and ends with its last page; `walk` numbers them, and each person
    carries the number of the walk that named them last. Whoever a finished walk did not name is dropped, so that a
    person whom the source forgot without a word is not found here for ever. `is_whole_walk` says that such a walk is
    under way or was the latest; otherwise changes are read. `is_under_way` says that the latest refresh has not come to
    its end: it was interrupted, or it failed.

    `cursor` is the source's own, empty at the beginning. `read` and `removed` count since `started_at`, over
    interruptions. `as_at` is how old the index is: the oldest page of the last refresh that came to its end, None
    until one has. `oldest_page` is the same of the refresh under way.
    """

    source: str
    walk: int
    started_at: datetime
    is_under_way: bool = True
    is_whole_walk: bool = True
    cursor: str = ""
    read: int = 0
    removed: int = 0
    oldest_page: datetime | None = None
    finished_at: datetime | None = None
    as_at: datetime | None = None
    failure: FeedFailure | None = None
    failed_at: datetime | None = None
    version: int = 0
    """0 is one that was not stored yet."""

    def at_the_beginning(self, now: datetime) -> "PeopleFeed":
        """A new walk over the whole feed."""
        return evolve(self._anew(now), walk=self.walk + 1, is_whole_walk=True, cursor="")

    def from_here(self, now: datetime) -> "PeopleFeed":
        """The refresh that was interrupted, or one of what changed since the latest."""
        if self.is_under_way:
            return self
        # A source that has no cursor for later can only be walked through again.
        return evolve(self._anew(now), is_whole_walk=False) if self.cursor else self.at_the_beginning(now)

    def _anew(self, now: datetime) -> "PeopleFeed":
        return evolve(self, started_at=now, is_under_way=True, read=0, removed=0, oldest_page=None)


@frozen
class PeopleCount:
    """How many people of one source the index holds; `restricted` are among `people`."""

    people: int = 0
    restricted: int = 0


class PeopleStore(Protocol):
    """The index: one row a record of a source, with identity and nothing else, and one row a feed."""

    def feed(self, source: str) -> PeopleFeed | None:
        """How far a source was read; None where it never was."""
        ...

    def feeds(self) -> tuple[PeopleFeed, ...]:
        """The same of every source that ever was read, by its name."""
        ...

    def save_feed(self, feed: PeopleFeed) -> PeopleFeed:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def put(self, source: str, people: Sequence[PersonIdentity], walk: int) -> None:
        """Store people of a source as they are now; one that is held already is replaced. No id may come twice."""

    def remove(self, source: str, record_ids: Sequence[str]) -> int:
        """Drop people of a source; how many of them were held."""
        ...

    def remove_not_named_in(self, source: str, walk: int) -> int:
        """Drop whoever of a source this walk did not name; how many they were."""
        ...

    def get(self, source: str, record_id: str) -> PersonIdentity | None: ...

    def counts(self) -> Mapping[str, PeopleCount]:
        """How many people the index holds, by source."""
        ...


class Feeds(Protocol):
    """Identities in bulk, page by page: deadlines, isolation and trust as for every other question."""

    def follow(self, source: str, after: str, most: int, call: Call) -> Iterator[Answer[FeedPage]]:
        """The pages of a source's feed from the cursor `after` to the last one, at most `most` people on each.

        `source` is a connector's name; `call.deadline` is for each page. No page holds somebody twice, nor as gone
        whom it also names. A restricted person has an id and a display name. Raises `ConnectorFailure`: `NotFound`
        where the cursor is too old to go on from.
        """
        ...
