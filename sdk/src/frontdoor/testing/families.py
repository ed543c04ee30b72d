"""One set of made-up families, the same in every simulator, test and demonstration.

It holds the cases that break systems: siblings and twins, an unborn child, two children of one name, no UPN, a
temporary UPN, two NHS numbers, restricted and ex-directory records, a duplicate that was merged, an address that
must not be disclosed, and names of one word or in other scripts. Some children are known to education only, some to
social care only, and some to both with small differences, as in life.

Nobody is real: see the head of `families.toml` for the ranges that guarantee it.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from attrs import field, frozen

from frontdoor.connectors.people import CaseStatus, LegalStatus, Plan
from frontdoor.connectors.pupils import Attendance, KeyContact
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex

LOCAL_AUTHORITY = "885"
"""The local authority number that the made-up schools and UPNs carry."""

COUNCIL_NAME = "Severnshire Council"


@frozen
class MadeUpSchool:
    """A school; `estab` is its four-digit establishment number, outside the ranges real schools have."""

    key: str
    estab: str
    name: str
    phase: str
    contacts: tuple[KeyContact, ...]


@frozen
class MadeUpWorker:
    """Somebody who works with families; `confirmed_on` is when the contact details were last checked."""

    key: str
    name: str
    job_title: str
    team: str
    phone: str
    email: str
    confirmed_on: date


@frozen
class MadeUpInvolvement:
    """A worker involved with a person, and in what part."""

    worker: MadeUpWorker
    role: str
    since: date


@frozen
class MadeUpPupil:
    """What the education system holds of a child, which need not be what social care holds."""

    school: MadeUpSchool
    year_group: str
    name: PersonName
    preferred_name: PersonName | None
    birth_date: date
    sex: Sex
    upn: Upn
    former_upns: tuple[Upn, ...]
    address: Address
    sen_provision: str
    looked_after: bool
    attendance: tuple[Attendance, ...]


@frozen
class MadeUpPerson:
    """A child or an adult as the case-management system holds them.

    `key` is `family.member`. `case_id` is the id in the case-management system, None for a person unknown there.
    `pupil` is None for whoever is unknown to the education system. `duplicate_of` is the key of the person whose
    record replaced this one.
    """

    key: str
    family: str
    name: PersonName
    other_names: tuple[PersonName, ...]
    birth_date: BirthDate
    sex: Sex
    address: Address
    phone: str
    nhs_numbers: tuple[NhsNumber, ...]
    upn: Upn | None
    former_upns: tuple[Upn, ...]
    is_child: bool
    case_id: str | None
    case_status: CaseStatus
    restricted: bool
    ex_directory: bool
    do_not_disclose_address: bool
    duplicate_of: str | None
    involvements: tuple[MadeUpInvolvement, ...]
    pupil: MadeUpPupil | None
    plans: tuple[Plan, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()


@frozen
class MadeUpRelationship:
    """`other` is the `relation` of `person` (both keys), as in: Rachel is the mother of Ella."""

    person: str
    other: str
    relation: str
    parental_responsibility: bool
    same_household: bool


@frozen
class MadeUpFamily:
    """One family. Each relationship is held in both directions."""

    key: str
    members: tuple[MadeUpPerson, ...]
    relationships: tuple[MadeUpRelationship, ...]

    def relationships_of(self, person: MadeUpPerson) -> tuple[MadeUpRelationship, ...]:
        return tuple(each for each in self.relationships if each.person == person.key)


@frozen
class MadeUpCouncil:
    """Everything the file holds."""

    schools: tuple[MadeUpSchool, ...]
    workers: tuple[MadeUpWorker, ...]
    families: tuple[MadeUpFamily, ...] = field(repr=False)


@cache
def council() -> MadeUpCouncil:
    """The whole set, read once and the same in every process."""
    from frontdoor.testing.families_file import read_council

    return read_council()


def families() -> tuple[MadeUpFamily, ...]:
    return council().families


def schools() -> tuple[MadeUpSchool, ...]:
    return council().schools


def workers() -> tuple[MadeUpWorker, ...]:
    return council().workers


def people() -> Iterator[MadeUpPerson]:
    """Every member of every family, in the order of the file."""
    return (member for family in families() for member in family.members)


def children() -> tuple[MadeUpPerson, ...]:
    """Every child, unborn ones and records marked as duplicates included."""
    return tuple(person for person in people() if person.is_child)


def adults() -> tuple[MadeUpPerson, ...]:
    return tuple(person for person in people() if not person.is_child)


def person(key: str) -> MadeUpPerson:
    """The person of that key, like `ashdown.ella`; raises `KeyError`."""
    for each in people():
        if each.key == key:
            return each
    raise KeyError(key)
