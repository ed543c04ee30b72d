"""Connectors whose every answer a test writes, and a gateway in front of them."""

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from attrs import define, evolve, field

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest, PopulatedAnswer
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import Priority
from frontdoor.plugins.building import LoadedConnector
from frontdoor.plugins.host import LoadedPlugins
from frontdoor.plugins.report import PluginReport
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.connections.limits import GatewayLimits

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EVERYTHING = Capabilities(dict.fromkeys(Operation, Level.NATIVE))
CALL = Call(acting_for="officer-1", purpose="triage", deadline=20.0)
HURRIED = Call(acting_for="officer-1", purpose="triage", deadline=0.25)
"""For sources that never answer: long enough for the call to reach them on a busy machine."""
WANTED = PersonQuery(given_name="Zaynab", family_name="Nkemelu", limit=3)
REFERENCE = Reference.new()
ZAYNAB = PersonRecord(id="p-1", name=PersonName("Zaynab", "Nkemelu"))
PUPIL = PupilRecord(id="u-1", name=PersonName("Zaynab", "Nkemelu"), school="Larkfield Primary")
EPISODE = Episode("e-1", REFERENCE, "p-1", "started", "Assessment 1")
REQUEST = EpisodeRequest(
    reference=REFERENCE,
    contact_date=NOW,
    source_code="2A",
    category="neglect",
    priority=Priority.STANDARD,
    answers=(PopulatedAnswer("worry", "What are you worried about?", "Hungry at school"),),
    team="Assessment 1",
    person_id="p-1",
)


def said(value: object) -> Any:
    """An answer as of now, whatever it holds."""
    return Answer(value, NOW)


def altered(record: Any, **parts: Any) -> Any:
    """A record with parts of any type at all, as a careless connector may fill them."""
    return evolve(record, **parts)


class Scripted:
    """A connector that answers each method with what the test gave: a value, an exception, or a function."""

    def __init__(self, **script: Any) -> None:
        self._script = script
        self.calls: list[str] = []

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def answer(*asked: Any) -> Any:
            self.calls.append(method)
            scripted = self._script[method]
            if isinstance(scripted, BaseException):
                raise scripted
            return scripted(*asked) if callable(scripted) else scripted

        return answer


@define
class Stopwatch:
    """A clock for breakers that moves only when the test moves it."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def let_pass(self, seconds: float) -> None:
        self.seconds += seconds


@define
class Gate:
    """Keeps whoever enters until it is opened; `entered` counts them."""

    opened: threading.Event = field(factory=threading.Event)
    entered: threading.Semaphore = field(factory=lambda: threading.Semaphore(0))

    def __call__(self, *_: Any) -> Any:
        self.entered.release()
        self.opened.wait()
        return said(())

    def wait_for(self, calls: int) -> None:
        for _ in range(calls):
            assert self.entered.acquire(timeout=60), "a call never reached the system"


def connector(name: str, scripted: Scripted, capabilities: Capabilities = EVERYTHING) -> LoadedConnector[Any]:
    offer: ConnectorOffer[Any] = ConnectorOffer(
        name, name.title(), dict, lambda *_: scripted, capabilities=capabilities
    )
    return LoadedConnector(name, name.title(), offer, scripted, capabilities)


def gateway(
    case_management: Iterable[LoadedConnector[Any]] = (),
    education: Iterable[LoadedConnector[Any]] = (),
    limits: GatewayLimits | None = None,
    clock: Stopwatch | None = None,
) -> SystemsGateway:
    loaded = LoadedPlugins(tuple(case_management), tuple(education), PluginReport((), ()))
    return SystemsGateway(loaded, lambda: NOW, limits, clock or Stopwatch())
