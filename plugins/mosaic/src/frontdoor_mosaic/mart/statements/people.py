"""Statements about whom a question is: people by their ids, by a search, and page by page."""

# ruff: noqa: SIM300 - a column is named in capitals, is no constant, and stands on the left

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select

from frontdoor.connectors.asking import PersonQuery
from frontdoor_mosaic.mart import tables as t
from frontdoor_mosaic.mart.folding import holds, starts_with
from frontdoor_mosaic.mart.statements.conditions import Statement, lived_at
from frontdoor_mosaic.site import People


def people(ids: Sequence[int], where: People) -> Statement:
    """The persons with these ids, in the order of their ids."""
    return _persons(where).where(t.PERSONS.c.PERSON_ID.in_(ids)).order_by(t.PERSONS.c.PERSON_ID)


def page_of_people(after: int, most: int, where: People) -> Statement:
    """The next persons by id, restricted ones included."""
    return _persons(where).where(after < t.PERSONS.c.PERSON_ID).order_by(t.PERSONS.c.PERSON_ID).limit(most)


def how_many_people() -> Statement:
    return select(func.count()).select_from(t.PERSONS)


def _persons(where: People) -> Statement:
    c = t.PERSONS.c
    estimated: ColumnElement[Any] = t.LIVE_PERSONS.c.AGE_ESTIMATED if where.live_tables else literal("N")
    source: Any = t.PERSONS
    if where.live_tables:
        source = t.PERSONS.outerjoin(t.LIVE_PERSONS, t.LIVE_PERSONS.c.PERSON_ID == c.PERSON_ID)
    return select(
        c.PERSON_ID,
        c.FULL_NAME,
        c.FIRST_NAME,
        c.LAST_NAME,
        c.DATE_OF_BIRTH,
        c.GENDER,
        c.RESTRICTED,
        c.NHS_ID,
        c.UPN_ID,
        c.FORMER_UPN_ID,
        estimated.label("AGE_ESTIMATED"),
    ).select_from(source)


def search(query: PersonQuery, where: People, today: date) -> Statement:
    """The ids of whoever fits every given part of the query, the lowest first, `query.limit` at most."""
    c = t.PERSONS.c
    fits = [*_named(query, where), *_born(query), *_living_at(query, today), *_numbered(query, where)]
    return select(c.PERSON_ID).where(*fits).order_by(c.PERSON_ID).limit(query.limit)


def _named(query: PersonQuery, where: People) -> Iterable[ColumnElement[bool]]:
    asked = [("FIRST", query.given_name.strip()), ("LAST", query.family_name.strip())]
    parts = [(part, typed) for part, typed in asked if typed]
    if not parts:
        return
    c = t.PERSONS.c
    whole_alone = and_(*(func.coalesce(c[f"{part}_NAME"], "") == "" for part in ("FIRST", "LAST")))
    named = or_(
        and_(*(starts_with(c[f"{part}_NAME"], typed) for part, typed in parts)),
        and_(whole_alone, *(holds(c.FULL_NAME, typed) for _, typed in parts)),
    )
    if where.live_tables:
        names = t.LIVE_NAMES.c
        also = and_(*(starts_with(names[f"{part}_NAMES"], typed) for part, typed in parts))
        named = or_(named, exists().where(names.PERSON_ID == t.PERSONS.c.PERSON_ID, also))
    yield named


def _born(query: PersonQuery) -> Iterable[ColumnElement[bool]]:
    # A range, because a mart may keep the day as a moment.
    if query.date_of_birth is not None:
        born = t.PERSONS.c.DATE_OF_BIRTH
        yield born >= query.date_of_birth
        yield born < query.date_of_birth + timedelta(days=1)


def _living_at(query: PersonQuery, today: date) -> Iterable[ColumnElement[bool]]:
    if query.postcode is not None:
        at = t.ADDRESSES.c
        closed = func.replace(func.upper(at.POST_CODE), " ", "")
        here = closed == query.postcode.value.replace(" ", "")
        yield exists().where(at.PERSON_ID == t.PERSONS.c.PERSON_ID, here, lived_at(today))


def _numbered(query: PersonQuery, where: People) -> Iterable[ColumnElement[bool]]:
    c = t.PERSONS.c
    if query.nhs_number is not None:
        number = query.nhs_number.value
        yield or_(c.NHS_ID == int(number), _has_reference(where.nhs_reference_types, number))
    if query.upn is not None:
        upn, types = query.upn.value, (*where.upn_reference_types, *where.former_upn_reference_types)
        yield or_(c.UPN_ID == upn, c.FORMER_UPN_ID == upn, _has_reference(types, upn))


def _has_reference(types: Sequence[str], number: str) -> ColumnElement[bool]:
    c = t.REFERENCES.c
    closed = func.replace(func.upper(c.REFERENCE), " ", "")
    return exists().where(c.PERSON_ID == t.PERSONS.c.PERSON_ID, c.REFERENCE_TYPE.in_(types), closed == number)
