"""One version of a form from its first edit to the day another takes its place, and what keeping it needs."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from frontdoor.forms import FormDefinition


class FormState(StrEnum):
    """What has been done with a version. Whether a published one is in force still follows from the times of all."""

    EDITING = "editing"
    SUBMITTED = "submitted"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


FROZEN = frozenset({FormState.SCHEDULED, FormState.PUBLISHED})
"""States in which the text is what people are asked, or will be: it never changes."""


@frozen
class FormVersion:
    """One version. `text` is its TOML; `revision` counts changes of the row, so that two editors never overwrite.

    `version`, `digest` and `in_force_from` are set when it is published or scheduled. `wanted_at` is when its author
    wants it in force, None for at once. `text_before` is what one step of undoing brings back. `written_by` is
    everybody whose words may stand in the text beside those of the version it was begun from: none of them approves it.
    `written_before` is the same of `text_before`, whose writers come back with it.
    """

    id: str
    form_id: str
    state: FormState
    text: str
    based_on: str
    made_by: str
    made_by_name: str
    made_at: datetime
    changed_at: datetime
    text_before: str = ""
    note: str = ""
    wanted_at: datetime | None = None
    submitted_by: str = ""
    submitted_by_name: str = ""
    submitted_at: datetime | None = None
    approved_by: str = ""
    approved_by_name: str = ""
    rejection: str = ""
    version: str = ""
    digest: str = ""
    in_force_from: datetime | None = None
    written_by: frozenset[str] = frozenset()
    written_before: frozenset[str] = frozenset()
    revision: int = 1

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN


def digest_of(text: str) -> str:
    """By this a published text is recognised as the one that was published."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@frozen
class PublishedText:
    """What the catalogue needs of a version: its text, its digest as published, and when it comes into force."""

    id: str
    form_id: str
    version: str
    text: str
    digest: str
    in_force_from: datetime


class FormVersionStore(Protocol):
    """Versions of forms. A frozen one is never changed nor removed, whoever asks."""

    def add(self, version: FormVersion) -> None: ...

    def get(self, version_id: str) -> FormVersion | None: ...

    def all(self) -> tuple[FormVersion, ...]:
        """Every version, last changed first."""
        ...

    def save(self, version: FormVersion) -> FormVersion:
        """Store a change to the revision that was read; answers with the next.

        Raises `Stale` where somebody else changed it first, where it is frozen, and where another version of the form
        has its number.
        """
        ...

    def library_digest(self, form_id: str, version: str) -> str:
        """What was noted of a version that ships with the portal; empty where nothing was."""
        ...

    def note_library_digest(self, form_id: str, version: str, digest: str) -> None:
        """Note it, in place of what was. Raises `Stale` where somebody else does at the same moment."""

    def unschedule(self, version: FormVersion, before: datetime) -> FormVersion:
        """Take a scheduled version back to editing, approved by nobody, if it comes into force after `before`.

        Raises `Stale`.
        """
        ...

    def settle(self, now: datetime) -> tuple[str, ...]:
        """Call published what was scheduled and is in force by now; answers with their ids."""
        ...

    def remove(self, version: FormVersion) -> None:
        """Drop a version that was never published, in the revision that was read. Raises `Stale`."""
        ...

    def mark(self) -> tuple[object, ...]:
        """Changes whenever what `published` answers with does; cheap to ask."""
        ...

    def published(self) -> tuple[PublishedText, ...]:
        """Everything published or scheduled, by the time it came into force."""
        ...


class Ending(StrEnum):
    """How a draft ended, or stands, that was never sent."""

    LEFT = "left"
    DISCARDED = "discarded"


@frozen
class PageCount:
    """How many drafts of a version that were never sent were last saved on a page; "" where none was saved."""

    form_id: str
    version: str
    page_id: str
    drafts: int


@frozen
class VersionCount:
    """How many contacts were sent with a version, and of how many of them more information was asked."""

    form_id: str
    version: str
    sent: int
    returned: int


@frozen
class QuestionCount:
    """Of how many contacts sent with a version more information was asked on one question; "" where none was named."""

    form_id: str
    version: str
    question_id: str
    contacts: int


class FormReportStore(Protocol):
    """Counts by version of a form, and never who or about whom."""

    def sent(self) -> tuple[VersionCount, ...]: ...

    def returned(self) -> tuple[QuestionCount, ...]: ...

    def left(self, unchanged_since: datetime) -> tuple[PageCount, ...]:
        """Drafts that nobody has changed since then."""
        ...

    def discarded(self) -> tuple[PageCount, ...]:
        """Drafts that their authors threw away, where their form version was written down."""
        ...


def _nothing() -> None:
    """For an office whose forms do not change."""


def _nobody_told(form_id: str, version: str) -> None:
    """For an office without an operator."""


@frozen
class FormRules:
    """How forms are changed here. `library` is what ships with the portal, and `changed` tells the catalogue."""

    second_person: bool = True
    """Whether somebody else must approve a version before it is published."""
    library: Sequence[FormDefinition] = ()
    changed: Callable[[], None] = field(default=_nothing)
    alarm: Callable[[str, str], None] = field(default=_nobody_told)
    """Told the form and version of a text that is not as it was published, or as it shipped."""
