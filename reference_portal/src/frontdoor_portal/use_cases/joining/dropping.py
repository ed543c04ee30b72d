"""What somebody proposed counts for as long as they may propose it: a stolen account leaves nothing to approve."""

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.joining.role_proposals import RoleProposal
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction


def may_still_propose(tx: Transaction, proposed_by: str) -> bool:
    """Whether whoever proposed something is here now, and an administrator."""
    account = tx.accounts.account(proposed_by)
    return account is not None and not account.disabled and may(account.professional, Permission.KEEP_AGENCIES)


def drop_proposals_by(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """Refuse every agency and every role that waits and that this person proposed."""
    for agency in tx.joining.proposals():
        if agency.proposed_by == person.id:
            tx.joining.decide_proposal(agency.id, by, office.now(), approved=False)
            _note(office, tx, by, Action.AGENCY_NOT_APPROVED, agency.wanted.id, agency.id)
    for each in tx.role_proposals.open():
        if each.proposed_by == person.id:
            _refuse(office, tx, each, by)


def drop_roles_for(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """Refuse the roles that wait for this person: back again, they are asked about anew."""
    for each in tx.role_proposals.open():
        if each.professional_id == person.id:
            _refuse(office, tx, each, by)


def _refuse(office: Office, tx: Transaction, proposal: RoleProposal, by: str) -> None:
    tx.role_proposals.decide(proposal.id, by, office.now(), approved=False)
    codes = ",".join(sorted(role.value for role in proposal.wanted))
    _note(office, tx, by, Action.ROLES_NOT_APPROVED, proposal.professional_id, codes)


def _note(office: Office, tx: Transaction, by: str, action: Action, subject: str, detail: str) -> None:
    tx.audit.add(AuditEntry(office.now(), by, action, subject, detail=detail))
