"""What is kept of drafts: their words, who works on them, two versions of a page, and for how long."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from attrs import field, frozen

from frontdoor_portal.use_cases.models import Draft


@frozen
class DraftRules:
    """How long this council keeps a draft that nobody uses, and lets an earlier version of a form be sent."""

    kept: timedelta = timedelta(days=90)
    warned_before: timedelta = timedelta(days=14)
    old_form_sent_for: timedelta = timedelta(days=14)
    left_alone: timedelta = timedelta(days=1)
    """How long after it was last used nobody takes a draft over whose writer is still here."""


@frozen
class Share:
    """A colleague who works on a draft as well, since when, and who asked them."""

    professional_id: str
    shared_by: str
    shared_at: datetime


@frozen
class OtherVersion:
    """What somebody typed on a page that was changed between their opening it and their saving it.

    `answers` are those of that page. It stays until somebody chooses, question by question.
    """

    id: str
    draft_id: str
    page_id: str
    answers: Mapping[str, Any] = field(repr=False)
    written_by: str
    written_at: datetime


class DraftStore(Protocol):
    def add(self, draft: Draft) -> None: ...

    def get(self, draft_id: str) -> Draft | None: ...

    def get_to_change(self, draft_id: str) -> Draft | None:
        """The same; whoever else wants to change it waits until this transaction is over."""
        ...

    def save(self, draft: Draft) -> Draft:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def of_author(self, professional_id: str) -> tuple[Draft, ...]:
        """The drafts that a person began, last changed first."""
        ...

    def of_agency(self, agency_id: str) -> tuple[Draft, ...]:
        """Every draft of an agency, last changed first."""
        ...

    def left_behind(self) -> tuple[Draft, ...]:
        """Every draft whose author has no open account at its agency any more, last changed first."""
        ...

    def open_to(self, professional_id: str, agency_id: str) -> tuple[Draft, ...]:
        """An agency's drafts that a person began or was asked to work on, and what they took over, whatever its agency.

        Last changed first.
        """
        ...

    def unused_since(self, at: datetime) -> tuple[str, ...]:
        """The ids of drafts that nobody used since a time."""
        ...

    def remove(self, draft: Draft) -> None:
        """Drop a draft in the version that was read, with its shares and versions. Raises `Stale`."""

    def share(self, draft_id: str, share: Share) -> bool:
        """Let a colleague work on it; False where they do already."""
        ...

    def stop_sharing(self, draft_id: str, professional_id: str) -> bool:
        """False where they did not work on it."""
        ...

    def shared_with(self, professional_id: str) -> tuple[str, ...]:
        """The ids of every draft that a person was asked to work on, of whatever agency."""
        ...

    def shares_of(self, draft_ids: Collection[str]) -> Mapping[str, tuple[Share, ...]]:
        """Who works on each of these beside whoever has it, first come first; nothing of one that is not shared."""
        ...

    def keep_version(self, version: OtherVersion) -> None:
        """Keep a version of a page; one that is kept already stays as it is."""

    def versions_of(self, draft_id: str) -> tuple[OtherVersion, ...]:
        """Every version that waits for a choice, oldest first."""
        ...

    def remove_version(self, version_id: str) -> None: ...

    def in_force_since(self, form_id: str, version: str) -> datetime | None:
        """From when a version of a form is in force: as it was published, or as it was noted of the library's."""
        ...

    def note_in_force(self, form_id: str, version: str, now: datetime) -> None:
        """Note since when the library brings this version of a form, unless it is noted, and forget any other."""
