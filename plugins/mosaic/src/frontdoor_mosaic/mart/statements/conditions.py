"""What statements have in common: what is current, and what a flag says."""

from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, or_

from frontdoor_mosaic.mart import tables as t

Statement: TypeAlias = Select[*tuple[Any, ...]]

PERSON = "PER"
"""The type of a subject of a step that is a person, not a group or an organisation."""


def is_current(ends: ColumnElement[Any], today: date) -> ColumnElement[bool]:
    return or_(ends.is_(None), ends > today)


def lived_at(today: date) -> ColumnElement[bool]:
    """Whether an address is one where somebody lives today: a move that is planned has not been made."""
    c = t.ADDRESSES.c
    # Before tomorrow, because a mart may keep the day as a moment.
    return and_(or_(c.START_DATE.is_(None), today + timedelta(days=1) > c.START_DATE), is_current(c.END_DATE, today))


def flag(flagged: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(flagged, "N").in_(("Y", "y", "1", "T"))
