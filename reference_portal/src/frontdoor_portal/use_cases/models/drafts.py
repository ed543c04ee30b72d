"""A form in progress."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

NOT_CHOSEN = "not_chosen"


@frozen
class Draft:
    """A form somebody is filling in. `answers` is whatever was typed, valid or not, by question id.

    It stays with the agency in which it was begun, whoever moves elsewhere.
    """

    id: str
    author_id: str
    agency_id: str
    form_id: str
    form_version: str
    answers: Mapping[str, Any]
    created_at: datetime
    changed_at: datetime
    send_attempted: bool = False
    """Whether sending was tried: from then on the task list shows what is missing."""
    version: int = 1
    changed_by: str = ""
    """Who saved it last; empty for its author."""
    holder_id: str = ""
    """The lead who took it over; empty while its author has it."""
    taken_over_at: datetime | None = None
    taken_over_why: str = ""
    kept_at: datetime | None = None
    """When somebody used it last without changing an answer: asked to keep it, added or took off a file, or wrote a
    version of a page that waits for a choice."""
    warned_at: datetime | None = None
    """When its people were told that it will be removed."""
    holds_record: bool = False
    """Whether it was filled in with what a record says, which was open to its author then."""
    left_behind: tuple[Mapping[str, Any], ...] = ()
    """Answers that are not in the form, each with the `version` that asked: those that an earlier version of the form
    had a place for, and those that were not chosen of two versions of a page, whose `why` is `NOT_CHOSEN`.
    """

    def was_not_chosen(self, behind: Mapping[str, Any]) -> bool:
        """Whether what is left behind was not chosen of two versions of a page: the form had a place for it.

        What was left before that was noted is told by its version, which holds until the draft is carried on.
        """
        return behind["why"] == NOT_CHOSEN if "why" in behind else bool(behind["version"] == self.form_version)

    @property
    def used_at(self) -> datetime:
        """When somebody changed it or used it otherwise last."""
        return max(self.changed_at, self.kept_at or self.changed_at)
