"""The database's own clock, for what several processes must agree on whatever their machines' clocks say."""

from datetime import datetime
from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from frontdoor_portal.storage.rows.base import Utc


class DatabaseSeconds(FunctionElement[float]):
    """Seconds since 1970, to the millisecond or better, as the statement began."""

    type = Double()
    inherit_cache = True


class DatabaseTime(FunctionElement[datetime]):
    """The same instant, to compare with a stored time."""

    type = Utc()
    inherit_cache = True


@compiles(DatabaseSeconds, "postgresql")
def _seconds_of_postgresql(*_: Any, **__: Any) -> str:
    # Not now(): that is the start of the transaction, which may be long past.
    return "EXTRACT(EPOCH FROM statement_timestamp())::double precision"


@compiles(DatabaseSeconds, "sqlite")
def _seconds_of_sqlite(*_: Any, **__: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(DatabaseTime, "postgresql")
def _time_of_postgresql(*_: Any, **__: Any) -> str:
    return "statement_timestamp()"


@compiles(DatabaseTime, "sqlite")
def _time_of_sqlite(*_: Any, **__: Any) -> str:
    # As SQLAlchemy writes times into SQLite, so that text compares as time does.
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
