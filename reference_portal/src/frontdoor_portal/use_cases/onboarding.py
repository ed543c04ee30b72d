"""What an operator does at the command line: approve agencies, give people roles, close and open accounts."""

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.joining.addresses import check_domain
from frontdoor_portal.use_cases.joining.keeping import shut
from frontdoor_portal.use_cases.joining.leaving import leave, lose_roles
from frontdoor_portal.use_cases.joining.models import Marks
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, Standing
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale

OPERATOR = "operator"
"""The actor in the audit when somebody with access to the server's command line acts."""


class NobodyOfThatAddress(LookupError):
    """No registered account has this email address."""


class NotTheirDomain(LookupError):
    """The agency has no such approved domain."""


def add_agency(office: Office, agency: Agency) -> None:
    """Approve an agency and its exact email domains.

    Raises `ValueError` for a domain not written in lower-case ASCII, or one that another agency has.
    """
    if not agency.email_domains | agency.shared_domains:
        raise ValueError(f"{agency.id}: name at least one email domain")
    for domain in sorted(agency.email_domains):
        check_domain(domain, shared=False)
    for domain in sorted(agency.shared_domains):
        check_domain(domain, shared=True)
    listed = agency.email_domains | agency.shared_domains
    try:
        with office.work.begin() as tx:
            for domain in sorted(listed):
                if tx.accounts.agency_of_domain(domain) or (
                    domain in agency.email_domains and tx.joining.agencies_sharing(domain)
                ):
                    raise Stale(domain)
            tx.accounts.add_agency(agency)
            tx.joining.save_marks(agency.id, Marks(domains_checked_at=office.now()))
            _audit(office, tx, Action.AGENCY_ADDED, agency.id, ",".join(sorted(listed)))
    except Stale:
        raise ValueError(f"{agency.id}: this agency, or one of its domains, is already registered") from None


def agencies_with_people(office: Office) -> tuple[tuple[Agency, int], ...]:
    """Every agency, by name, and how many people can sign in for it."""
    with office.work.reading() as tx:
        return tuple(
            (agency, sum(not each.disabled for each in tx.joining.people_of(agency.id)))
            for agency in tx.accounts.agencies()
        )


def remove_domain(office: Office, agency_id: str, domain: str) -> None:
    """Let nobody else register with a domain of an agency; links sent before and not opened yet are worth nothing.

    Accounts that exist stay until each is disabled. Raises `NotTheirDomain`.
    """
    with office.work.begin() as tx:
        if not tx.accounts.remove_domain(agency_id, domain):
            raise NotTheirDomain(f"{agency_id}: this agency has no approved domain {domain}")
        _audit(office, tx, Action.DOMAIN_REMOVED, agency_id, domain)


def set_roles(office: Office, email: str, roles: frozenset[Role]) -> Professional:
    """Replace the roles of a registered person; their sign-ins and whatever let them see children end.

    Raises `NobodyOfThatAddress`.
    """
    with office.work.begin() as tx:
        person = _registered(tx, email).professional
        change_roles(office, tx, OPERATOR, person, roles)
        return person


def disable_account(office: Office, email: str) -> Professional:
    """Close the account of a person who has left; their sign-ins and whatever let them see children end.

    Raises `NobodyOfThatAddress`.
    """
    with office.work.begin() as tx:
        person = _registered(tx, email).professional
        shut(office, tx, person, Standing.CLOSED, OPERATOR)
        _audit(office, tx, Action.ACCOUNT_DISABLED, person.id)
        return person


def leave_agency(office: Office, email: str) -> Professional:
    """Say that a person has left, for an agency that has nobody to say it. Raises `NobodyOfThatAddress`."""
    with office.work.begin() as tx:
        person = _registered(tx, email).professional
        leave(office, tx, person, OPERATOR)
        return person


def enable_account(office: Office, email: str) -> Account:
    """Let a person sign in again, with the password and roles they had; who left is a professional again.

    Answers with the account as it was. Raises `NobodyOfThatAddress`.
    """
    with office.work.begin() as tx:
        account = _registered(tx, email)
        person = account.professional
        if account.standing is Standing.LEFT:
            lose_roles(office, tx, person, OPERATOR)  # marked as left before roles ended with leaving
        tx.joining.set_standing(person.id, Standing.ACTIVE)
        tx.joining.certify(person.id, office.now())
        tx.joining.note_signed_in(person.id, office.now())
        _audit(office, tx, Action.ACCOUNT_ENABLED, person.id)
        return account


def _registered(tx: Transaction, email: str) -> Account:
    account = tx.accounts.account_of_email(email)
    if account is None:
        raise NobodyOfThatAddress("No registered account has this email address")
    return tx.accounts.hold(account.professional.id) or account


def _audit(office: Office, tx: Transaction, action: Action, subject: str, detail: str = "") -> None:
    tx.audit.add(AuditEntry(office.now(), OPERATOR, action, subject, detail=detail))
