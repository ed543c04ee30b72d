"""What a connector must have said for its answer to be used: a source that lies is withheld, not shown."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.episodes import Episode, Filed
from frontdoor.connectors.failures import DuplicateSuspected
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.connections.failures import NotTrusted
from frontdoor_portal.connections.fitting import fitting
from frontdoor_portal.connections.limits import GatewayLimits

Item = TypeVar("Item")

MOST_OFFERED = 20
"""Records among which a person can choose; a system that offers more is as good as one that offers none."""


@frozen
class Trusted(Generic[Item]):
    """An answer that keeps its contract: items, and the UTC time they were true in the source."""

    items: tuple[Item, ...]
    as_at: datetime


class Checks:
    """The checks of one gateway; every one raises `NotTrusted` with a code for the log."""

    def __init__(self, now: Callable[[], datetime], limits: GatewayLimits) -> None:
        self._now, self._limits = now, limits

    def many(self, said: object, item: type[Item], most: int) -> Trusted[Item]:
        """An answer with a tuple of at most `most` records."""
        value, as_at = self.opened(said)
        if type(value) is not tuple:
            raise NotTrusted("wrong_type")
        if len(value) > most:
            raise NotTrusted("too_many")
        wanted: Any = item
        fits = fitting(wanted)
        if not all(map(fits, value)):
            raise NotTrusted("wrong_type")
        if any(getattr(record, "id", "an id") == "" for record in value):
            raise NotTrusted("no_id")
        return Trusted(tuple(_scrubbed(record) for record in value), as_at)

    def one(self, said: object, item: type[Item], asked_id: str) -> Trusted[Item]:
        """An answer with the very record that was asked for."""
        value, as_at = self.opened(said)
        wanted: Any = item
        if not fitting(wanted)(value):
            raise NotTrusted("wrong_type")
        record: Any = value
        if record.id != asked_id:
            raise NotTrusted("another_id")
        return Trusted((_scrubbed(record),), as_at)

    def episode(self, said: object, episode_id: str, reference: Reference) -> Trusted[Episode]:
        """An answer with the very episode that was asked for."""
        value, as_at = self.opened(said)
        episode = episode_for(value, reference)
        if episode.id != episode_id:
            raise NotTrusted("another_id")
        return Trusted((episode,), as_at)

    def details(self, said: object, item: type[Item]) -> Trusted[Item]:
        """An answer with what belongs to one person, like relationships."""
        return self.many(said, item, self._limits.most_details)

    def opened(self, said: object) -> tuple[object, datetime]:
        """What an answer holds, and the UTC time that it was true."""
        if not isinstance(said, Answer):
            raise NotTrusted("wrong_type")
        as_at = said.as_at
        if not isinstance(as_at, datetime) or as_at.tzinfo is None:
            raise NotTrusted("no_time")
        if as_at > self._now() + timedelta(seconds=self._limits.clock_slack):
            raise NotTrusted("from_the_future")
        return said.value, as_at.astimezone(UTC)


def episode_for(said: object, reference: Reference) -> Episode:
    """The episode, where it is one, has an id and carries our reference; raises `NotTrusted`."""
    if not isinstance(said, Episode) or not fitting(Episode)(said):
        raise NotTrusted("wrong_type")
    if said.reference != reference:
        raise NotTrusted("another_reference")
    if not said.id.strip():
        raise NotTrusted("no_id")
    return evolve(said, id=said.id.strip())


def filed(said: object) -> Filed:
    """What the system says of a note or a file, where it is that and has an id; raises `NotTrusted`."""
    if not isinstance(said, Filed) or not fitting(Filed)(said):
        raise NotTrusted("wrong_type")
    if not said.id.strip():
        raise NotTrusted("no_id")
    return evolve(said, id=said.id.strip())


def offered(failure: DuplicateSuspected) -> DuplicateSuspected:
    """The same with the records that can be shown: whole ones with an id, and of a restricted one its name alone."""
    fits = fitting(PersonRecord)
    records = [_scrubbed(each) for each in failure.candidates if fits(each) and each.id.strip()]
    return DuplicateSuspected(records if len(records) <= MOST_OFFERED else ())


def _scrubbed(record: Any) -> Any:
    # The contract allows a restricted record a display name at most; a connector's slip must not become a breach.
    if isinstance(record, PersonRecord) and record.restricted:
        return PersonRecord(id=record.id, name=record.name, restricted=True)
    return record
