"""What an education system can be asked. Education is read and never written. Any method may raise a failure."""

from typing import Protocol, runtime_checkable

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.failures import Unsupported
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.pupils import PupilRecord


@runtime_checkable
class EducationSystem(Protocol):
    """A council's education records. Methods are synchronous and may be called from several threads at once.

    An empty tuple means that the system itself answered "none". A connector that subclasses this protocol need only
    write what it declares: every other operation is refused with `Unsupported`.
    """

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        """Pupils who fit every given part of the query, at most `query.limit`."""
        raise _not_done(self, "search_pupils")

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        """One pupil; raises `NotFound`."""
        raise _not_done(self, "get_pupil")

    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        """Who is on record, page by page, as `CaseManagement.list_changed_people` does."""
        raise _not_done(self, "list_changed_pupils")

    def check(self) -> None:
        """Prove that the records can be read; raises a `ConnectorFailure` where they cannot."""
        raise _not_done(self, "check")

    def close(self) -> None:
        """Give back connections and files. Called once, when the portal stops."""
        return


def _not_done(connector: object, operation: str) -> Unsupported:
    return Unsupported(f"{type(connector).__name__} does not do {operation}")
