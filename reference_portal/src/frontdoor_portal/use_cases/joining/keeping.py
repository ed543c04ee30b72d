"""Who keeps whose people: an agency's lead their own, the council those of agencies that have no lead."""

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.access.ending import end_access_of, end_shares_with
from frontdoor_portal.use_cases.joining.dropping import drop_proposals_by, drop_roles_for
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import keepers_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

WAITING_PATH = "/people/waiting"
PEOPLE_PATH = "/people"


def require_keeper(by: Professional) -> None:
    if not may(by, Permission.KEEP_PEOPLE):
        raise NotPermitted(Permission.KEEP_PEOPLE)


def keeps(tx: Transaction, by: Professional, agency: Agency) -> bool:
    """Whether a person decides who of an agency is let in, and says who is still there.

    Its lead does. An administrator does for every agency, since somebody must when a lead is away; a manager of the
    front door for their own agency, and for those without a lead who can sign in.
    """
    if not may(by, Permission.KEEP_PEOPLE):
        return False
    if by.has_role(Role.ADMINISTRATOR) or by.agency.id == agency.id:
        return True
    return by.has_role(Role.TEAM_MANAGER) and not tx.joining.leads_of(agency.id)


_ADMINISTRATORS_ALONE = frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
"""Those who watch over others: only administrators say that one of them has left."""
_NO_LEADS = _ADMINISTRATORS_ALONE | {Role.TEAM_MANAGER, Role.DUTY_MANAGER}


def reaches(by: Professional, whom: Professional) -> bool:
    """Whether a keeper may say anything of this person: never of themselves, and not of those who stand above them."""
    if by.id == whom.id:
        return False
    if by.has_role(Role.ADMINISTRATOR):
        return True
    return not whom.has_role(*(_ADMINISTRATORS_ALONE if by.has_role(Role.TEAM_MANAGER) else _NO_LEADS))


def kept_account(tx: Transaction, by: Professional, professional_id: str) -> Account:
    """Somebody whom a person keeps. Raises `NotVisible` alike for nobody, for somebody of another's and for oneself."""
    return _kept(tx, by, tx.accounts.account(professional_id))


def held_account(tx: Transaction, by: Professional, professional_id: str) -> Account:
    """The same for whoever is about to decide something of them: nobody else does at the same time."""
    return _kept(tx, by, tx.accounts.hold(professional_id))


def _kept(tx: Transaction, by: Professional, account: Account | None) -> Account:
    if account is None or not reaches(by, account.professional) or not keeps(tx, by, account.professional.agency):
        raise NotVisible("No such person")
    return account


def kept_agency(tx: Transaction, by: Professional, agency_id: str) -> Agency:
    """An agency whose people a person keeps; raises `NotVisible` alike for none and for another's."""
    agency = tx.joining.agency(agency_id)
    if agency is None or not keeps(tx, by, agency):
        raise NotVisible("No such agency")
    return agency


def keepers_of(tx: Transaction, agency: Agency, but: str = "") -> tuple[str, ...]:
    """The ids of those who are told: an agency's leads, or the administrators where it has none beside `but`."""
    leads = tuple(each for each in tx.joining.leads_of(agency.id) if each != but)
    if leads:
        return leads
    return tuple(each for each in tx.reviews.people_with_role(Role.ADMINISTRATOR) if each != but)


def tell_that_somebody_waits(office: Office, tx: Transaction, agency: Agency) -> None:
    """One email a day to each keeper, however many wait: a flood must not fill their mailbox as well."""
    about = f"{agency.id}/{office.now():%Y-%m-%d}"
    for keeper in keepers_of(tx, agency):
        tx.outbox.put(keepers_notice(NoticeKind.PEOPLE_WAITING, keeper, about, WAITING_PATH))


def shut(office: Office, tx: Transaction, person: Professional, standing: Standing, by: str) -> None:
    """Close an account to its person at once: their sign-ins end, whatever let them see children, and what they
    proposed or was proposed for them.
    """
    tx.joining.set_standing(person.id, standing)
    tx.joining.drop_address_change(person.id)
    tx.accounts.end_sessions_of(person.id)
    end_access_of(office, tx, person, by)
    end_shares_with(office, tx, person, by)
    drop_proposals_by(office, tx, person, by)
    drop_roles_for(office, tx, person, by)


def note(office: Office, tx: Transaction, by: str, action: Action, person_id: str, detail: str = "") -> None:
    tx.audit.add(AuditEntry(office.now(), by, action, person_id, detail=detail))
