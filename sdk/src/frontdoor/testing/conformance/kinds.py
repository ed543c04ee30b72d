"""The two kinds of connector as the suite asks them, so that a check written once serves both."""

from enum import StrEnum
from typing import Any

from attrs import field, frozen

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.testing.families import MadeUpPerson, people


class Ask(StrEnum):
    """What both kinds are asked, whatever the operation is called."""

    SEARCH = "search"
    GET = "get"
    FEED = "feed"


@frozen
class Known:
    """A made-up person as a system of one kind should hold them. `id` is empty where the system gives its own."""

    key: str
    id: str
    name: PersonName
    birth_date: BirthDate
    sex: Sex
    postcode: Postcode | None
    nhs_numbers: tuple[NhsNumber, ...]
    upns: tuple[Upn, ...]
    restricted: bool
    is_duplicate: bool


@frozen
class Kind:
    """One kind of connector: the promise it keeps, its operations, the record it answers with, whom it should know."""

    title: str
    promise: type[Any]
    record: type[Any]
    asks: dict[Ask, Operation]
    about_a_person: tuple[Operation, ...]
    """The operations that take a person's id and answer with what belongs to that person."""
    operations: tuple[Operation, ...]
    known: tuple[Known, ...] = field(repr=False)

    def person(self, key: str) -> Known:
        return next(each for each in self.known if each.key == key)


def _in_social_care(each: MadeUpPerson) -> Known:
    upns = () if each.upn is None else (each.upn, *each.former_upns)
    return Known(
        each.key,
        each.case_id or "",
        each.name,
        each.birth_date,
        each.sex,
        each.address.postcode,
        each.nhs_numbers,
        upns,
        each.restricted,
        each.duplicate_of is not None,
    )


def _in_education(each: MadeUpPerson) -> Known:
    pupil = each.pupil
    if pupil is None:
        raise ValueError(f"{each.key} is no pupil")
    return Known(
        each.key,
        "",
        pupil.name,
        BirthDate(pupil.birth_date),
        pupil.sex,
        pupil.address.postcode,
        (),
        (pupil.upn, *pupil.former_upns),
        restricted=False,
        is_duplicate=False,
    )


CASES = Kind(
    "case management",
    CaseManagement,
    PersonRecord,
    {Ask.SEARCH: Operation.SEARCH_PEOPLE, Ask.GET: Operation.GET_PERSON, Ask.FEED: Operation.LIST_CHANGED_PEOPLE},
    (Operation.GET_PERSON, Operation.GET_RELATIONSHIPS, Operation.GET_INVOLVEMENTS, Operation.GET_WARNINGS),
    tuple(operation for operation in Operation if not operation.endswith(("pupil", "pupils"))),
    tuple(_in_social_care(each) for each in people() if each.case_id is not None),
)

PUPILS = Kind(
    "education",
    EducationSystem,
    PupilRecord,
    {Ask.SEARCH: Operation.SEARCH_PUPILS, Ask.GET: Operation.GET_PUPIL, Ask.FEED: Operation.LIST_CHANGED_PUPILS},
    (Operation.GET_PUPIL,),
    (Operation.SEARCH_PUPILS, Operation.GET_PUPIL, Operation.LIST_CHANGED_PUPILS),
    tuple(_in_education(each) for each in people() if each.pupil is not None),
)


def is_restricted(record: Any) -> bool:
    """Whether a record is closed to us; an education system knows of no such thing."""
    return bool(getattr(record, "restricted", False))
