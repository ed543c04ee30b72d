"""Other systems, asked through one gateway, and the one that new episodes go to."""

from collections.abc import Collection, Sequence
from typing import Protocol

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.sources import AboutPerson, AboutPupil, KnownAs, SourceDescription


class Gateway(Protocol):
    """The only way to other systems: deadlines, isolation, and an honest state for every source.

    No method raises for a system's failure: the answer says what happened. All sources are asked at once.
    """

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        """One answer per case-management system: everybody who fits any of the queries."""
        ...

    def search_both(
        self,
        people_like: Sequence[PersonQuery],
        pupils_like: Sequence[PersonQuery],
        call: Call,
        *,
        but: Collection[str] = (),
    ) -> tuple[tuple[SourceAnswer[PersonRecord], ...], tuple[SourceAnswer[PupilRecord], ...]]:
        """The same for both kinds of systems, all in parallel; those whose names are in `but` are not asked."""
        ...

    def ask_about_person(
        self,
        source: str,
        person_id: str,
        pupils_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
        details: bool = True,
    ) -> AboutPerson:
        """A person's record and what belongs to it, and pupils who fit any of the queries, in parallel.

        Where the record is not about whoever is `known`, nothing of it is answered. Systems beside it whose names are
        in `but` are not asked, nor, without `details`, for what belongs to the record.
        """
        ...

    def ask_about_pupil(
        self,
        source: str,
        pupil_id: str,
        people_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
    ) -> AboutPupil:
        """A pupil's record, and people in case management who fit any of the queries, likewise."""
        ...

    def read_episode(self, source: str, episode_id: str, reference: Reference, call: Call) -> SourceAnswer[Episode]:
        """One episode as its system holds it now."""
        ...

    def sources(self) -> tuple[SourceDescription, ...]:
        """Every connected system, whether or not it answers now."""
        ...


class EpisodeDesk(Protocol):
    """The one case-management system that new episodes go to. Methods raise `ConnectorFailure`."""

    @property
    def description(self) -> SourceDescription: ...

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode: ...

    def find_episode(self, reference: Reference, call: Call) -> Episode | None: ...

    def add_case_note(self, note: CaseNote, call: Call) -> Filed: ...

    def attach_document(self, document: Document, call: Call) -> Filed: ...
