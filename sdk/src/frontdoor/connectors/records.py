"""What passes between the portal and a connector: questions about people, records, episodes."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import field, frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.triage import Priority

Value = TypeVar("Value")


@frozen
class Call:
    """Who asks and why, sent with every call so that the system's own audit can name a person.

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


class CaseStatus(StrEnum):
    """Whether children's social care works with the person now."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_KNOWN = "not_known"


@frozen
class PersonRecord:
    """A person as a case-management system records them.

    A restricted record has `restricted` true and carries a display name at most: no other part may be filled.
    `do_not_disclose_address` means the address must not leave the front door team.
    """

    id: str
    name: PersonName
    other_names: tuple[PersonName, ...] = ()
    birth_date: BirthDate | None = None
    sex: Sex = Sex.UNKNOWN
    address: Address = field(factory=Address)
    nhs_numbers: tuple[NhsNumber, ...] = ()
    upns: tuple[Upn, ...] = ()
    case_status: CaseStatus = CaseStatus.NOT_KNOWN
    restricted: bool = False
    do_not_disclose_address: bool = False
    duplicate_of: str = ""
    """The id of the record that replaced this one, where the system marks duplicates."""


@frozen
class Relationship:
    """Another person's relation to the person asked about, like `mother` or `brother`."""

    person_id: str
    name: PersonName
    relation: str
    parental_responsibility: bool | None = None
    same_household: bool | None = None
    birth_date: BirthDate | None = None


@frozen
class Involvement:
    """A worker or team involved with a person, with how to reach them.

    `confirmed_on` is the day somebody last checked that the contact details are right.
    """

    worker: str
    role: str
    team: str
    phone: str = ""
    email: str = ""
    since: date | None = None
    confirmed_on: date | None = None


@frozen
class NewPerson:
    """The person to create with an episode, when an officer confirmed that no record exists."""

    name: PersonName
    birth_date: BirthDate | None
    sex: Sex
    address: Address
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None


@frozen
class PopulatedAnswer:
    """One answer carried into the episode: the form's question id, its wording as asked, the answer as text."""

    question_id: str
    question: str
    answer: str


@frozen
class EpisodeRequest:
    """A contact-and-referral episode to open. Exactly one of `person_id` and `new_person` is given.

    `reference` is the idempotency key: asked twice with the same one, a system must hold one episode.
    `contact_date` is when the front door received the contact (UTC); `source_code` is of the census list.
    """

    reference: Reference
    contact_date: datetime
    source_code: str
    category: str
    priority: Priority
    answers: tuple[PopulatedAnswer, ...]
    team: str
    person_id: str | None = None
    new_person: NewPerson | None = None

    def __attrs_post_init__(self) -> None:
        if (self.person_id is None) == (self.new_person is None):
            raise ValueError("An episode is for a known person or a new one, not both and not neither")


@frozen
class Episode:
    """An episode as the case-management system holds it; `reference` is ours, as it recorded it."""

    id: str
    reference: Reference
    person_id: str
    status: str
    team: str
    outcome: str = ""


@frozen
class KeyContact:
    """Somebody at a school to ask, like its designated safeguarding lead."""

    name: str
    role: str
    phone: str = ""
    email: str = ""
    confirmed_on: date | None = None


@frozen
class Attendance:
    """A school year's attendance in sessions (half days), as the transfer file totals it."""

    school_year: str
    possible: int
    attended: int
    unauthorised: int

    @property
    def percentage(self) -> float | None:
        """Attended of possible sessions, to one decimal place; None where none were possible."""
        return round(100 * self.attended / self.possible, 1) if self.possible else None


@frozen
class PupilRecord:
    """A pupil as an education system records one. `sen_provision`: N none, K SEN support, E EHC plan."""

    id: str
    name: PersonName
    other_names: tuple[PersonName, ...] = ()
    birth_date: BirthDate | None = None
    sex: Sex = Sex.UNKNOWN
    upn: Upn | None = None
    former_upns: tuple[Upn, ...] = ()
    address: Address = field(factory=Address)
    school: str = ""
    year_group: str = ""
    sen_provision: str = ""
    looked_after: bool | None = None
    attendance: tuple[Attendance, ...] = ()
    contacts: tuple[KeyContact, ...] = ()
    notes: Mapping[str, str] = field(factory=dict)
    """Anything a reader must know of the record's quality, by field, like an over-long name that was cut."""
