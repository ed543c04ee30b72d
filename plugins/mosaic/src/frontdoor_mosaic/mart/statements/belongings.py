"""Statements about one person's family, workers and warnings.

What a row refers to is joined from outside: a worker or a type that the mart lacks must not make the row vanish, as if
there were nobody.
"""

# ruff: noqa: SIM300 - a column is named in capitals, is no constant, and stands on the left

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Date, MetaData, String, Table, case, literal, or_, select
from sqlalchemy.types import TypeEngine

from frontdoor_mosaic.mart import tables as t
from frontdoor_mosaic.mart.statements.conditions import Statement, flag, is_current, lived_at
from frontdoor_mosaic.mart.statements.parts import duplicate_types
from frontdoor_mosaic.site import People, WarningsView


def family(person: int, where: People, today: date, most: int) -> Statement:
    """Current relationships of one person, without the marks of duplicates."""
    link, kind = t.RELATIONSHIPS.c, t.RELATIONSHIP_TYPES.c
    joined = t.RELATIONSHIPS.outerjoin(t.RELATIONSHIP_TYPES, kind.PERSONAL_REL_TYPE_ID == link.PERSONAL_REL_TYPE_ID)
    is_kin = or_(link.PERSONAL_REL_TYPE_ID.is_(None), link.PERSONAL_REL_TYPE_ID.not_in(duplicate_types(where)))
    return (
        select(link.OTHER_PERSON_ID, kind.DESCRIPTION, link.PARENTAL_RESPONSIBILITY)
        .select_from(joined)
        .where(link.PERSON_ID == person, is_current(link.END_DATE, today), is_kin)
        .order_by(link.PERSONAL_RELATIONSHIP_ID)
        .limit(most)
    )


def living_at(places: Sequence[int], today: date, most: int) -> Statement:
    """Who lives now at these places, which are not houses of many households."""
    c = t.ADDRESSES.c
    return (
        select(c.PERSON_ID, c.REF_ADDRESS_ID)
        .where(c.REF_ADDRESS_ID.in_(places), lived_at(today), ~flag(c.IS_HMO))
        .order_by(c.PERSON_ID)
        .limit(most)
    )


def allocated_workers(person: int, today: date, most: int) -> Statement:
    c = t.ALLOCATIONS.c
    return (
        select(c.WORKER_ID, c.START_DATE, t.WORKERS.c.FULL_NAME)
        .select_from(t.ALLOCATIONS.outerjoin(t.WORKERS, t.WORKERS.c.WORKER_ID == c.WORKER_ID))
        .where(c.PERSON_ID == person, is_current(c.END_DATE, today))
        .order_by(c.START_DATE.desc(), c.ALLOCATION_ID)
        .limit(most)
    )


def professionals(person: int, today: date, most: int) -> Statement:
    c, kind = t.PROFESSIONALS.c, t.PROFESSIONAL_TYPES.c
    joined = t.PROFESSIONALS.outerjoin(t.WORKERS, t.WORKERS.c.WORKER_ID == c.WORKER_ID).outerjoin(
        t.PROFESSIONAL_TYPES, kind.PROF_REL_TYPE_CODE == c.PROF_REL_TYPE_CODE
    )
    return (
        select(c.WORKER_ID, c.START_DATE, t.WORKERS.c.FULL_NAME, c.PROF_REL_TYPE_CODE, kind.DESCRIPTION)
        .select_from(joined)
        .where(c.PERSON_ID == person, is_current(c.END_DATE, today))
        .order_by(c.PROF_RELATIONSHIP_ID)
        .limit(most)
    )


def teams(workers: Sequence[int], today: date) -> Statement:
    """The teams that workers belong to now, the primary one first."""
    c = t.WORKER_ROLES.c
    return (
        select(c.WORKER_ID, t.ORGANISATIONS.c.NAME)
        .select_from(t.WORKER_ROLES.join(t.ORGANISATIONS, t.ORGANISATIONS.c.ORGANISATION_ID == c.ORGANISATION_ID))
        .where(c.WORKER_ID.in_(workers), is_current(c.END_DATE, today))
        .order_by(c.WORKER_ID, case((flag(c.PRIMARY_ROLE), 0), else_=1), c.WORKER_ROLE_ID)
    )


def warnings_of(person: int, view: WarningsView, today: date, most: int) -> Statement:
    """What the council's own view of warnings has about one person, as far as it is in force."""
    types: dict[str, TypeEngine[Any]] = dict.fromkeys((view.since, view.review_on, view.ends_on), Date())
    types[view.person] = BigInteger()
    named = dict.fromkeys(name for name in (view.person, view.kind, view.text, *types) if name)
    warned = Table(view.view, MetaData(), *(Column(name, types.get(name, String())) for name in named)).c
    parts: list[ColumnElement[Any]] = [
        warned[view.kind].label("KIND"),
        (warned[view.text] if view.text else literal("")).label("TEXT"),
        (warned[view.since] if view.since else literal(None, Date())).label("SINCE"),
        (warned[view.review_on] if view.review_on else literal(None, Date())).label("REVIEW_ON"),
    ]
    in_force = [is_current(warned[view.ends_on], today)] if view.ends_on else []
    return select(*parts).where(warned[view.person] == person, *in_force).order_by(warned[view.kind]).limit(most)


def registrations(person: int, today: date) -> Statement:
    """Child protection plans in force."""
    c = t.REGISTRATIONS.c
    return (
        select(c.REGISTRATION_START_DATE)
        .where(
            c.PERSON_ID == person,
            or_(flag(c.IS_CHILD_PROTECTION_PLAN), flag(c.IS_TEMPORARY_CHILD_PROTECTION)),
            is_current(c.DEREGISTRATION_DATE, today),
        )
        .order_by(c.REGISTRATION_ID)
    )


def telephone_types(person: int) -> Statement:
    """What kinds of telephone number are recorded. A number itself is never asked for."""
    c = t.TELEPHONES.c
    return select(c.TELEPHONE_NUMBER_TYPE).where(c.PERSON_ID == person).distinct()


def date_of_death(person: int) -> Statement:
    c = t.PERSONS.c
    return select(c.DATE_OF_DEATH).where(c.PERSON_ID == person, c.DATE_OF_DEATH.is_not(None))
