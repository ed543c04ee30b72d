"""Running a change and learning whether it took effect."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from psycopg.errors import UniqueViolation
from sqlalchemy import Delete, TableClause, Update, bindparam, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows.base import Base
from frontdoor_portal.use_cases.refusals import Stale


def add_rows(session: Session, kind: type[Base], *rows: Mapping[str, Any]) -> None:
    """Insert rows given by their columns, all with the same columns; nothing where there are none.

    The statement is that of the bare table, which is compiled once: values put into a statement are each examined
    again at every insert.
    """
    if rows:
        session.execute(insert(cast("TableClause", kind.__table__)), [dict(row) for row in rows])


def change_row(session: Session, kind: type[Base], found_by: Mapping[str, Any], columns: Mapping[str, Any]) -> bool:
    """Write columns of the one row that `found_by` describes; whether it was there. Compiled once, as `add_rows` is."""
    sought = {f"found_{name}": value for name, value in found_by.items()}
    result = session.connection().execute(_update(kind, tuple(found_by)), {**columns, **sought})
    return result.rowcount > 0


@cache
def _update(kind: type[Base], found_by: tuple[str, ...]) -> Update:
    table = cast("TableClause", kind.__table__)
    return update(table).where(*(table.c[name] == bindparam(f"found_{name}") for name in found_by))


def execute_change(session: Session, statement: Update | Delete) -> bool:
    """Run an UPDATE or DELETE whose WHERE says what must still be true; whether it found a row."""
    return rows_changed(session, statement) > 0


def rows_changed(session: Session, statement: Update | Delete) -> int:
    """Run an UPDATE or DELETE; how many rows it found."""
    # Past the session, which would mirror the change into objects: every read of this room goes to the database.
    return session.connection().execute(statement).rowcount


@contextmanager
def told_as_stale(message: str) -> Iterator[None]:
    """Tell a collision with what somebody else stored first as `Stale`; the transaction cannot go on."""
    try:
        yield
    except IntegrityError as problem:
        if _is_taken(problem.orig):
            raise Stale(message) from None
        raise


def _is_taken(problem: BaseException | None) -> bool:
    if isinstance(problem, sqlite3.IntegrityError):
        unique = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
        return problem.sqlite_errorcode in unique
    return isinstance(problem, UniqueViolation)
