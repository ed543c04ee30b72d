"""What every question to a connector has in common: who asks and why, whom to look for, and how old the answer is."""

from datetime import date, datetime
from typing import Generic, TypeVar

from attrs import frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn

Value = TypeVar("Value")


@frozen
class Call:
    """Who asks and why, sent with every call so that the system's own audit can name a person.

    `acting_for` is the id under which the front door's own audit has them, or a word for the front door itself.
    `deadline` is in seconds for the whole call; a connector passes it to its transport, and the gateway enforces
    it from outside as well.
    """

    acting_for: str
    purpose: str
    deadline: float = 3.0


@frozen
class Answer(Generic[Value]):
    """A value with the UTC time it was true in the source: now for a live call, the file's date for a feed."""

    value: Value
    as_at: datetime


@frozen
class PersonQuery:
    """Whom to look for. Every part is optional; a connector answers with whoever fits all the given parts.

    `text` parts are what a person typed; `limit` is the most records wanted, 50 at most.
    """

    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    postcode: Postcode | None = None
    upn: Upn | None = None
    nhs_number: NhsNumber | None = None
    limit: int = 20
