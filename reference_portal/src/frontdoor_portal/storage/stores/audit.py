"""The audit: written and read here; changing or removing an entry is refused by the database itself."""

from collections.abc import Collection, Mapping

from attrs import frozen
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.mapping import records as mapping
from frontdoor_portal.storage.rows import AgencyRow, AuditEntryRow, ProfessionalRow
from frontdoor_portal.storage.stores.changes import add_rows
from frontdoor_portal.use_cases.auditing.seals import REFUSALS, Actor, LogFilter
from frontdoor_portal.use_cases.models import AuditEntry, Page


@frozen
class SqlAudit:
    """`use_cases.ports.AuditStore` in SQL."""

    _session: Session

    def add(self, entry: AuditEntry) -> None:
        add_rows(self._session, AuditEntryRow, mapping.audit_entry_columns(entry))

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        rows = self._session.scalars(
            select(AuditEntryRow).where(AuditEntryRow.subject == subject).order_by(AuditEntryRow.id)
        )
        return tuple(mapping.audit_entry_of(row) for row in rows)


@frozen
class SqlAuditLog:
    """`use_cases.auditing.seals.AuditLog` in SQL."""

    _session: Session

    def members(self, agency_id: str) -> tuple[Actor, ...]:
        return self._actors(ProfessionalRow.agency_id == agency_id)

    def actors(self, ids: Collection[str]) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self._actors(ProfessionalRow.id.in_(ids))}

    def _actors(self, condition: ColumnElement[bool]) -> tuple[Actor, ...]:
        rows = self._session.execute(
            select(ProfessionalRow.id, ProfessionalRow.name, ProfessionalRow.job_title, AgencyRow.name)
            .join(AgencyRow, AgencyRow.id == ProfessionalRow.agency_id)
            .where(condition)
            .order_by(ProfessionalRow.name, ProfessionalRow.id)
        )
        return tuple(Actor(*row) for row in rows)

    def page(self, wanted: LogFilter, number: int, size: int) -> Page[AuditEntry]:
        conditions = _conditions(wanted)
        total = self._session.scalar(select(func.count()).select_from(AuditEntryRow).where(*conditions)) or 0
        rows = self._session.scalars(
            select(AuditEntryRow)
            .where(*conditions)
            .order_by(AuditEntryRow.id.desc())
            .limit(size)
            .offset((number - 1) * size)
        )
        return Page(tuple(map(mapping.audit_entry_of, rows)), number, size, total)


def _conditions(wanted: LogFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.agency_id:
        members = select(ProfessionalRow.id).where(ProfessionalRow.agency_id == wanted.agency_id)
        conditions.append(AuditEntryRow.actor_id.in_(members))
    if wanted.actor_id:
        conditions.append(AuditEntryRow.actor_id == wanted.actor_id)
    if wanted.subjects:
        conditions.append(AuditEntryRow.subject.in_(wanted.subjects))
    if wanted.since is not None:
        conditions.append(AuditEntryRow.at >= wanted.since)
    if wanted.before is not None:
        conditions.append(AuditEntryRow.at < wanted.before)
    if wanted.without:
        conditions.append(AuditEntryRow.action.not_in([action.value for action in wanted.without]))
    if wanted.but_about:
        refused = AuditEntryRow.action.in_(sorted(action.value for action in REFUSALS))
        conditions.append(or_(AuditEntryRow.subject.not_in(sorted(wanted.but_about)), refused))
    return conditions
