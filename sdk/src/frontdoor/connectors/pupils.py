"""A pupil as an education system records one, and how the record came about."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from frontdoor.domain.identifiers import Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex


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
class Suspension:
    """A suspension, or, where `permanent`, an exclusion for good, which has no end and no sessions.

    `reasons` are up to three codes of the Department for Education's list, as the source gave them.
    """

    starts: date
    ends: date | None = None
    sessions: int | None = None
    reasons: tuple[str, ...] = ()
    permanent: bool = False


@frozen
class SenInvolvement:
    """The council's work on a child's special educational needs: in which phase it is, since when, who leads it."""

    phase: str
    since: date | None = None
    primary_need: str = ""
    lead: KeyContact | None = None


@frozen
class MissingEducation:
    """A child who is on no school's roll, or taught at home (`home_educated`), and since when."""

    since: date | None
    reason: str = ""
    home_educated: bool = False


class IntakeState(StrEnum):
    """How what arrived last was joined to the record: by itself, with differences, or not at all."""

    AUTOMATCHED = "automatched"
    CONFLICT = "conflict"
    UNMATCHED = "unmatched"


@frozen
class FieldConflict:
    """One field in which what arrived differs from what was held. Both are shown; neither is dropped."""

    field: str
    held: str
    arrived: str


@frozen
class Intake:
    """How the newest file was joined to this record, field by field where they disagree."""

    state: IntakeState
    arrived_on: date | None = None
    conflicts: tuple[FieldConflict, ...] = ()


@frozen
class PupilRecord:
    """A pupil as an education system records one.

    `sen_provision`: N none, K SEN support, E EHC plan. `missing_education` is None where the system does not say that
    the child misses education; that is not the same as being on a roll.
    """

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
    suspensions: tuple[Suspension, ...] = ()
    sen: tuple[SenInvolvement, ...] = ()
    missing_education: MissingEducation | None = None
    intake: Intake | None = None
    notes: Mapping[str, str] = field(factory=dict)
    """Anything a reader must know of the record's quality, by field, like an over-long name that was cut."""
