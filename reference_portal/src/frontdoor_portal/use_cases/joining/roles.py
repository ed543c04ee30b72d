"""Roles that open more: an administrator proposes them for others with a reason, and another approves.

Otherwise one administrator could make a second account of their own another administrator, and approve with it what
takes two; or the lead of an agency, and read with it what that agency sent. Roles are taken away by one.
"""

import secrets

from attrs import frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.dropping import may_still_propose
from frontdoor_portal.use_cases.joining.keeping import PEOPLE_PATH, note
from frontdoor_portal.use_cases.joining.models import RoleReason
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.joining.role_proposals import RoleProposal, takes_two
from frontdoor_portal.use_cases.models import Account, Action, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import keepers_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

PROPOSALS_PATH = f"{PEOPLE_PATH}/roles"


class RolesWait(ValueError):
    """Another change of somebody's roles waits for approval."""


class RolesNotSound(ValueError):
    """It was decided already, or the person, or whoever proposed it, is not what they were then."""


@frozen
class WaitingRoles:
    """A proposal, and whom it is about as they are today; None where their account is gone."""

    proposal: RoleProposal
    person: Professional | None
    may_approve: bool
    """Whether whoever looks may say yes: neither whoever proposed it nor whom it is about."""


def may_set_roles(by: Professional, whom: Professional) -> bool:
    return may(by, Permission.KEEP_AGENCIES) and by.id != whom.id


def person_for_roles(office: Office, by: Professional, professional_id: str) -> Account:
    """Somebody whose roles may be set. Raises `NotPermitted`, and `NotVisible` for nobody and for oneself."""
    with office.work.reading() as tx:
        return _found(tx, by, professional_id)


def find_account(office: Office, by: Professional, email: str) -> Account:
    """Somebody of any agency by their whole address. Raises `NotPermitted` and `NotVisible`."""
    _require(by)
    with office.work.reading() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NotVisible("No such person")
        return _found(tx, by, account.professional.id)


def give_roles(
    office: Office, by: Professional, professional_id: str, roles: frozenset[Role], why: RoleReason
) -> RoleProposal | None:
    """Replace somebody's roles, or propose it where that takes two; None where it was done at once.

    Every sign-in of theirs ends then, so that the next page obeys. Raises as above, and `RolesWait`.
    """
    with office.work.begin() as tx:
        tx.accounts.hold(professional_id)
        person = _found(tx, by, professional_id).professional
        if takes_two(by, person, roles):
            return propose(office, tx, by, person, roles, why)
        change_roles(office, tx, by.id, person, roles, why.value)
        return None


def propose(
    office: Office, tx: Transaction, by: Professional, person: Professional, roles: frozenset[Role], why: RoleReason
) -> RoleProposal:
    """Put somebody's new roles before the other administrators, who are told. Raises `RolesWait`."""
    if any(each.professional_id == person.id for each in tx.role_proposals.open()):
        raise RolesWait("Another change of their roles waits for approval")
    proposal = RoleProposal(
        "RP-" + secrets.token_hex(6).upper(),
        person.id,
        person.agency.id,
        roles,
        person.roles,
        why,
        by.id,
        by.name,
        office.now(),
    )
    tx.role_proposals.add(proposal)
    note(office, tx, by.id, Action.ROLES_PROPOSED, person.id, f"{_codes(roles)};{why.value}")
    for other in tx.reviews.people_with_role(Role.ADMINISTRATOR):
        if other not in {by.id, person.id}:
            tx.outbox.put(keepers_notice(NoticeKind.ROLES_TO_APPROVE, other, proposal.id, PROPOSALS_PATH))
    return proposal


def waiting_roles(office: Office, by: Professional) -> tuple[WaitingRoles, ...]:
    """Every proposal that waits, oldest first. Raises `NotPermitted`."""
    _require(by)
    with office.work.reading() as tx:
        return tuple(
            WaitingRoles(each, account.professional if account else None, _may_approve(by, each))
            for each in tx.role_proposals.open()
            for account in (tx.accounts.account(each.professional_id),)
        )


def approve_roles(office: Office, by: Professional, proposal_id: str) -> Professional:
    """Say yes to what another administrator proposed for somebody else: from now on they have these roles.

    Raises `NotPermitted` for what one proposed and for one's own roles, and `RolesNotSound`.
    """
    with office.work.begin() as tx:
        proposal = _open(tx, by, proposal_id)
        if not _may_approve(by, proposal):
            raise NotPermitted("These roles take two administrators")
        if not may_still_propose(tx, proposal.proposed_by):
            raise RolesNotSound("Whoever proposed it is no longer an administrator here")
        account = tx.accounts.hold(proposal.professional_id)
        if account is None or account.standing is not Standing.ACTIVE:
            raise RolesNotSound("This person’s account is not open")
        person = account.professional
        if (person.roles, person.agency.id) != (proposal.seen, proposal.agency_id):
            raise RolesNotSound("This person’s roles or agency have changed since")
        if not tx.role_proposals.decide(proposal_id, by.id, office.now(), approved=True):
            raise RolesNotSound("Somebody decided it already")
        change_roles(office, tx, by.id, person, proposal.wanted, proposal.why.value)
        return person


def refuse_roles(office: Office, by: Professional, proposal_id: str) -> None:
    """Say no, or take back one's own. Raises `RolesNotSound`."""
    with office.work.begin() as tx:
        proposal = _open(tx, by, proposal_id)
        if not tx.role_proposals.decide(proposal_id, by.id, office.now(), approved=False):
            raise RolesNotSound("Somebody decided it already")
        note(office, tx, by.id, Action.ROLES_NOT_APPROVED, proposal.professional_id, _codes(proposal.wanted))


def _may_approve(by: Professional, proposal: RoleProposal) -> bool:
    return by.id not in {proposal.proposed_by, proposal.professional_id}


def _open(tx: Transaction, by: Professional, proposal_id: str) -> RoleProposal:
    _require(by)
    for each in tx.role_proposals.open():
        if each.id == proposal_id:
            return each
    raise RolesNotSound("Somebody decided it already")


def _codes(roles: frozenset[Role]) -> str:
    return ",".join(sorted(role.value for role in roles))


def _found(tx: Transaction, by: Professional, professional_id: str) -> Account:
    _require(by)
    account = tx.accounts.account(professional_id)
    if account is None or not may_set_roles(by, account.professional):
        raise NotVisible("No such person")
    return account


def _require(by: Professional) -> None:
    if not may(by, Permission.KEEP_AGENCIES):
        raise NotPermitted(Permission.KEEP_AGENCIES)
