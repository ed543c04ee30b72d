"""Connectors made for an earlier version of the contracts, kept working by this one.

Version 1 (2026-11) had no warnings, no feeds, no case notes and no documents, and `read_episode` answered with a bare
episode.
"""

from datetime import UTC, datetime
from typing import Any, Protocol, runtime_checkable

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import Reference

NOT_IN_VERSION_1 = (
    Operation.GET_WARNINGS,
    Operation.LIST_CHANGED_PEOPLE,
    Operation.ATTACH_DOCUMENT,
    Operation.LIST_CHANGED_PUPILS,
)


@runtime_checkable
class CaseManagementVersion1(Protocol):
    """What a case-management connector of version 1 promises; see `CaseManagement` for the words."""

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]: ...
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]: ...
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]: ...
    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]: ...
    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode: ...
    def find_episode(self, reference: Reference, call: Call) -> Episode | None: ...
    def read_episode(self, episode_id: str, call: Call) -> Episode: ...
    def check(self) -> None: ...
    def close(self) -> None: ...


@runtime_checkable
class EducationSystemVersion1(Protocol):
    """What an education connector of version 1 promises; see `EducationSystem` for the words."""

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]: ...
    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]: ...
    def check(self) -> None: ...
    def close(self) -> None: ...


class AdaptedCaseManagement(CaseManagement):
    """A connector of version 1 as this version asks it. What that version had not, is refused."""

    def __init__(self, earlier: CaseManagementVersion1) -> None:
        self._earlier = earlier

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        return self._earlier.search_people(query, call)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return self._earlier.get_person(person_id, call)

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return self._earlier.get_relationships(person_id, call)

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        return self._earlier.get_involvements(person_id, call)

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return self._earlier.open_episode(request, call)

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        return self._earlier.find_episode(reference, call)

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        return Answer(self._earlier.read_episode(episode_id, call), datetime.now(UTC))

    def check(self) -> None:
        self._earlier.check()

    def close(self) -> None:
        self._earlier.close()


class AdaptedEducationSystem(EducationSystem):
    """A connector of version 1 as this version asks it."""

    def __init__(self, earlier: EducationSystemVersion1) -> None:
        self._earlier = earlier

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        return self._earlier.search_pupils(query, call)

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        return self._earlier.get_pupil(pupil_id, call)

    def check(self) -> None:
        self._earlier.check()

    def close(self) -> None:
        self._earlier.close()


def adapted(connector: Any, promise: type[Any]) -> Any:
    """A connector of version 1 behind today's `promise`, or None where it does not keep version 1's."""
    if promise is CaseManagement and isinstance(connector, CaseManagementVersion1):
        return AdaptedCaseManagement(connector)
    if promise is EducationSystem and isinstance(connector, EducationSystemVersion1):
        return AdaptedEducationSystem(connector)
    return None


def capabilities_in_version_1(declared: Capabilities) -> Capabilities:
    """What a connector of version 1 declared, in today's operations.

    Looking an episode up belonged to opening one, and a case note was copied by a person or not at all.
    """
    copied = declared.level(Operation.ADD_CASE_NOTE) is Level.MANUAL
    return declared.with_levels(
        {
            **dict.fromkeys(NOT_IN_VERSION_1, Level.NONE),
            Operation.FIND_EPISODE: declared.level(Operation.OPEN_EPISODE),
            Operation.ADD_CASE_NOTE: Level.MANUAL if copied else Level.NONE,
        }
    )
