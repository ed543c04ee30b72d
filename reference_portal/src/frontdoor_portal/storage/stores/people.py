"""The index of people, in bulk; and how far each source was read, with optimistic locking."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from attrs import evolve, frozen
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Insert,
    Integer,
    TableClause,
    Text,
    bindparam,
    delete,
    func,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.search import terms_of
from frontdoor_portal.storage.mapping import people as mapping
from frontdoor_portal.storage.rows import PeopleFeedRow, PersonRow
from frontdoor_portal.storage.stores.changes import add_rows, change_row, rows_changed, told_as_stale
from frontdoor_portal.storage.stores.people_terms import drop_terms, keep_terms
from frontdoor_portal.use_cases.people import PeopleCount, PeopleFeed
from frontdoor_portal.use_cases.refusals import Stale

_UNDER_WAY = "Another refresh of this source is under way"


@frozen
class SqlPeople:
    """`use_cases.people.PeopleStore` in SQL."""

    _session: Session

    def feed(self, source: str) -> PeopleFeed | None:
        row = self._session.scalar(select(PeopleFeedRow).where(PeopleFeedRow.source == source))
        return mapping.feed_of(row) if row else None

    def feeds(self) -> tuple[PeopleFeed, ...]:
        rows = self._session.scalars(select(PeopleFeedRow).order_by(PeopleFeedRow.source))
        return tuple(map(mapping.feed_of, rows))

    def save_feed(self, feed: PeopleFeed) -> PeopleFeed:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        columns = mapping.feed_columns(feed) | {"version": feed.version + 1}
        if feed.version == 0:
            with told_as_stale(_UNDER_WAY):
                add_rows(self._session, PeopleFeedRow, columns)
        elif not change_row(self._session, PeopleFeedRow, {"source": feed.source, "version": feed.version}, columns):
            raise Stale(_UNDER_WAY)
        return evolve(feed, version=feed.version + 1)

    def put(self, source: str, people: Sequence[PersonIdentity], walk: int) -> None:
        """Store people of a source as they are now. A row that is replaced keeps its number.

        What they are searched by changes with them.
        """
        # All that takes this process a while comes before the first statement, which opens the transaction.
        page = {"of_source": source, "in_walk": walk, "people": [mapping.person_data(each) for each in people]}
        terms = {person.id: terms_of(person) for person in people}
        connection = self._session.connection()
        numbers = {row.record_id: row.id for row in connection.execute(_put(connection.dialect.name), page)}
        keep_terms(connection, {number: terms[record_id] for record_id, number in numbers.items()})

    def remove(self, source: str, record_ids: Sequence[str]) -> int:
        if not record_ids:
            return 0
        return self._removed(PersonRow.source == source, PersonRow.record_id.in_(record_ids))

    def remove_not_named_in(self, source: str, walk: int) -> int:
        return self._removed(PersonRow.source == source, PersonRow.walk != walk)

    def _removed(self, *which: ColumnElement[bool]) -> int:
        drop_terms(self._session.connection(), select(PersonRow.id).where(*which))
        return rows_changed(self._session, delete(PersonRow).where(*which))

    def get(self, source: str, record_id: str) -> PersonIdentity | None:
        row = self._session.scalar(
            select(PersonRow).where(PersonRow.source == source, PersonRow.record_id == record_id)
        )
        return mapping.person_of(row) if row else None

    def counts(self) -> Mapping[str, PeopleCount]:
        restricted = func.sum(func.cast(PersonRow.restricted, Integer))
        found = self._session.execute(select(PersonRow.source, func.count(), restricted).group_by(PersonRow.source))
        return {source: PeopleCount(people, among_them) for source, people, among_them in found}


_PEOPLE = cast("TableClause", PersonRow.__table__)
_KEY = ("source", "record_id")
_GIVEN = ("id", "source", "walk")
"""Columns that are no part of a person's data."""


# A page is one JSON text, which both databases take apart themselves: that costs this process a quarter of what it
# costs to hand over every value by itself, and needs no temporary table, as COPY does.
@cache
def _put(dialect: str) -> ReturningInsert[Any]:
    """The statement that stores `people`, a list of `mapping.person_data`, and replaces whoever is there already."""
    columns = [column for column in _PEOPLE.columns if column.name not in _GIVEN]
    names = [column.name for column in columns]
    document = bindparam("people", type_=JSON)
    insert: Any
    values: Sequence[ColumnElement[Any]]
    if dialect == "postgresql":
        insert = postgresql.insert(_PEOPLE)
        shape = [Column(each.name, each.type) for each in columns]
        person = func.json_to_recordset(document).table_valued(*shape).render_derived(with_types=True)
        values = [person.c[name] for name in names]
    else:
        insert = sqlite.insert(_PEOPLE)
        person = func.json_each(document).table_valued("value")
        values = [func.json_extract(person.c.value, f"$.{name}") for name in names]
    # Without a WHERE, SQLite takes the ON of ON CONFLICT for that of a join.
    arriving = select(bindparam("of_source", type_=Text), bindparam("in_walk", type_=Integer), *values).where(true())
    statement = insert.from_select(["source", "walk", *names], arriving.select_from(person))
    put: Insert = statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: statement.excluded[name] for name in ("walk", *names) if name not in _KEY},
    )
    return put.returning(_PEOPLE.c.id, _PEOPLE.c.record_id)
