"""Statements about what belongs to several people at once: numbers, names, addresses, marks of duplicates.

Each takes a condition on the person's id, so that a page of ten thousand needs no more statements than one person.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select

from frontdoor_mosaic.mart import tables as t
from frontdoor_mosaic.mart.statements.conditions import PERSON, Statement, flag, is_current, lived_at
from frontdoor_mosaic.site import People


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
            .where(self._fits(c.PERSON_ID), lived_at(today))
            .order_by(
                c.PERSON_ID,
                case((flag(c.IS_DISPLAY_ADDRESS), 0), (flag(c.IS_CONTACT_ADDRESS), 1), else_=2),
                c.START_DATE.desc(),
                c.REF_ADDRESSES_PEOPLE_ID.desc(),
            )
        )

    def postcodes(self, today: date) -> Statement:
        """Every postcode that people have, had or will have: current ones first, then the latest."""
        c = t.ADDRESSES.c
        return (
            select(c.PERSON_ID, c.POST_CODE)
            .where(self._fits(c.PERSON_ID), c.POST_CODE.is_not(None))
            .order_by(
                c.PERSON_ID,
                case((lived_at(today), 0), else_=1),
                case((flag(c.IS_DISPLAY_ADDRESS), 0), else_=1),
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
        types = duplicate_types(where)
        mutual = exists().where(
            back.PERSON_ID == here.OTHER_PERSON_ID,
            back.OTHER_PERSON_ID == here.PERSON_ID,
            back.PERSONAL_REL_TYPE_ID.in_(types),
            is_current(back.END_DATE, today),
        )
        return (
            select(here.PERSON_ID, here.OTHER_PERSON_ID)
            .where(
                self._fits(here.PERSON_ID),
                here.PERSONAL_REL_TYPE_ID.in_(types),
                is_current(here.END_DATE, today),
                or_(~mutual, here.OTHER_PERSON_ID < here.PERSON_ID),
            )
            .order_by(here.PERSON_ID, here.OTHER_PERSON_ID)
        )

    def allocated(self, today: date) -> Statement:
        c = t.ALLOCATIONS.c
        return select(c.PERSON_ID).where(self._fits(c.PERSON_ID), is_current(c.END_DATE, today)).distinct()

    def step_statuses(self) -> Statement:
        """The statuses of the steps that concern people, each once."""
        subject, step = t.SUBJECTS.c, t.STEPS.c
        return (
            select(subject.SUBJECT_COMPOUND_ID.label("PERSON_ID"), step.STEP_STATUS)
            .select_from(t.SUBJECTS.join(t.STEPS, step.SUBGROUP_ID == subject.SUBGROUP_ID))
            .where(self._fits(subject.SUBJECT_COMPOUND_ID), subject.SUBJECT_TYPE_CODE == PERSON)
            .distinct()
        )


def duplicate_types(where: People) -> Statement:
    c = t.RELATIONSHIP_TYPES.c
    marks = [mark.upper() for mark in where.duplicate_relations]
    return select(c.PERSONAL_REL_TYPE_ID).where(func.upper(c.DESCRIPTION).in_(marks))
