"""What an operator does at the command line: approve agencies, give people roles, close and open accounts."""

import re

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.access.ending import end_access_of
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale

_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?")

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
    for domain in sorted(agency.email_domains):
        if not _DOMAIN.fullmatch(domain):
            raise ValueError(f"{domain}: write the domain alone, in lower case, like school.example")
    try:
        with office.work.begin() as tx:
            tx.accounts.add_agency(agency)
            _audit(office, tx, Action.AGENCY_ADDED, agency.id, ",".join(sorted(agency.email_domains)))
    except Stale:
        raise ValueError(f"{agency.id}: this agency, or one of its domains, is already registered") from None


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
        person = _registered(tx, email)
        tx.accounts.set_roles(person.id, roles)
        tx.accounts.end_sessions_of(person.id)
        end_access_of(office, tx, person)
        _audit(office, tx, Action.ROLES_SET, person.id, ",".join(sorted(role.value for role in roles)))
        return person


def disable_account(office: Office, email: str) -> Professional:
    """Close the account of a person who has left; their sign-ins and whatever let them see children end.

    Raises `NobodyOfThatAddress`.
    """
    with office.work.begin() as tx:
        person = _registered(tx, email)
        tx.accounts.set_disabled(person.id, disabled=True)
        tx.accounts.end_sessions_of(person.id)
        end_access_of(office, tx, person)
        _audit(office, tx, Action.ACCOUNT_DISABLED, person.id)
        return person


def enable_account(office: Office, email: str) -> Professional:
    """Let a person sign in again, with the password and roles they had. Raises `NobodyOfThatAddress`."""
    with office.work.begin() as tx:
        person = _registered(tx, email)
        tx.accounts.set_disabled(person.id, disabled=False)
        _audit(office, tx, Action.ACCOUNT_ENABLED, person.id)
        return person


def _registered(tx: Transaction, email: str) -> Professional:
    account = tx.accounts.account_of_email(email)
    if account is None:
        raise NobodyOfThatAddress("No registered account has this email address")
    return account.professional


def _audit(office: Office, tx: Transaction, action: Action, subject: str, detail: str = "") -> None:
    tx.audit.add(AuditEntry(office.now(), OPERATOR, action, subject, detail=detail))
