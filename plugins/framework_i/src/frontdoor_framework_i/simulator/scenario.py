"""How the simulator is to behave, settable when it starts and while it runs."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import ge, optional

from frontdoor_framework_i.contract import reference_contract

EVERYBODY = "*"
"""In `locked`: somebody is working in every record."""


class Answering(StrEnum):
    """What becomes of an answer on its way out, after the operation was carried out."""

    NORMAL = "normal"
    SILENT = "silent"
    """The connection stays open and nothing comes."""
    CUT = "cut"
    """Half the answer, then the connection is closed."""
    SERVER_ERROR = "server_error"
    """HTTP 500 with a page instead of a SOAP fault."""
    SERVER_FAULT = "server_fault"
    """A SOAP fault with the bare code `Server`, which promises nothing."""
    EMPTY = "empty"
    HTML = "html"
    """HTTP 200 with a sign-in page."""
    REDIRECT = "redirect"
    MALFORMED = "malformed"
    """XML that ends in the middle, in an HTTP answer that is whole."""
    DOCTYPE = "doctype"
    """The right answer below a document type with entities that multiply."""
    OVERSIZED = "oversized"
    """An answer without end."""
    DRIP_FEED = "drip_feed"
    """The right answer, one byte at a time."""
    WRONG_REQUEST = "wrong_request"
    """The answer to somebody else's request."""
    WRONG_PERSON = "wrong_person"
    """Another person's data."""
    WRONG_REFERENCE = "wrong_reference"
    """Another submission's reference, note or document."""
    NO_ID = "no_id"
    """Success without the id of what was opened or filed."""
    NEW_SHAPE = "new_shape"
    """An element that the contract does not have."""


class Opening(StrEnum):
    """How often an episode is opened."""

    ONCE = "once"
    """Once for each reference; asked again, the answer is the same one."""
    TWICE = "twice"
    """Two for the first request with a reference."""
    ANEW = "anew"
    """Another for each request, as a system does that knows no idempotency."""


class Suspecting(StrEnum):
    """Of which new people the system believes that it knows them already."""

    NOBODY = "nobody"
    ALIKE = "alike"
    """Of those who share a number, or name and date of birth, with somebody on record."""
    EVERYBODY = "everybody"


def _names_operations(_: Any, attribute: "Attribute[Any]", value: Iterable[str]) -> None:
    unknown = set(value) - set(reference_contract().operations)
    if unknown:
        raise ValueError(f"{attribute.name}: the contract has no {', '.join(sorted(unknown))}")


@frozen
class Scenario:
    """The whole of how to behave; a new one replaces all of the last.

    `answering` holds for `operations` (all where none is named), for the first `times` calls (for ever where 0).
    With `commits` false such a call changes nothing. Times are in milliseconds.
    """

    answering: Answering = Answering.NORMAL
    operations: tuple[str, ...] = field(default=(), validator=_names_operations)
    times: int = field(default=0, validator=ge(0))
    commits: bool = True
    answer_after_ms: int = field(default=0, validator=ge(0))
    slow_ms: Mapping[str, int] = field(factory=dict, validator=_names_operations)
    """More time for one operation, by its name."""
    locked: tuple[str, ...] = ()
    """Ids of people in whose records somebody is working; `*` stands for everybody."""
    closed: tuple[str, ...] = ()
    """Ids of people of whom even the name is closed."""
    mandatory_answers: tuple[str, ...] = ()
    """Ids of questions without whose answer no episode is opened."""
    mandatory_fields: tuple[str, ...] = ()
    """Fields that the contract does not have, and without which no episode is opened."""
    unknown_teams: tuple[str, ...] = ()
    expired_password: bool = False
    opening: Opening = Opening.ONCE
    suspecting: Suspecting = Suspecting.NOBODY
    busy_seconds: int | None = field(default=None, validator=optional(ge(0)))
    """Every call is refused with `Server.Busy`, to come back after so many seconds."""
    turned_away_seconds: int | None = field(default=None, validator=optional(ge(0)))
    """The same from a gateway in front: HTTP 429 with a Retry-After, and no SOAP."""
    document_bytes: int | None = field(default=None, validator=optional(ge(0)))
    """Bytes of files that the store has room for, all together; None for any number."""
    stale_hours: int = field(default=0, validator=ge(0))
    """What is read comes from a copy of this age, and says so."""

    def concerns(self, operation: str) -> bool:
        return self.answering is not Answering.NORMAL and (not self.operations or operation in self.operations)

    def delay(self, operation: str) -> float:
        """Seconds to wait before answering."""
        return (self.answer_after_ms + self.slow_ms.get(operation, 0)) / 1000
