"""What a case-management system can be asked. Every method may raise any `ConnectorFailure`."""

from typing import Protocol, runtime_checkable

from frontdoor.connectors.records import (
    Answer,
    Call,
    Episode,
    EpisodeRequest,
    Involvement,
    PersonQuery,
    PersonRecord,
    Relationship,
)
from frontdoor.domain.identifiers import Reference


@runtime_checkable
class CaseManagement(Protocol):
    """A children's social care system. Methods are synchronous and may be called from several threads at once.

    An empty tuple means that the system itself answered "none"; anything short of an answer is a failure raised.
    """

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        """People who fit every given part of the query, at most `query.limit`."""

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        """One person; raises `NotFound` or, where even the name is closed, `RestrictedRecord`."""

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        """Family and household of one person."""

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        """Current workers and teams of one person, the allocated worker first."""

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        """Open a contact-and-referral episode, once per reference: asked again, answer with the same one.

        Raises `OutcomeUnknown` when the request may have arrived and no answer did.
        """

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        """The episode opened with our reference, or None when the system is sure it has none."""

    def read_episode(self, episode_id: str, call: Call) -> Episode:
        """One episode by the system's own id; raises `NotFound`."""

    def check(self) -> None:
        """Prove that the system can be reached with our account; raises a `ConnectorFailure` where it cannot."""

    def close(self) -> None:
        """Give back connections and files. Called once, when the portal stops."""
