"""The case-management system that new episodes go to: asked like any source, and never trusted to have opened one."""

import threading

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Capabilities, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import ContractMismatch, OutcomeUnknown, Unavailable
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.connections.failures import NotConnected, TooSlow
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.connections.source import Refused, Source
from frontdoor_portal.connections.trusting import episode_for
from frontdoor_portal.use_cases.ports import SourceDescription


class CaseManagementDesk:
    """Opens episodes in one system of a gateway; implements the `EpisodeDesk` port.

    `name` is the connector's; without one the gateway must have exactly one case-management system. A system that
    is not connected leaves a desk that raises `Unavailable`, so that concerns are still received.
    """

    def __init__(self, gateway: SystemsGateway, name: str = "") -> None:
        systems = gateway.case_management
        if not name and len(systems) > 1:
            raise ValueError(f"Say which system takes new episodes: {', '.join(sorted(systems))}")
        self._source: Source[CaseManagement] | None = systems.get(name or next(iter(systems), ""))
        self._name = name
        self._lock = threading.Lock()
        self._being_opened: set[Reference] = set()

    @property
    def description(self) -> SourceDescription:
        if self._source is None:
            title = self._name or "The case-management system"
            return SourceDescription(self._name, title, Capabilities(), is_case_management=True)
        return self._source.description

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        """Open an episode; raises `OutcomeUnknown` for whatever leaves open whether the system has it now."""
        source, reference = self._connected(), request.reference
        with self._lock:
            if reference in self._being_opened:
                raise OutcomeUnknown("An earlier call for this reference has not come back")
            self._being_opened.add(reference)

        def work(connector: CaseManagement) -> Episode:
            try:
                return episode_for(connector.open_episode(request, call), reference)
            finally:
                self._no_longer_opening(reference)

        pending = source.ask(Operation.OPEN_EPISODE, work, call.deadline)
        if isinstance(pending, Refused):
            self._no_longer_opening(reference)
        try:
            return pending.result()
        except TooSlow as failure:
            if not failure.was_started:
                self._no_longer_opening(reference)
                raise
            raise OutcomeUnknown("The system did not answer in time") from None
        except ContractMismatch as failure:
            raise OutcomeUnknown(f"The system's answer cannot be relied on: {failure}") from None

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        """The episode with our reference; None only where the system itself answered that it has none."""
        source = self._connected()
        with self._lock:
            is_being_opened = reference in self._being_opened
        if is_being_opened:
            raise Unavailable("An earlier call for this reference has not come back")

        def work(connector: CaseManagement) -> Episode | None:
            found = connector.find_episode(reference, call)
            return None if found is None else episode_for(found, reference)

        return source.ask(Operation.FIND_EPISODE, work, call.deadline).result()

    def _connected(self) -> Source[CaseManagement]:
        if self._source is None:
            raise NotConnected(f"{self.description.title} is not connected")
        return self._source

    def _no_longer_opening(self, reference: Reference) -> None:
        with self._lock:
            self._being_opened.discard(reference)
