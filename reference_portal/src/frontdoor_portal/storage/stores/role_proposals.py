"""Roles that wait for a second administrator."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from frontdoor.domain.agency import Role
from frontdoor_portal.storage.rows import RoleProposalRow
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, told_as_stale
from frontdoor_portal.use_cases.joining.models import RoleReason
from frontdoor_portal.use_cases.joining.role_proposals import RoleProposal


@frozen
class SqlRoleProposals:
    """`use_cases.joining.role_proposals.RoleProposalStore` in SQL."""

    _session: Session

    def add(self, proposal: RoleProposal) -> None:
        columns = {
            "id": proposal.id,
            "professional_id": proposal.professional_id,
            "agency_id": proposal.agency_id,
            "wanted": sorted(role.value for role in proposal.wanted),
            "seen": sorted(role.value for role in proposal.seen),
            "why": proposal.why.value,
            "proposed_by": proposal.proposed_by,
            "proposed_by_name": proposal.proposed_by_name,
            "proposed_at": proposal.proposed_at,
            "decided_by": "",
            "decided_at": None,
        }
        with told_as_stale("Another change of their roles waits for approval"):
            add_rows(self._session, RoleProposalRow, columns)

    def open(self) -> tuple[RoleProposal, ...]:
        waiting = (
            select(RoleProposalRow)
            .where(RoleProposalRow.decided_at.is_(None))
            .order_by(RoleProposalRow.proposed_at, RoleProposalRow.id)
        )
        return tuple(
            RoleProposal(
                row.id,
                row.professional_id,
                row.agency_id,
                frozenset(map(Role, row.wanted)),
                frozenset(map(Role, row.seen)),
                RoleReason(row.why),
                row.proposed_by,
                row.proposed_by_name,
                row.proposed_at,
            )
            for row in self._session.scalars(waiting)
        )

    def decide(self, proposal_id: str, by: str, at: datetime, *, approved: bool) -> bool:
        change = update(RoleProposalRow).where(RoleProposalRow.id == proposal_id, RoleProposalRow.decided_at.is_(None))
        return execute_change(self._session, change.values(decided_by=by, decided_at=at, approved=approved))
