"""Every statement that the mart is asked, as SQLAlchemy Core: parameters only, and never more rows than said.

A statement is the same for every dialect; what differs between them is the compiler's affair and `folding`'s.
"""

# ruff: noqa: SIM300 - a column is named in capitals, is no constant, and stands on the left

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    String,
    Table,
    and_,
    case,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    table,
)

from frontdoor.connectors.asking import PersonQuery
from frontdoor_mosaic.mart import tables as t
from frontdoor_mosaic.mart.folding import starts_with
from frontdoor_mosaic.site import People, Refreshed, WarningsView

AT_WORK = ("INCOMING", "STARTED", "REOPENED", "CHECKED_OUT")
"""Statuses of a step that is not done with."""

TAKEN = ("INCOMING", "STARTED", "REOPENED", "COMPLETED", "CHECKED_OUT")
"""Statuses of a step that counts as the outcome of the one before it [V]: not only proposed, and not cancelled."""

PERSON = "PER"

Statement: TypeAlias = Select[*tuple[Any, ...]]


def refreshed(where: Refreshed) -> Statement:
    """When the mart was last filled."""
    return select(func.max(column(where.column, DateTime())).label("REFRESHED")).select_from(table(where.table))


def _is_current(ends: ColumnElement[Any], today: date) -> ColumnElement[bool]:
    return or_(ends.is_(None), ends > today)


def _flag(flagged: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(flagged, "N").in_(("Y", "y", "1", "T"))


# Whom a question is about.


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
    named = and_(*(starts_with(t.PERSONS.c[f"{part}_NAME"], typed) for part, typed in parts))
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
        yield exists().where(at.PERSON_ID == t.PERSONS.c.PERSON_ID, here, _is_current(at.END_DATE, today))


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


# What belongs to them. Each takes a condition on the person's id, so that one page is asked at once.


def among(ids: Sequence[int]) -> "About":
    return About(lambda person: person.in_(ids))


def between(after: int, last: int) -> "About":
    """Ids above the first and up to the last: a page of the feed, whose ids would be too many parameters."""
    return About(lambda person: and_(person > after, person <= last))


class About:
    """Statements about the people whose ids fit a condition."""

    def __init__(self, fits: Any) -> None:
        self._fits = fits

    def references(self, where: People) -> Statement:
        c = t.REFERENCES.c
        types = (*where.nhs_reference_types, *where.upn_reference_types, *where.former_upn_reference_types)
        return (
            select(c.PERSON_ID, c.REFERENCE_TYPE, c.REFERENCE)
            .where(self._fits(c.PERSON_ID), c.REFERENCE_TYPE.in_(types))
            .order_by(c.PERSON_ID, c.REFERENCE_ID)
        )

    def other_names(self) -> Statement:
        c = t.LIVE_NAMES.c
        return (
            select(c.PERSON_ID, c.FIRST_NAMES, c.LAST_NAMES)
            .where(self._fits(c.PERSON_ID))
            .order_by(c.PERSON_ID, c.PERSON_NAME_ID)
        )

    def current_addresses(self, today: date) -> Statement:
        """Where people live now, the address to show first."""
        c = t.ADDRESSES.c
        return (
            select(c.PERSON_ID, c.REF_ADDRESS_ID, c.ADDRESS, c.POST_CODE, c.ADDRESS_TYPE, c.IS_HMO)
            .where(self._fits(c.PERSON_ID), _is_current(c.END_DATE, today))
            .order_by(
                c.PERSON_ID,
                case((_flag(c.IS_DISPLAY_ADDRESS), 0), (_flag(c.IS_CONTACT_ADDRESS), 1), else_=2),
                c.START_DATE.desc(),
                c.REF_ADDRESSES_PEOPLE_ID.desc(),
            )
        )

    def postcodes(self, today: date) -> Statement:
        """Every postcode that people have or had: current ones first, then the latest."""
        c = t.ADDRESSES.c
        return (
            select(c.PERSON_ID, c.POST_CODE)
            .where(self._fits(c.PERSON_ID), c.POST_CODE.is_not(None))
            .order_by(
                c.PERSON_ID,
                case((_is_current(c.END_DATE, today), 0), else_=1),
                case((_flag(c.IS_DISPLAY_ADDRESS), 0), else_=1),
                c.END_DATE.desc(),
                c.REF_ADDRESSES_PEOPLE_ID.desc(),
            )
        )

    def replaced(self, where: People, today: date) -> Statement:
        """Which records were replaced, and by which.

        The relationship leads from the replaced record to the one that is kept [A]. Where it stands in both directions
        the older record, with the lower id, is kept.
        """
        here, back = t.RELATIONSHIPS.c, t.RELATIONSHIPS.alias("BACK").c
        types = _duplicate_types(where)
        mutual = exists().where(
            back.PERSON_ID == here.OTHER_PERSON_ID,
            back.OTHER_PERSON_ID == here.PERSON_ID,
            back.PERSONAL_REL_TYPE_ID.in_(types),
            _is_current(back.END_DATE, today),
        )
        return (
            select(here.PERSON_ID, here.OTHER_PERSON_ID)
            .where(
                self._fits(here.PERSON_ID),
                here.PERSONAL_REL_TYPE_ID.in_(types),
                _is_current(here.END_DATE, today),
                or_(~mutual, here.OTHER_PERSON_ID < here.PERSON_ID),
            )
            .order_by(here.PERSON_ID, here.OTHER_PERSON_ID)
        )

    def allocated(self, today: date) -> Statement:
        c = t.ALLOCATIONS.c
        return select(c.PERSON_ID).where(self._fits(c.PERSON_ID), _is_current(c.END_DATE, today)).distinct()

    def step_statuses(self) -> Statement:
        """The statuses of the steps that concern people, each once."""
        subject, step = t.SUBJECTS.c, t.STEPS.c
        return (
            select(subject.SUBJECT_COMPOUND_ID.label("PERSON_ID"), step.STEP_STATUS)
            .select_from(t.SUBJECTS.join(t.STEPS, step.SUBGROUP_ID == subject.SUBGROUP_ID))
            .where(self._fits(subject.SUBJECT_COMPOUND_ID), subject.SUBJECT_TYPE_CODE == PERSON)
            .distinct()
        )


def _duplicate_types(where: People) -> Statement:
    c = t.RELATIONSHIP_TYPES.c
    marks = [mark.upper() for mark in where.duplicate_relations]
    return select(c.PERSONAL_REL_TYPE_ID).where(func.upper(c.DESCRIPTION).in_(marks))


# One person's family, workers and warnings.


def family(person: int, where: People, today: date, most: int) -> Statement:
    """Current relationships of one person, without the marks of duplicates."""
    link, kind, other = t.RELATIONSHIPS.c, t.RELATIONSHIP_TYPES.c, t.PERSONS.c
    joined = t.RELATIONSHIPS.join(t.RELATIONSHIP_TYPES, kind.PERSONAL_REL_TYPE_ID == link.PERSONAL_REL_TYPE_ID).join(
        t.PERSONS, other.PERSON_ID == link.OTHER_PERSON_ID
    )
    return (
        select(link.OTHER_PERSON_ID, kind.DESCRIPTION, link.PARENTAL_RESPONSIBILITY)
        .select_from(joined)
        .where(
            link.PERSON_ID == person,
            _is_current(link.END_DATE, today),
            link.PERSONAL_REL_TYPE_ID.not_in(_duplicate_types(where)),
        )
        .order_by(link.PERSONAL_RELATIONSHIP_ID)
        .limit(most)
    )


def living_at(places: Sequence[int], today: date, most: int) -> Statement:
    """Who lives now at these places, which are not houses of many households."""
    c = t.ADDRESSES.c
    return (
        select(c.PERSON_ID, c.REF_ADDRESS_ID)
        .where(c.REF_ADDRESS_ID.in_(places), _is_current(c.END_DATE, today), ~_flag(c.IS_HMO))
        .order_by(c.PERSON_ID)
        .limit(most)
    )


def allocated_workers(person: int, today: date, most: int) -> Statement:
    c = t.ALLOCATIONS.c
    return (
        select(c.WORKER_ID, c.START_DATE, t.WORKERS.c.FULL_NAME)
        .select_from(t.ALLOCATIONS.join(t.WORKERS, t.WORKERS.c.WORKER_ID == c.WORKER_ID))
        .where(c.PERSON_ID == person, _is_current(c.END_DATE, today))
        .order_by(c.START_DATE.desc(), c.ALLOCATION_ID)
        .limit(most)
    )


def professionals(person: int, today: date, most: int) -> Statement:
    c, kind = t.PROFESSIONALS.c, t.PROFESSIONAL_TYPES.c
    joined = t.PROFESSIONALS.join(t.WORKERS, t.WORKERS.c.WORKER_ID == c.WORKER_ID).outerjoin(
        t.PROFESSIONAL_TYPES, kind.PROF_REL_TYPE_CODE == c.PROF_REL_TYPE_CODE
    )
    return (
        select(c.WORKER_ID, c.START_DATE, t.WORKERS.c.FULL_NAME, c.PROF_REL_TYPE_CODE, kind.DESCRIPTION)
        .select_from(joined)
        .where(c.PERSON_ID == person, _is_current(c.END_DATE, today))
        .order_by(c.PROF_RELATIONSHIP_ID)
        .limit(most)
    )


def teams(workers: Sequence[int], today: date) -> Statement:
    """The teams that workers belong to now, the primary one first."""
    c = t.WORKER_ROLES.c
    return (
        select(c.WORKER_ID, t.ORGANISATIONS.c.NAME)
        .select_from(t.WORKER_ROLES.join(t.ORGANISATIONS, t.ORGANISATIONS.c.ORGANISATION_ID == c.ORGANISATION_ID))
        .where(c.WORKER_ID.in_(workers), _is_current(c.END_DATE, today))
        .order_by(c.WORKER_ID, case((_flag(c.PRIMARY_ROLE), 0), else_=1), c.WORKER_ROLE_ID)
    )


def warnings_of(person: int, view: WarningsView, today: date, most: int) -> Statement:
    """What the council's own view of warnings has about one person, as far as it is in force."""
    parts: list[ColumnElement[Any]] = [
        column(view.kind, String()).label("KIND"),
        (column(view.text, String()) if view.text else literal("")).label("TEXT"),
        (column(view.since, Date()) if view.since else literal(None, Date())).label("SINCE"),
        (column(view.review_on, Date()) if view.review_on else literal(None, Date())).label("REVIEW_ON"),
    ]
    in_force = [_is_current(column(view.ends_on, Date()), today)] if view.ends_on else []
    return (
        select(*parts)
        .select_from(table(view.view))
        .where(column(view.person) == person, *in_force)
        .order_by(column(view.kind, String()))
        .limit(most)
    )


def registrations(person: int, today: date) -> Statement:
    """Child protection plans in force."""
    c = t.REGISTRATIONS.c
    return (
        select(c.REGISTRATION_START_DATE)
        .where(
            c.PERSON_ID == person,
            or_(_flag(c.IS_CHILD_PROTECTION_PLAN), _flag(c.IS_TEMPORARY_CHILD_PROTECTION)),
            _is_current(c.DEREGISTRATION_DATE, today),
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


# Steps.


def contact_step(step: int, type_ids: Sequence[int]) -> Statement:
    """One step, where it is a contact."""
    c, team = t.STEPS.c, t.ORGANISATIONS.c
    is_contact = c.WORKFLOW_STEP_TYPE_ID.in_(type_ids) if type_ids else _flag(c.IS_CHILD_CONTACT)
    return (
        select(c.WORKFLOW_STEP_ID, c.SUBGROUP_ID, c.STEP_STATUS, team.NAME)
        .select_from(t.STEPS.outerjoin(t.ORGANISATIONS, team.ORGANISATION_ID == c.RESPONSIBLE_TEAM_ID))
        .where(c.WORKFLOW_STEP_ID == step, is_contact)
    )


def subjects(subgroup: int) -> Statement:
    c = t.SUBJECTS.c
    return (
        select(c.SUBJECT_COMPOUND_ID)
        .where(c.SUBGROUP_ID == subgroup, c.SUBJECT_TYPE_CODE == PERSON)
        .order_by(c.SUBJECT_COMPOUND_ID)
    )


def text_answer(step: int, code: str) -> Statement:
    """The answer to the question of that code in a step's forms."""
    c, asked = t.ANSWERS.c, t.QUESTIONS.c
    return (
        select(c.TEXT_ANSWER)
        .select_from(t.ANSWERS.join(t.QUESTIONS, asked.MAPPING_ID == c.MAPPING_ID))
        .where(c.WORKFLOW_STEP_ID == step, asked.QUESTION_USER_CODE == code, c.TEXT_ANSWER.is_not(None))
        .order_by(c.FORM_ID, c.FORM_ANSWER_ROW_ID)
        .limit(1)
    )


def next_actions(step: int, most: int) -> Statement:
    """What was decided at the end of a step: each next action, and the step that it led to."""
    link, action, target, kind = t.LINKS.c, t.NEXT_ACTION_TYPES.c, t.STEPS.c, t.STEP_TYPES.c
    joined = (
        t.LINKS.join(t.NEXT_ACTION_TYPES, action.WORKFLOW_NEXT_ACTION_TYPE_ID == link.WORKFLOW_NEXT_ACTION_TYPE_ID)
        .outerjoin(t.STEPS, target.WORKFLOW_STEP_ID == link.TARGET_STEP_ID)
        .outerjoin(t.STEP_TYPES, kind.WORKFLOW_STEP_TYPE_ID == target.WORKFLOW_STEP_TYPE_ID)
    )
    return (
        select(action.DESCRIPTION.label("ACTION"), kind.DESCRIPTION.label("NEXT_STEP"))
        .select_from(joined)
        .where(link.SOURCE_STEP_ID == step, or_(target.WORKFLOW_STEP_ID.is_(None), target.STEP_STATUS.in_(TAKEN)))
        .order_by(link.TARGET_STEP_ID, action.DESCRIPTION)
        .limit(most)
    )


def readable(one: Table) -> Statement:
    """A row of a table at most, asked for nothing but whether it may be read."""
    return select(literal(1)).select_from(one).limit(1)
