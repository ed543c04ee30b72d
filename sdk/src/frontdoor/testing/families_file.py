"""Reads `families.toml`: fills what a member or a pupil leaves out, and derives each relationship's other direction."""

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

from attrs import field, frozen

from frontdoor.connectors.people import CaseStatus, LegalStatus, Plan
from frontdoor.connectors.pupils import Attendance, KeyContact
from frontdoor.conversion import structure
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.testing.families import (
    MadeUpCouncil,
    MadeUpFamily,
    MadeUpInvolvement,
    MadeUpPerson,
    MadeUpPupil,
    MadeUpRelationship,
    MadeUpSchool,
    MadeUpWorker,
)

INVERSES = {
    "mother": ("daughter", "son", "child"),
    "father": ("daughter", "son", "child"),
    "stepmother": ("stepdaughter", "stepson", "stepchild"),
    "stepfather": ("stepdaughter", "stepson", "stepchild"),
    "grandmother": ("granddaughter", "grandson", "grandchild"),
    "foster carer": ("foster child", "foster child", "foster child"),
    "brother": ("sister", "brother", "sibling"),
    "sister": ("sister", "brother", "sibling"),
    "twin brother": ("twin sister", "twin brother", "twin"),
}
"""What the person at the other end is, by that person's sex: female, male, not known."""


@frozen
class _Involvement:
    worker: str
    role: str
    since: date


@frozen
class _Pupil:
    school: str
    year_group: str
    given: str | None = None
    family: str | None = None
    preferred: str = ""
    born: date | None = None
    upn: Upn | None = None
    address: tuple[str, ...] = ()
    sen: str = "N"
    looked_after: bool = False
    attendance: tuple[tuple[str, int, int, int], ...] = ()


@frozen
class _Member:
    key: str
    given: str
    sex: Sex
    family: str | None = None
    other_names: tuple[str, ...] = ()
    born: date | None = None
    estimated: bool = False
    expected: date | None = None
    nhs: tuple[NhsNumber, ...] = ()
    upn: Upn | None = None
    former_upns: tuple[Upn, ...] = ()
    adult: bool = False
    case_id: str | None = None
    status: CaseStatus = CaseStatus.NOT_KNOWN
    address: tuple[str, ...] = ()
    phone: str | None = None
    restricted: bool = False
    ex_directory: bool = False
    do_not_disclose_address: bool = False
    duplicate_of: str | None = None
    workers: tuple[_Involvement, ...] = ()
    pupil: _Pupil | None = None
    plans: tuple[Plan, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()


@frozen
class _Family:
    key: str
    surname: str
    members: tuple[_Member, ...]
    address: tuple[str, ...] = ()
    note: str = ""
    phone: str = ""
    relations: tuple[tuple[str, str, str, bool, bool], ...] = ()


@frozen
class _School:
    key: str
    estab: str
    name: str
    phase: str
    contacts: tuple[KeyContact, ...]


@frozen
class _File:
    schools: tuple[_School, ...]
    workers: tuple[MadeUpWorker, ...]
    families: tuple[_Family, ...] = field()


def read_council() -> MadeUpCouncil:
    """The made-up council as the package's file describes it."""
    text = resources.files("frontdoor.testing").joinpath("families.toml").read_text(encoding="utf-8")
    plain: dict[str, Any] = tomllib.loads(text)
    written = structure(plain, _File)
    schools = {
        each.key: MadeUpSchool(each.key, each.estab, each.name, each.phase, each.contacts) for each in written.schools
    }
    workers = {each.key: each for each in written.workers}
    families = tuple(_family(each, schools, workers) for each in written.families)
    return MadeUpCouncil(tuple(schools.values()), tuple(workers.values()), families)


def _family(written: _Family, schools: dict[str, MadeUpSchool], workers: dict[str, MadeUpWorker]) -> MadeUpFamily:
    members = tuple(_member(each, written, schools, workers) for each in written.members)
    by_key = {member.key: member for member in members}
    return MadeUpFamily(written.key, members, tuple(_relationships(written, by_key)))


def _member(
    written: _Member, family: _Family, schools: dict[str, MadeUpSchool], workers: dict[str, MadeUpWorker]
) -> MadeUpPerson:
    name = PersonName(written.given, family.surname if written.family is None else written.family)
    address = _address(written.address or family.address, family.note)
    return MadeUpPerson(
        key=f"{family.key}.{written.key}",
        family=family.key,
        name=name,
        other_names=tuple(_name(other) for other in written.other_names),
        birth_date=_birth_date(written),
        sex=written.sex,
        address=address,
        phone=family.phone if written.phone is None else written.phone,
        nhs_numbers=written.nhs,
        upn=written.upn,
        former_upns=written.former_upns,
        is_child=not written.adult,
        case_id=written.case_id,
        case_status=written.status,
        restricted=written.restricted,
        ex_directory=written.ex_directory,
        do_not_disclose_address=written.do_not_disclose_address,
        duplicate_of=f"{family.key}.{written.duplicate_of}" if written.duplicate_of else None,
        involvements=tuple(MadeUpInvolvement(workers[each.worker], each.role, each.since) for each in written.workers),
        pupil=_pupil(written.pupil, written, name, address, schools) if written.pupil else None,
        plans=written.plans,
        legal_statuses=written.legal_statuses,
    )


def _pupil(
    written: _Pupil, member: _Member, name: PersonName, address: Address, schools: dict[str, MadeUpSchool]
) -> MadeUpPupil:
    upn, born = written.upn or member.upn, written.born or member.born
    if upn is None or born is None:
        raise ValueError(f"{member.key} is a pupil without a UPN or a date of birth")
    return MadeUpPupil(
        school=schools[written.school],
        year_group=written.year_group,
        name=PersonName(
            name.given if written.given is None else written.given,
            name.family if written.family is None else written.family,
        ),
        preferred_name=_name(written.preferred) if written.preferred else None,
        birth_date=born,
        sex=member.sex,
        upn=upn,
        former_upns=member.former_upns,
        address=_address(written.address, "") if written.address else address,
        sen_provision=written.sen,
        looked_after=written.looked_after,
        attendance=tuple(Attendance(*year) for year in written.attendance),
    )


def _relationships(written: _Family, members: dict[str, MadeUpPerson]) -> Iterator[MadeUpRelationship]:
    for who, relation, whom, responsibility, together in written.relations:
        other, person = members[f"{written.key}.{who}"], members[f"{written.key}.{whom}"]
        yield MadeUpRelationship(person.key, other.key, relation, responsibility, together)
        female, male, unknown = INVERSES[relation]
        inverse = {Sex.FEMALE: female, Sex.MALE: male}.get(person.sex, unknown)
        yield MadeUpRelationship(other.key, person.key, inverse, False, together)


def _birth_date(written: _Member) -> BirthDate:
    if written.expected is not None:
        return BirthDate(written.expected, BirthDateKind.EXPECTED)
    if written.born is None:
        raise ValueError(f"{written.key} has neither a date of birth nor a due date")
    return BirthDate(written.born, BirthDateKind.ESTIMATED if written.estimated else BirthDateKind.KNOWN)


def _address(parts: tuple[str, ...], note: str) -> Address:
    return Address(parts[:-1], Postcode(parts[-1]), note) if parts else Address(note=note)


def _name(text: str) -> PersonName:
    given, _, family = text.partition(" ")
    return PersonName(given, family)
