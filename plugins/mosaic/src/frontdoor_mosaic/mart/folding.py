"""Names compared without case, accents, apostrophes and hyphens, in whatever way each kind of database can.

What was typed is folded by the SDK; what is recorded must be folded by the database, or every name would have to leave
it. SQLite is given the SDK's own function. PostgreSQL takes letters apart by Unicode's rules. SQL Server compares by a
collation without case and accents.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from frontdoor.single_view import fold

SQLITE_FUNCTION = "FRONTDOOR_FOLD"

_STROKES = {"Ł": "l", "ł": "l", "Đ": "d", "đ": "d", "Ð": "d", "ð": "d", "Ø": "o", "ø": "o", "Æ": "ae", "æ": "ae"} | {
    "Œ": "oe",
    "œ": "oe",
    "Þ": "th",
    "þ": "th",
    "ß": "ss",
    "ı": "i",
}
"""Letters that neither Unicode nor a collation takes apart."""

_SIGNS = ("''", "’", "‘", "-", "‐", " ", ".")
"""Signs within names, the apostrophe as SQL writes it."""


_MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
)
"""Marks above and below letters, and the points of Hebrew, Arabic and Syriac, as PostgreSQL's patterns name them."""


class folded(FunctionElement[str]):  # noqa: N801 - written like the SQL function that it is
    """`folded(column)`: the column as names are compared."""

    name = "folded"
    inherit_cache = True
    type = String()


@lru_cache(maxsize=100_000)
def folded_on_sqlite(name: str | None) -> str:
    """The function behind `FRONTDOOR_FOLD`. Names repeat, so most are folded once."""
    return fold(name) if name else ""


@compiles(folded, "sqlite")
def _on_sqlite(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    return f"{SQLITE_FUNCTION}({compiler.process(element.clauses, **how)})"


@compiles(folded, "postgresql")
def _on_postgresql(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    apart = f"lower(normalize({compiler.process(element.clauses, **how)}, NFKD))"
    bare = rf"regexp_replace({apart}, '[{_MARKS}\s''‘’.‐-]', '', 'g')"
    return _replaced(bare, _STROKES)


@compiles(folded, "mssql")
def _on_sql_server(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    alike = f"({compiler.process(element.clauses, **how)} COLLATE Latin1_General_100_CI_AI)"
    return _replaced(alike, dict.fromkeys(_SIGNS, "") | _STROKES, "N")


def _replaced(text: str, table: dict[str, str], before: str = "") -> str:
    for sign, instead in table.items():
        text = f"REPLACE({text}, {before}'{sign}', '{instead}')"
    return text


def starts_with(column: ColumnElement[Any], typed: str) -> ColumnElement[bool]:
    """Whether a name begins with what was typed. Folded, that holds letters and digits only: no wildcard of LIKE."""
    return folded(column).like(f"{fold(typed)}%")


def holds(column: ColumnElement[Any], typed: str) -> ColumnElement[bool]:
    """Whether a whole name has what was typed anywhere in it."""
    return folded(column).like(f"%{fold(typed)}%")
