"""Relationships, levels, broken glasses, and which records a contact is about."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    delete,
    exists,
    insert,
    literal,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from frontdoor.access import BreakGlass, RecordKey, Sensitivity, TheirRelationship
from frontdoor_portal.storage.mapping import access as mapping
from frontdoor_portal.storage.rows import BreakGlassRow, LevelRow, RecordLinkRow, RelationshipRow, SubjectRow
from frontdoor_portal.storage.stores.changes import add_rows, change_row, execute_change, told_as_stale
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.linking.links import LinkKind

_LINK = RecordLinkRow


@frozen
class SqlAccess:
    """`use_cases.access.store.AccessStore` in SQL."""

    _session: Session

    def relate(self, relationship: TheirRelationship) -> None:
        add_rows(self._session, RelationshipRow, mapping.columns_of(relationship))

    def relationship(self, relationship_id: str) -> TheirRelationship | None:
        row = self._session.scalar(select(RelationshipRow).where(RelationshipRow.id == relationship_id))
        return mapping.relationship_of(row) if row else None

    def end_relationship(self, relationship: TheirRelationship) -> None:
        ended: dict[str, datetime | str | None] = {
            "ended_at": relationship.ended_at,
            "ended_by": relationship.ended_by,
        }
        change_row(self._session, RelationshipRow, {"id": relationship.id}, ended)

    def relationships_of(
        self, professional_id: str, agency_id: str, records: Collection[RecordKey]
    ) -> tuple[TheirRelationship, ...]:
        return self._relationships(
            RelationshipRow.professional_id.in_(("", professional_id)),
            RelationshipRow.agency_id == agency_id,
            _among(RelationshipRow, records),
        )

    def relationships_with(self, record: RecordKey) -> tuple[TheirRelationship, ...]:
        return self._relationships(_among(RelationshipRow, (record,)))

    def relationships_held_by(self, professional_id: str) -> tuple[TheirRelationship, ...]:
        return self._relationships(RelationshipRow.professional_id == professional_id)

    def _relationships(self, *conditions: ColumnElement[bool]) -> tuple[TheirRelationship, ...]:
        newest_first = (RelationshipRow.starts_at.desc(), RelationshipRow.id)
        rows = self._session.scalars(select(RelationshipRow).where(*conditions).order_by(*newest_first))
        return tuple(map(mapping.relationship_of, rows))

    def levels_of(self, records: Collection[RecordKey]) -> Mapping[RecordKey, Level]:
        found: dict[RecordKey, Level] = {}
        for row in self._session.execute(_levels_around(records)):
            level = Level(RecordKey(row.of_source, row.of_record_id), row.level, row.reason, row.set_by, row.set_at)
            held = found.get(level.record)
            if held is None or level.level.is_closer_than(held.level):
                found[level.record] = level
        return found

    def set_level(self, level: Level) -> None:
        """Store a level in place of whichever there was. Raises `Stale` where somebody set one at the same moment."""
        columns = {
            **mapping.record_columns(level.record),
            "level": level.level,
            "reason": level.reason,
            "set_by": level.set_by,
            "set_at": level.set_at,
        }
        execute_change(self._session, delete(LevelRow).where(_among(LevelRow, (level.record,))))
        with told_as_stale("Somebody else set this level at the same moment"):
            add_rows(self._session, LevelRow, columns)

    def sealed_contacts(self) -> tuple[RecordKey, ...]:
        found = select(LevelRow.record_id).where(LevelRow.source == FRONT_DOOR, LevelRow.level == Sensitivity.SEALED)
        return tuple(RecordKey(FRONT_DOOR, reference) for reference in self._session.scalars(found))

    def add_glass(self, glass: BreakGlass) -> None:
        add_rows(self._session, BreakGlassRow, mapping.columns_of(glass))

    def end_glass(self, glass: BreakGlass) -> None:
        execute_change(
            self._session, update(BreakGlassRow).where(BreakGlassRow.id == glass.id).values(ended_at=glass.ended_at)
        )

    def glass(self, glass_id: str) -> BreakGlass | None:
        row = self._session.scalar(select(BreakGlassRow).where(BreakGlassRow.id == glass_id))
        return mapping.glass_of(row) if row else None

    def glasses_broken_by(self, professional_id: str) -> tuple[BreakGlass, ...]:
        rows = self._session.scalars(
            select(BreakGlassRow)
            .where(BreakGlassRow.professional_id == professional_id)
            .order_by(BreakGlassRow.from_at.desc(), BreakGlassRow.id)
        )
        return tuple(map(mapping.glass_of, rows))

    def tie(self, subject: str, record: RecordKey) -> None:
        columns = {"subject": subject, **mapping.record_columns(record)}
        there = exists().where(SubjectRow.subject == subject, _among(SubjectRow, (record,)))
        new = select(*map(literal, columns.values())).where(~there)
        with told_as_stale("Somebody else said so at the same moment"):
            self._session.connection().execute(insert(SubjectRow).from_select(list(columns), new))

    def untie(self, subject: str) -> None:
        execute_change(self._session, delete(SubjectRow).where(SubjectRow.subject == subject))

    def records_of(self, subject: str) -> tuple[RecordKey, ...]:
        rows = self._session.scalars(
            select(SubjectRow).where(SubjectRow.subject == subject).order_by(SubjectRow.source, SubjectRow.record_id)
        )
        return tuple(RecordKey(row.source, row.record_id) for row in rows)

    def subjects_of(self, records: Collection[RecordKey]) -> tuple[str, ...]:
        found = select(SubjectRow.subject).where(_among(SubjectRow, records)).distinct().order_by(SubjectRow.subject)
        return tuple(self._session.scalars(found))


def _levels_around(records: Collection[RecordKey]) -> CompoundSelect[Any]:
    """Levels by the record that they hold for: its own, then those of records that stand linked with it."""
    one, other = (_LINK.source, _LINK.record_id), (_LINK.other_source, _LINK.other_record_id)
    own = _levels(LevelRow.source, LevelRow.record_id).where(_among(LevelRow, records))
    linked = (
        _levels(*here)
        .join(_LINK, and_(LevelRow.source == there[0], LevelRow.record_id == there[1]))
        .where(tuple_(*here).in_(_pairs(records)), _LINK.undone_at.is_(None), _LINK.kind != LinkKind.NOT_SAME)
        for here, there in ((one, other), (other, one))
    )
    return union_all(own, *linked)


def _levels(source: Any, record_id: Any) -> Select[Any]:
    return select(
        source.label("of_source"),
        record_id.label("of_record_id"),
        LevelRow.level,
        LevelRow.reason,
        LevelRow.set_by,
        LevelRow.set_at,
    )


def _among(row: Any, records: Collection[RecordKey]) -> ColumnElement[bool]:
    """Whether a row is of one of these records; of none where there are none, by a statement of the same shape."""
    return tuple_(row.source, row.record_id).in_(_pairs(records))


def _pairs(records: Collection[RecordKey]) -> list[tuple[str, str]]:
    return sorted({(each.source, each.record_id) for each in records})
