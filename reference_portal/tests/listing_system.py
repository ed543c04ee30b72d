"""A case-management system whose feed a test can change, cut short and make forget, with made-up people by number."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count

from attrs import define, field, frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.plugins.building import LoadedConnector
from frontdoor.plugins.host import LoadedPlugins
from frontdoor.plugins.report import PluginReport
from frontdoor_portal.connections.gateway import SystemsGateway

NATIVE = Capabilities({Operation.LIST_CHANGED_PEOPLE: Level.NATIVE})
AS_AT = datetime(2026, 6, 4, 1, 15, tzinfo=UTC)


def made_up(number: int, revision: int = 0) -> PersonIdentity:
    """The person of that number; each revision has another name. Every seventh is restricted."""
    record_id, name = f"p-{number}", PersonName("Zaynab" if number % 2 else "Łukasz", f"Nkemelu-{revision}")
    if number % 7 == 6:
        return PersonIdentity(record_id, name, restricted=True)
    return PersonIdentity(
        record_id,
        name,
        other_names=(PersonName("Zed", ""), PersonName("", "O'Neill")) if number % 3 == 0 else (),
        birth_date=BirthDate(date(2015, 2, 28), tuple(BirthDateKind)[number % 3]) if number % 5 else None,
        sex=tuple(Sex)[number % 3],
        postcodes=(Postcode("WR5 2NP"), Postcode("WR1 1AA"))[: number % 3],
        nhs_numbers=(NhsNumber("9990000018"),)[: number % 2],
        upns=(Upn("A885200010001"),)[: (number + 1) % 2],
        duplicate_of="p-0" if number % 11 == 10 else "",
    )


@define(eq=False)
class ListingSystem(CaseManagement):
    """A journal of what became of whom, read from a position on: the cursor is the position of the last entry read.

    It begins with the number of the journal, since one that was lost leads nowhere.

    `most_a_page` is the most that it gives at once, whatever it is asked for. With `repeats`, the last person of a
    page comes again on the next one. `failures` are raised at the calls of those numbers, which count from 1.
    """

    most_a_page: int = 10_000
    seconds_a_page: float = 0.0
    repeats: bool = False
    failures: dict[int, BaseException] = field(factory=dict)
    as_at: datetime = AS_AT
    calls: list[str] = field(factory=list)
    people: dict[str, PersonIdentity] = field(factory=dict)
    _journal: dict[str, int] = field(factory=dict)
    _last: int = 0
    _journals: int = 0
    _turn: threading.Lock = field(factory=threading.Lock)

    def write(self, *people: PersonIdentity) -> None:
        """Record these people anew, or as changed."""
        for person in people:
            self.people[person.id] = person
            self._note(person.id)

    def remove(self, record_id: str) -> None:
        """Take a person away, which later pages tell."""
        if self.people.pop(record_id, None):
            self._note(record_id)

    def forget(self, record_id: str) -> None:
        """Lose a person without a trace, as a restored backup does; cursors of before then lead nowhere."""
        self.people.pop(record_id, None)
        self._journal.pop(record_id, None)
        self._journals += 1

    def _note(self, record_id: str) -> None:
        self._last += 1
        self._journal.pop(record_id, None)
        self._journal[record_id] = self._last

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:  # noqa: ARG002
        time.sleep(self.seconds_a_page)
        with self._turn:
            self.calls.append(after)
            if failure := self.failures.pop(len(self.calls), None):
                raise failure
            journal, _, start = after.partition(":")
            if after and int(journal) != self._journals:
                raise NotFound("The cursor is too old")
            return Answer(self._page(int(start or 0), min(most, self.most_a_page)), self.as_at)

    def _page(self, start: int, most: int) -> FeedPage:
        entries = [(record_id, at) for record_id, at in self._journal.items() if at > start]
        shown = entries[:most]
        if self.repeats and start and len(shown) < most:
            shown = [entry for entry in self._journal.items() if entry[1] <= start][-1:] + shown
        named = tuple(self.people[record_id] for record_id, _ in shown if record_id in self.people)
        gone = tuple(record_id for record_id, _ in shown if record_id not in self.people)
        is_last = len(entries) <= most
        cursor = f"{self._journals}:{self._last if is_last else shown[-1][1]}"
        return FeedPage(named, cursor, is_last, gone, total=len(self.people))

    def check(self) -> None:
        return


@frozen
class ListingSettings:
    """Settings of a plugin that offers such a system: how many people it has, and how long each page takes it."""

    people: int = 0
    seconds_a_page: float = 0.0


def offer_of(
    connector: ListingSystem, name: str = "mosaic", capabilities: Capabilities = NATIVE
) -> ConnectorOffer[CaseManagement]:
    """What a plugin offers that has this very system, whatever its settings are."""
    return ConnectorOffer(name, name.title(), ListingSettings, lambda *_: connector, capabilities=capabilities)


def connected(
    connector: ListingSystem, name: str = "mosaic", capabilities: Capabilities = NATIVE
) -> LoadedConnector[CaseManagement]:
    offer = offer_of(connector, name, capabilities)
    return LoadedConnector(name, offer.title, offer, connector, capabilities)


def gateway_to(now: Callable[[], datetime], *loaded: LoadedConnector[CaseManagement]) -> SystemsGateway:
    """A gateway to these case-management systems; hours pass between their failures, so that no breaker opens."""
    hours = count(step=3600.0)
    return SystemsGateway(LoadedPlugins(loaded, (), PluginReport((), ())), now, clock=lambda: next(hours))
