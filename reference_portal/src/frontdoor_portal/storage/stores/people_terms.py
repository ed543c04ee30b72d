"""What people of the index are searched by, kept beside them: in bulk, and only where it changed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Delete,
    Insert,
    Select,
    TableClause,
    Text,
    bindparam,
    func,
    insert,
    select,
    tuple_,
)
from sqlalchemy import delete as delete_from

from frontdoor.search import Terms
from frontdoor_portal.storage.rows import PersonKeyRow, PersonWordRow


class _List(NamedTuple):
    """A table of one term a row, and the column of the term."""

    table: TableClause
    term: str


_WORDS = _List(cast("TableClause", PersonWordRow.__table__), "word")
_KEYS = _List(cast("TableClause", PersonKeyRow.__table__), "key")

Pair = tuple[int, str]


def keep_terms(connection: Connection, terms: Mapping[int, Terms]) -> None:
    """Make the terms of these people, by their number, exactly these. A walk over unchanged people writes nothing."""
    _keep(connection, _WORDS, list(terms), {(person, word) for person, each in terms.items() for word in each.names})
    _keep(connection, _KEYS, list(terms), {(person, key) for person, each in terms.items() for key in each.keys})


def drop_terms(connection: Connection, of_people: Select[int]) -> None:
    """Drop the terms of people who are about to be removed."""
    for table, _ in (_WORDS, _KEYS):
        connection.execute(delete_from(table).where(table.c.person.in_(of_people)))


def _keep(connection: Connection, kept: _List, people: Sequence[int], wanted: set[Pair]) -> None:
    if not people:
        return
    dialect = connection.dialect.name
    sought = [{"p": person, "t": ""} for person in people]
    held = {(person, term) for person, term in connection.execute(_held(kept, dialect), {"pairs": sought})}
    if gone := held - wanted:
        connection.execute(_delete(kept, dialect), {"pairs": _document(gone)})
    if new := wanted - held:
        connection.execute(_insert(kept, dialect), {"pairs": _document(new)})


def _document(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    # In order of the key, so that neighbours are written together and two writers never wait for each other in turn.
    return [{"p": person, "t": term} for person, term in sorted(pairs)]


@cache
def _held(kept: _List, dialect: str) -> Select[Any]:
    table, term = kept
    people = _pairs(dialect).subquery()
    return select(table.c.person, table.c[term]).where(table.c.person.in_(select(people.c.p)))


@cache
def _insert(kept: _List, dialect: str) -> Insert:
    return insert(kept.table).from_select(["person", kept.term], _pairs(dialect))


@cache
def _delete(kept: _List, dialect: str) -> Delete:
    key = tuple_(kept.table.c.person, kept.table.c[kept.term])
    return delete_from(kept.table).where(key.in_(_pairs(dialect)))


def _pairs(dialect: str) -> Select[Any]:
    """The pairs of `pairs`, one JSON text that the database takes apart itself, as that of `SqlPeople.put`."""
    document = bindparam("pairs", type_=JSON)
    if dialect == "postgresql":
        shape = Column("p", BigInteger), Column("t", Text)
        pair = func.json_to_recordset(document).table_valued(*shape).render_derived(with_types=True)
        return select(pair.c.p, pair.c.t)
    pair = func.json_each(document).table_valued("value")
    return select(func.json_extract(pair.c.value, "$.p").label("p"), func.json_extract(pair.c.value, "$.t").label("t"))
