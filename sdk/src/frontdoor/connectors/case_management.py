"""What a case-management system can be asked. Every method may raise any `ConnectorFailure`."""

from typing import Protocol, runtime_checkable

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import Unsupported
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.domain.identifiers import Reference


@runtime_checkable
class CaseManagement(Protocol):
    """A children's social care system. Methods are synchronous and may be called from several threads at once.

    An empty tuple means that the system itself answered "none"; anything short of an answer is a failure raised. A
    connector that subclasses this protocol need only write what it declares: every other operation is refused with
    `Unsupported`.
    """

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        """People who fit every given part of the query, at most `query.limit`."""
        raise _not_done(self, "search_people")

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        """One person; raises `NotFound` or, where even the name is closed, `RestrictedRecord`."""
        raise _not_done(self, "get_person")

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        """Family and household of one person."""
        raise _not_done(self, "get_relationships")

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        """Current workers and teams of one person, the allocated worker first."""
        raise _not_done(self, "get_involvements")

    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        """Warnings in force about one person, and the restrictions that whoever deals with them must keep."""
        raise _not_done(self, "get_warnings")

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        """Who is on record, at most `most` a page (`MOST_ON_A_PAGE` at most), in an order of the source's own.

        `after` is the cursor of the page before, or empty to begin. Followed from the beginning to `is_last`, the
        pages hold everybody; followed on from there, whoever was added, changed or removed since. Somebody may come
        twice and nobody may be left out. Raises `NotFound` where the cursor is too old to go on from: begin again.
        """
        raise _not_done(self, "list_changed_people")

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        """Open a contact-and-referral episode, once per reference: asked again, answer with the same one.

        Raises `OutcomeUnknown` when the request may have arrived and no answer did, and `DuplicateSuspected` when
        the system believes that it knows the person who is to be created.
        """
        raise _not_done(self, "open_episode")

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        """The episode opened with our reference, or None when the system is sure it has none.

        Asked of the part of the system that is written to, never of a copy that lags behind it.
        """
        raise _not_done(self, "find_episode")

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        """One episode by the system's own id: its status, its outcome and what comes next; raises `NotFound`."""
        raise _not_done(self, "read_episode")

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        """Add a case note, once per `note.key`: asked again, answer with the same one.

        A connector whose system cannot tell a repeat looks before it adds; one that can do neither declares
        `MANUAL`. Raises `OutcomeUnknown` as `open_episode` does.
        """
        raise _not_done(self, "add_case_note")

    def attach_document(self, document: Document, call: Call) -> Filed:
        """Attach a file to an episode, once per `document.key`, as `add_case_note` does.

        Raises `RecordRejected` for a file that the system will never take.
        """
        raise _not_done(self, "attach_document")

    def check(self) -> None:
        """Prove that the system can be reached with our account; raises a `ConnectorFailure` where it cannot."""
        raise _not_done(self, "check")

    def close(self) -> None:
        """Give back connections and files. Called once, when the portal stops."""
        return


def _not_done(connector: object, operation: str) -> Unsupported:
    return Unsupported(f"{type(connector).__name__} does not do {operation}")
