"""The feeds of the connected systems: followed page by page, each page checked before any of it is used."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.failures import RateLimited
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage, PersonIdentity
from frontdoor.domain.people import PersonName
from frontdoor.domain.texts import CONTROLS, has_lone_surrogate
from frontdoor_portal.connections.failures import NotConnected, NotTrusted
from frontdoor_portal.connections.fitting import fitting
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.connections.source import Pending, Refused, Source
from frontdoor_portal.connections.trusting import Checks
from frontdoor_portal.use_cases.people import feed_operation

Ask = Callable[[str], Pending[Answer[FeedPage]]]

LONGEST_ID = 500
"""Characters in the id of a record: an index holds it, and no system has one that is nearly as long."""

LONGEST_CURSOR = 4_000
"""Characters in a cursor. It is the source's own, and is kept with every page."""


@frozen
class FeedLimits:
    """How long a feed is followed.

    A feed with more than `most_pages` has no end. A source that wants to be left alone is waited for, `longest_wait`
    seconds at most and `most_waits` times for one page.
    """

    most_pages: int = 20_000
    longest_wait: float = 60.0
    most_waits: int = 4
    """Fewer than open the breaker."""


class SystemFeeds:
    """Follows the feeds of a gateway's systems; implements the `Feeds` port. `sleep` waits so many seconds."""

    def __init__(
        self,
        gateway: SystemsGateway,
        limits: FeedLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._systems: dict[str, Source[Any]] = {**gateway.case_management, **gateway.education}
        self._checks = gateway.checks
        self._limits = limits or FeedLimits()
        self._sleep = sleep

    def follow(self, source: str, after: str, most: int, call: Call) -> Iterator[Answer[FeedPage]]:
        """The pages from the cursor `after` to the last. The next is asked for while the one before is being used."""
        seen = {after}
        ask = self._asking(source, min(most, MOST_ON_A_PAGE), call, seen)
        pending = ask(after)
        for _ in range(self._limits.most_pages):
            answer = self._waited_for(pending, ask, after)
            after = answer.value.cursor
            if answer.value.is_last:
                yield answer
                return
            seen.add(after)
            pending = ask(after)
            yield answer
        raise NotTrusted("endless")

    def _asking(self, source: str, most: int, call: Call, seen: set[str]) -> Ask:
        system = self._systems.get(source)
        if system is None:
            return lambda _: Refused(NotConnected(f"{source} is not connected"))
        operation = feed_operation(is_case_management=system.description.is_case_management)

        def ask(after: str) -> Pending[Answer[FeedPage]]:
            def work(connector: Any) -> Answer[FeedPage]:
                list_changed = getattr(connector, operation.value)  # an operation bears its method's name
                return page_of(list_changed(after, most, call), most, seen, self._checks)

            return system.ask(operation, work, call.deadline)

        return ask

    def _waited_for(self, pending: Pending[Answer[FeedPage]], ask: Ask, after: str) -> Answer[FeedPage]:
        for _ in range(self._limits.most_waits):
            try:
                return pending.result()
            except RateLimited as refusal:
                if refusal.after > self._limits.longest_wait:
                    raise
                self._sleep(refusal.after)
            pending = ask(after)
        return pending.result()


def page_of(said: object, most: int, seen: set[str], checks: Checks) -> Answer[FeedPage]:
    """A page that keeps its contract, fit to be kept; raises `NotTrusted`.

    Nobody is on it twice (the later one holds), nor gone and named at once: who is named is there. A restricted person
    is reduced to id and display name, and names are without what no database takes.
    """
    value, as_at = checks.opened(said)
    if not isinstance(value, FeedPage):
        raise NotTrusted("wrong_type")
    people, gone = _part(value.people, PersonIdentity, most), _part(value.gone, str, MOST_ON_A_PAGE)
    if type(value.is_last) is not bool or not fitting(int | None)(value.total):
        raise NotTrusted("wrong_type")
    _check_cursor(value, seen)
    if not all(map(_is_id, (*(person.id for person in people), *gone))):
        raise NotTrusted("no_id")
    named = {person.id: _fit_to_keep(person) for person in people}
    left = tuple(each for each in dict.fromkeys(gone) if each not in named)
    return Answer(evolve(value, people=tuple(named.values()), gone=left), as_at)


def _part(value: object, item: Any, most: int) -> tuple[Any, ...]:
    if type(value) is not tuple:
        raise NotTrusted("wrong_type")
    if len(value) > most:
        raise NotTrusted("too_many")
    if not all(map(fitting(item), value)):
        raise NotTrusted("wrong_type")
    return value


def _check_cursor(page: FeedPage, seen: set[str]) -> None:
    cursor: object = page.cursor
    if not isinstance(cursor, str):
        raise NotTrusted("wrong_type")
    if len(cursor) > LONGEST_CURSOR or not _is_storable(cursor):
        raise NotTrusted("no_cursor")
    if not page.is_last and (not cursor or cursor in seen):
        raise NotTrusted("goes_in_a_circle")


def _is_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ID and _is_storable(text)


def _is_storable(text: str) -> bool:
    # `isprintable` answers for nearly every text, ten times faster than the search; it knows surrogates as well.
    return text.isprintable() or not (CONTROLS.search(text) or has_lone_surrogate(text))


def _fit_to_keep(person: PersonIdentity) -> PersonIdentity:
    if person.restricted:
        # The contract allows id and display name; a connector's slip must not become a breach.
        person = PersonIdentity(person.id, person.name, restricted=True)
    if all(map(_is_storable, _texts(person))):
        return person
    return evolve(
        person,
        name=_storable_name(person.name),
        other_names=tuple(map(_storable_name, person.other_names)),
        duplicate_of=_storable(person.duplicate_of),
    )


def _texts(person: PersonIdentity) -> Iterator[str]:
    yield person.duplicate_of
    for name in (person.name, *person.other_names):
        yield name.given
        yield name.family


def _storable_name(name: PersonName) -> PersonName:
    return PersonName(_storable(name.given), _storable(name.family))


def _storable(text: str) -> str:
    # Some systems leave half of a pair of UTF-16 where they cut a name: no database takes it.
    return "".join(char for char in CONTROLS.sub("", text) if not has_lone_surrogate(char))
