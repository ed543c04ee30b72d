"""A file that somebody added, what is known of it, and the bounds of what is taken."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.identifiers import Reference


class FileKind(StrEnum):
    """What a file is, judged by its content."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TEXT = "text"
    EML = "eml"
    MSG = "msg"


class FileState(StrEnum):
    """Whether a file may be fetched yet."""

    CHECKING = "checking"
    """On its way through the virus scanner: nobody may fetch it."""
    CLEAN = "clean"
    INFECTED = "infected"
    """The scanner found something: nobody may ever fetch it."""
    UNCHECKED = "unchecked"
    """This deployment has no scanner and says so: it may be fetched, with that said beside it."""
    UNREADABLE = "unreadable"
    """Its bytes are gone or damaged: nobody may fetch it, and it may be added again."""


class Removed(StrEnum):
    """What the shared copy of a picture has lost."""

    PLACE = "place"
    CAMERA = "camera"
    TIME = "time"
    NOTES = "notes"


PLACE_INSIDE = "where a picture inside was taken"
"""What a document or an email says besides its maker, where a picture in it has a place: it goes out as it came. No
line of `about` that comes from a file reads like this, since each begins with a label."""


class Unwanted(StrEnum):
    """Why a file is not taken. `web.file_words` says each in a sentence."""

    NO_NAME = "no_name"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NO_ROOM_IN_DRAFT = "no_room_in_draft"
    NO_ROOM_FOR_PERSON = "no_room_for_person"
    NO_ROOM_AT_ALL = "no_room_at_all"
    SAME = "same"
    WRONG_TYPE = "wrong_type"
    OLD_OFFICE = "old_office"
    MISNAMED = "misnamed"
    DOUBLE_EXTENSION = "double_extension"
    LOCKED = "locked"
    TWO_IN_ONE = "two_in_one"
    SCRIPTS = "scripts"
    HOLDS_FILES = "holds_files"
    MACROS = "macros"
    FETCHES = "fetches"
    BOMB = "bomb"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_TEXT = "not_text"
    DAMAGED = "damaged"
    BROKEN_OFF = "broken_off"


class NotTaken(ValueError):
    """A file is not taken. Nothing of it is kept, and what else was sent stays."""

    def __init__(self, why: Unwanted) -> None:
        super().__init__(why.value)
        self.why = why


MEGABYTE = 1_000_000


@frozen
class FileLimits:
    """How much is taken. Sizes are bytes: of one file, of all files of a draft, of all drafts of a person.

    `spare` is what stays free on the disk: below it no file is taken, so that concerns can still be sent.
    """

    per_draft: int = 20
    one: int = 25 * MEGABYTE
    draft: int = 100 * MEGABYTE
    person: int = 500 * MEGABYTE
    spare: int = 500 * MEGABYTE


@frozen
class Content:
    """Bytes in the storage: under which random key, how many, and their SHA-256."""

    key: str
    size: int
    sha256: str


@frozen
class Judged:
    """What a file is. `about` is what it says of its maker; `removed` is gone from `copy`, the cleaned one, if any."""

    kind: FileKind
    about: tuple[str, ...] = ()
    removed: frozenset[Removed] = frozenset()
    copy: Content | None = None
    copy_kind: FileKind | None = None


@frozen
class Attachment:
    """One file. `name` is cleaned and for display only; `original` is exactly what was sent.

    `copy` is what people fetch, where a cleaned one was made; then the original is sealed: an officer needs a reason.
    `reference` is the contact it went with, once its draft was sent.
    """

    id: str
    draft_id: str
    name: str
    kind: FileKind
    original: Content
    added_by: str
    added_at: datetime
    state: FileState
    next_check_at: datetime
    copy: Content | None = None
    copy_kind: FileKind | None = None
    about: tuple[str, ...] = ()
    removed: frozenset[Removed] = frozenset()
    reference: Reference | None = None
    checks: int = 0
    finding: str = ""
    checked_at: datetime | None = None

    @property
    def shared(self) -> Content:
        """What people fetch."""
        return self.copy or self.original

    @property
    def shared_kind(self) -> FileKind:
        return self.copy_kind or self.kind

    @property
    def is_sealed(self) -> bool:
        """Whether the original differs from what people fetch."""
        return self.copy is not None

    @property
    def may_be_fetched(self) -> bool:
        return self.state in {FileState.CLEAN, FileState.UNCHECKED}

    @property
    def is_lost(self) -> bool:
        """Whether nobody can open it, and not only for now: something was found in it, or its bytes are gone."""
        return self.state in {FileState.INFECTED, FileState.UNREADABLE}


@frozen
class FileCounts:
    """How files stand, for whoever runs the portal."""

    by_state: dict[FileState, int]
    oldest_checking: datetime | None
