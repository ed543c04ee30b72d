"""Who leads an agency: one of its leads says so alone, or two administrators do."""

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.keeping import held_account, require_keeper
from frontdoor_portal.use_cases.joining.models import LEADABLE, RoleReason
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.joining.role_proposals import RoleProposal, takes_two
from frontdoor_portal.use_cases.joining.roles import propose
from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible


def waits_for_another(by: Professional, whom: Professional) -> bool:
    """Whether somebody whom this keeper makes a lead leads only once another administrator approves it.

    A manager of the front door names one alone where there is none: they read what every agency sent as it is.
    """
    return may(by, Permission.KEEP_AGENCIES) and takes_two(by, whom, LEADABLE)


def set_lead(office: Office, by: Professional, professional_id: str, *, leads: bool) -> RoleProposal | None:
    """Give or take the role of an agency's lead, and no other; what waits for another administrator is answered with.

    Raises `NotVisible`, also for who has a wider role, and `RolesWait`.
    """
    require_keeper(by)
    with office.work.begin() as tx:
        account = held_account(tx, by, professional_id)
        person = account.professional
        if not person.roles <= LEADABLE or account.standing is not Standing.ACTIVE:
            raise NotVisible("No such person")
        roles = LEADABLE if leads else frozenset({Role.PROFESSIONAL})
        if roles == person.roles:
            return None
        if leads and waits_for_another(by, person):
            return propose(office, tx, by, person, roles, RoleReason.BECOMES_LEAD)
        change_roles(office, tx, by.id, person, roles)
        return None
