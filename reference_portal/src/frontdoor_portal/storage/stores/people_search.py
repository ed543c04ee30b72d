"""Looking people up in the index: one statement that finds, one that reads, the same on both databases."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    TableClause,
    Text,
    bindparam,
    func,
    intersect,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from frontdoor.domain.people import BirthDateKind
from frontdoor.search import Lookup, Plan, Posting
from frontdoor_portal.storage.mapping import people as mapping
from frontdoor_portal.storage.rows import PersonKeyRow, PersonRow, PersonWordRow
from frontdoor_portal.use_cases.searching.index import IndexedPerson

MOST_BY_WORDS = 300
"""So many at most are looked at who have all the words of one set."""

MOST_AT_A_POSTCODE = 2_000
"""Words of people at one postcode that are looked at: at that of a hostel or an office there are many people."""

_PEOPLE = cast("TableClause", PersonRow.__table__)
_WORDS = cast("TableClause", PersonWordRow.__table__)
_KEYS = cast("TableClause", PersonKeyRow.__table__)


@frozen
class SqlPeopleIndex:
    """`use_cases.searching.index.PeopleIndex` in SQL."""

    _session: Session

    def word_counts(self) -> Mapping[str, int]:
        counted = select(_WORDS.c.word, func.count()).group_by(_WORDS.c.word)
        return {row[0]: row[1] for row in self._session.connection().execute(counted)}

    def people_held(self) -> int:
        held = select(func.count()).select_from(_PEOPLE).where(_PEOPLE.c.restricted.is_(False))
        return int(self._session.connection().execute(held).scalar_one())

    def walk(self, source: str, after: int, most: int) -> Sequence[IndexedPerson]:
        may_be_shown = (_PEOPLE.c.restricted.is_(False), _PEOPLE.c.duplicate_of == "")
        held = select(*_PEOPLE.c).where(_PEOPLE.c.source == source, _PEOPLE.c.id > after, *may_be_shown)
        rows = self._session.connection().execute(held.order_by(_PEOPLE.c.id).limit(most))
        return [IndexedPerson(row.id, row.source, mapping.person_of(row)) for row in rows]

    def look_up(self, plan: Plan, sources: Collection[str]) -> Sequence[Posting]:
        shape, values = _taken_apart(plan, sources)
        if not any(shape):
            return ()
        return [Posting(*row) for row in self._session.connection().execute(_look_up(shape), values)]

    def read(self, numbers: Sequence[int], sources: Collection[str]) -> Sequence[IndexedPerson]:
        rows = self._session.connection().execute(_READ, {"numbers": numbers})
        # Not a condition of the statement: SQLite would walk through everybody of a source for it.
        return [IndexedPerson(row.id, row.source, mapping.person_of(row)) for row in rows if row.source in sources]


class _Shape(NamedTuple):
    """Which parts a plan has. Plans of one shape are one statement, compiled once. `sets` are places in its words."""

    numbers: bool
    record_id: bool
    dates: bool
    due: bool
    postcode: bool
    sets: tuple[tuple[int, ...], ...]


def _taken_apart(plan: Plan, sources: Collection[str]) -> tuple[_Shape, Mapping[str, Any]]:
    places = {word.typed: place for place, word in enumerate(plan.words)}
    sets = tuple(tuple(places[word.typed] for word in words) for words in plan.of_words)
    # A date or a postcode without a word would find whoever was born that day, or lives there.
    named = bool(plan.words)
    shape = _Shape(
        bool(plan.numbers), bool(plan.record_id), named and bool(plan.dates), named and plan.due is not None,
        named and bool(plan.postcode), sets,
    )  # fmt: skip
    values: dict[str, Any] = {}
    if shape.numbers:
        values["numbers"] = plan.numbers
    if shape.record_id:
        values |= {"record_id": plan.record_id, "sources": tuple(sources)}
    if shape.dates:
        values["dates"] = plan.dates
    if shape.due and plan.due:
        values["due_from"], values["due_until"] = plan.due
    if shape.postcode:
        values["postcode"] = plan.postcode
    if sets:
        values |= {f"words_{place}": word.meant for place, word in enumerate(plan.words)}
    return shape, values


@cache
def _look_up(shape: _Shape) -> CompoundSelect[Any]:
    """The statement of all plans of one shape: every way of finding somebody, one after the other."""
    return union_all(*_ways(shape))


def _ways(shape: _Shape) -> Iterator[Select[Any]]:
    born, kind = _PEOPLE.c.birth_date, _PEOPLE.c.birth_date_kind
    their_words = _WORDS.c.person == _PEOPLE.c.id
    if shape.numbers:
        yield _without_words(Lookup.NUMBER, _KEYS.c.person, _KEYS).where(_KEYS.c.key.in_(_several("numbers")))
    if shape.record_id:
        yield _without_words(Lookup.RECORD_ID, _PEOPLE.c.id, _PEOPLE).where(
            _PEOPLE.c.source.in_(_several("sources")), _PEOPLE.c.record_id == bindparam("record_id")
        )
    if shape.dates:
        yield _with_words(Lookup.BIRTH_DATE, _PEOPLE.join(_WORDS, their_words)).where(born.in_(_several("dates")))
    if shape.due:
        yield _with_words(Lookup.BIRTH_DATE, _PEOPLE.join(_WORDS, their_words)).where(
            born.between(bindparam("due_from"), bindparam("due_until")), kind == BirthDateKind.EXPECTED
        )
    if shape.postcode:
        live_there = _KEYS.join(_WORDS, _WORDS.c.person == _KEYS.c.person)
        found = _with_words(Lookup.POSTCODE, live_there).where(_KEYS.c.key == bindparam("postcode"))
        yield _all_of(found.limit(MOST_AT_A_POSTCODE))
    for places in shape.sets:
        alike = [select(_WORDS.c.person).where(_WORDS.c.word.in_(_several(f"words_{place}"))) for place in places]
        everyone = intersect(*alike).limit(MOST_BY_WORDS).subquery()
        yield _without_words(Lookup.WORDS, everyone.c.person, everyone)


def _without_words(by: Lookup, person: ColumnElement[int], table: FromClause) -> Select[Any]:
    return _rows(by, person, literal_column("''", Text)).select_from(table)


def _with_words(by: Lookup, tables: FromClause) -> Select[Any]:
    return _rows(by, _WORDS.c.person, _WORDS.c.word).select_from(tables)


def _rows(by: Lookup, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows of `Posting`."""
    person, word = columns
    return select(literal_column(str(int(by))).label("by"), person.label("person"), word.label("word"))


def _all_of(limited: Select[Any]) -> Select[Any]:
    # SQLite takes a LIMIT inside a UNION only in brackets of its own.
    return select(limited.subquery())


def _several(name: str) -> Any:
    return bindparam(name, expanding=True)


_REPLACEMENT = _PEOPLE.alias("replacement")
_READ = (
    select(_PEOPLE)
    .outerjoin(
        _REPLACEMENT,
        (_REPLACEMENT.c.source == _PEOPLE.c.source) & (_REPLACEMENT.c.record_id == _PEOPLE.c.duplicate_of),
    )
    .where(
        _PEOPLE.c.id.in_(_several("numbers")),
        _PEOPLE.c.restricted.is_(False),
        # An old record of somebody whose record is restricted now would tell what that one hides.
        or_(_REPLACEMENT.c.restricted.is_(None), _REPLACEMENT.c.restricted.is_(False)),
    )
)
