"""What an education system can be asked. Education is read and never written. Any method may raise a failure."""

from typing import Protocol, runtime_checkable

from frontdoor.connectors.records import Answer, Call, PersonQuery, PupilRecord


@runtime_checkable
class EducationSystem(Protocol):
    """A council's education records. Methods are synchronous and may be called from several threads at once."""

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        """Pupils who fit every given part of the query, at most `query.limit`."""

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        """One pupil; raises `NotFound`."""

    def check(self) -> None:
        """Prove that the records can be read; raises a `ConnectorFailure` where they cannot."""

    def close(self) -> None:
        """Give back connections and files. Called once, when the portal stops."""
