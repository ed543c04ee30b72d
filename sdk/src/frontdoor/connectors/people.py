"""A person as a case-management system records one, and what belongs to that person there."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex


class CaseStatus(StrEnum):
    """Whether children's social care works with the person now."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_KNOWN = "not_known"


class PlanKind(StrEnum):
    """Under what plan children's social care works with a child."""

    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"
    LOOKED_AFTER = "looked_after"


@frozen
class Plan:
    """A plan that is in force."""

    kind: PlanKind
    since: date | None = None


@frozen
class LegalStatus:
    """One that is in force: `code` as in the return of looked-after children (`C2`), or the system's own words."""

    code: str
    since: date | None = None


@frozen
class PersonRecord:
    """A person as a case-management system records them.

    `plans` and `legal_statuses` hold what is in force; empty where the system says that nothing is, and None where it
    cannot tell, which are two things to whoever reads it.
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
    plans: tuple[Plan, ...] | None = None
    legal_statuses: tuple[LegalStatus, ...] | None = None


@frozen
class Relationship:
    """Another person's relation to the person asked about, like `mother` or `brother`.

    `same_household` says whether they live together; None where the system does not know.
    """

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
class PersonWarning:
    """Something that whoever deals with the person must know first, like a risk to workers at the address.

    `kind` and `text` are the system's own words; `review_on` is the day it is to be looked at again, so that a
    reader can see that it may be out of date.
    """

    kind: str
    text: str = ""
    since: date | None = None
    review_on: date | None = None
