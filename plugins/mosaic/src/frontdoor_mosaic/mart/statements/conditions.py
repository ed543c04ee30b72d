"""What statements have in common: what is current, and what a flag says."""

from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, func, or_

Statement: TypeAlias = Select[*tuple[Any, ...]]

PERSON = "PER"
"""The type of a subject of a step that is a person, not a group or an organisation."""


def is_current(ends: ColumnElement[Any], today: date) -> ColumnElement[bool]:
    return or_(ends.is_(None), ends > today)


def flag(flagged: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(flagged, "N").in_(("Y", "y", "1", "T"))
