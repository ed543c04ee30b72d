"""What the index of people holds of each system, and as at when: counts and times, never a name."""

from attrs import frozen

from frontdoor.connectors.capabilities import Level
from frontdoor_portal.use_cases.people import PeopleCount, PeopleFeed, feed_operation
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.sources import SourceDescription


@frozen
class PeopleStatus:
    """One source: its title and the level of its feed, how far that was read, and how many people it left here.

    `level` is None for a system that is no longer connected and whose people are still held. `feed` is None where
    nothing was read yet.
    """

    source: str
    title: str
    level: Level | None
    feed: PeopleFeed | None
    count: PeopleCount


def people_status(office: Office) -> tuple[PeopleStatus, ...]:
    """Every connected system, whether or not it lists its people, then those that no longer are connected."""
    with office.work.reading() as tx:
        counts = tx.people.counts()
        feeds = {feed.source: feed for feed in tx.people.feeds()}
    systems = {system.name: system for system in office.gateway.sources()}
    return tuple(
        PeopleStatus(name, *_introduced(name, systems.get(name)), feeds.get(name), counts.get(name, PeopleCount()))
        for name in (*systems, *sorted(feeds.keys() - systems.keys()))
    )


def _introduced(name: str, system: SourceDescription | None) -> tuple[str, Level | None]:
    if system is None:
        return name, None
    operation = feed_operation(is_case_management=system.is_case_management)
    return system.title, system.capabilities.level(operation)
