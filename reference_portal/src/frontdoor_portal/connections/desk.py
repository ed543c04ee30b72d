"""The case-management system that new episodes go to: asked like any source, and never trusted to have opened one."""

import threading
from collections.abc import Callable
from typing import TypeVar

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Capabilities, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import ContractMismatch, DuplicateSuspected, OutcomeUnknown, Unavailable
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.connections.failures import NotConnected, TooSlow
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.connections.source import Refused, Source
from frontdoor_portal.connections.trusting import episode_for, filed, offered
from frontdoor_portal.use_cases.sources import SourceDescription

Value = TypeVar("Value")


class CaseManagementDesk:
    """Writes into one system of a gateway; implements the `EpisodeDesk` port.

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
        self._being_written: set[str] = set()

    @property
    def description(self) -> SourceDescription:
        if self._source is None:
            title = self._name or "The case-management system"
            return SourceDescription(self._name, title, Capabilities(), is_case_management=True)
        return self._source.description

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        """Open an episode; raises `OutcomeUnknown` for whatever leaves open whether the system has it now."""

        def work(connector: CaseManagement) -> Episode:
            try:
                return episode_for(connector.open_episode(request, call), request.reference)
            except DuplicateSuspected as failure:
                raise offered(failure) from None

        return self._write(Operation.OPEN_EPISODE, str(request.reference), work, call)

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        """Add a case note; raises `OutcomeUnknown` as `open_episode` does."""
        return self._write(
            Operation.ADD_CASE_NOTE, note.key, lambda connector: filed(connector.add_case_note(note, call)), call
        )

    def attach_document(self, document: Document, call: Call) -> Filed:
        """Attach a file; raises `OutcomeUnknown` as `open_episode` does."""
        return self._write(
            Operation.ATTACH_DOCUMENT,
            document.key,
            lambda connector: filed(connector.attach_document(document, call)),
            call,
        )

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        """The episode with our reference; None only where the system itself answered that it has none."""
        source = self._connected()
        with self._lock:
            is_being_opened = str(reference) in self._being_written
        if is_being_opened:
            raise Unavailable("An earlier call for this reference has not come back")

        def work(connector: CaseManagement) -> Episode | None:
            found = connector.find_episode(reference, call)
            return None if found is None else episode_for(found, reference)

        return source.ask(Operation.FIND_EPISODE, work, call.deadline).result()

    def _write(self, operation: Operation, key: str, ask: Callable[[CaseManagement], Value], call: Call) -> Value:
        """One call that changes something, never two of one key at once."""
        source = self._connected()
        with self._lock:
            if key in self._being_written:
                raise OutcomeUnknown("An earlier call for this reference has not come back")
            self._being_written.add(key)

        def work(connector: CaseManagement) -> Value:
            try:
                return ask(connector)
            finally:
                self._no_longer_writing(key)

        pending = source.ask(operation, work, call.deadline)
        if isinstance(pending, Refused):
            self._no_longer_writing(key)
        try:
            return pending.result()
        except TooSlow as failure:
            if not failure.was_started:
                self._no_longer_writing(key)
                raise
            raise OutcomeUnknown("The system did not answer in time") from None
        except ContractMismatch as failure:
            raise OutcomeUnknown(f"The system's answer cannot be relied on: {failure}") from None

    def _connected(self) -> Source[CaseManagement]:
        if self._source is None:
            raise NotConnected(f"{self.description.title} is not connected")
        return self._source

    def _no_longer_writing(self, key: str) -> None:
        with self._lock:
            self._being_written.discard(key)
