"""A case-management system that opens whatever it is asked to, and what can become of a call to it."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, evolve, field
from reference_portal.tests.fakes import CALLED
from reference_portal.tests.unit.delivery.queue_in_memory import Memory

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.sources import SourceDescription

DESCRIPTION = SourceDescription(
    "framework-i",
    "Framework-i",
    Capabilities({**CALLED, Operation.ADD_CASE_NOTE: Level.MANUAL}),
    is_case_management=True,
)


@define
class Vendor:
    """A case-management system that opens what it is asked to, every time: nothing here hides a second request.

    `script` holds what happens to the next calls, first come first: a function of the vendor and the request.
    """

    memory: Memory
    script: list[Callable[..., Any]] = field(factory=list)
    episodes: list[Episode] = field(factory=list)
    asked: list[str] = field(factory=list)
    calls: list[Call] = field(factory=list)
    on_record: str = ""
    """The record that episodes are opened on, where it is not the one asked for."""

    description: SourceDescription = DESCRIPTION
    filed: list[CaseNote | Document] = field(factory=list)

    def can(self, levels: Mapping[Operation, Level]) -> None:
        """From now on the system can do this, beside or instead of what it could."""
        capabilities = self.description.capabilities.with_levels(levels)
        self.description = evolve(self.description, capabilities=capabilities)

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return self._file("note", note, call)

    def attach_document(self, document: Document, call: Call) -> Filed:
        return self._file("document", document, call)

    def _file(self, operation: str, what: CaseNote | Document, call: Call) -> Filed:
        self._asked(operation, call)
        if self.script:
            answer: Filed = self.script.pop(0)(self, what)
            return answer
        self.filed.append(what)
        return Filed(f"{operation}-{len(self.filed)}")

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        self._asked("open", call)
        if self.script:
            answer: Episode = self.script.pop(0)(self, request)
            return answer
        return self.keep(request)

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        self._asked("find", call)
        if self.script:
            answer: Episode | None = self.script.pop(0)(self, reference)
            return answer
        return self.look_up(reference)

    def keep(self, request: EpisodeRequest) -> Episode:
        person = self.on_record or request.person_id or "p-new"
        number = f"E{len(self.episodes) + 1}"
        episode = Episode(number, request.reference, person, "started", request.team)
        self.episodes.append(episode)
        return episode

    def look_up(self, reference: Reference) -> Episode | None:
        return next((each for each in self.episodes if each.reference == reference), None)

    def _asked(self, operation: str, call: Call) -> None:
        assert self.memory.open_transactions == 0, "a transaction was open while the system was called"
        self.asked.append(operation)
        self.calls.append(call)


def fails(failure: BaseException) -> Callable[..., Any]:
    """The call fails and changes nothing."""

    def happen(*_: Any) -> Any:
        raise failure

    return happen


def keeps_and_fails(failure: BaseException) -> Callable[..., Any]:
    """The system carries the request out, and its answer never comes."""

    def happen(vendor: Vendor, asked: Any) -> Any:
        if isinstance(asked, EpisodeRequest):
            vendor.keep(asked)
        raise failure

    return happen
