"""Roles that somebody is to be given, until a second administrator says yes or no."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.models import LEADABLE, RoleReason


@frozen
class RoleProposal:
    """`seen` are the roles and `agency_id` the agency that the person had when it was proposed."""

    id: str
    professional_id: str
    agency_id: str
    wanted: frozenset[Role]
    seen: frozenset[Role]
    why: RoleReason
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime


class RoleProposalStore(Protocol):
    """Proposals, each decided once and kept."""

    def add(self, proposal: RoleProposal) -> None:
        """Raises `Stale` where another waits for the same person."""

    def open(self) -> tuple[RoleProposal, ...]:
        """Every proposal that nobody decided yet, oldest first."""
        ...

    def decide(self, proposal_id: str, by: str, at: datetime, *, approved: bool) -> bool:
        """False where somebody already did."""
        ...


def takes_two(by: Professional, person: Professional, wanted: frozenset[Role]) -> bool:
    """Whether it takes two administrators to give somebody these roles: any that they lack, but a professional's.

    The lead's role is among them, since it opens what an agency sent, and administrators read no child's record. Who
    leads that agency themselves gives it alone.
    """
    leads = by.has_role(Role.AGENCY_LEAD) and by.agency.id == person.agency.id
    return not wanted - person.roles <= (LEADABLE if leads else {Role.PROFESSIONAL})
