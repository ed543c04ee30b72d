"""What an operator does before anybody can sign in: approve agencies, and give roles to people of the council."""

import re

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import Stale

_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?")

OPERATOR = "operator"
"""The actor in the audit when somebody with access to the server's command line acts."""


class NobodyOfThatAddress(LookupError):
    """No registered account has this e-mail address."""


def add_agency(office: Office, agency: Agency) -> None:
    """Approve an agency and its exact e-mail domains.

    Raises `ValueError` for a domain not written in lower-case ASCII, or one that another agency has.
    """
    for domain in sorted(agency.email_domains):
        if not _DOMAIN.fullmatch(domain):
            raise ValueError(f"{domain}: write the domain alone, in lower case, like school.example")
    try:
        with office.work.begin() as tx:
            tx.accounts.add_agency(agency)
    except Stale:
        raise ValueError(f"{agency.id}: this agency, or one of its domains, is already registered") from None


def set_roles(office: Office, email: str, roles: frozenset[Role]) -> Professional:
    """Replace the roles of a registered person and end their sign-ins. Raises `NobodyOfThatAddress`."""
    with office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NobodyOfThatAddress("No registered account has this e-mail address")
        person = account.professional
        tx.accounts.set_roles(person.id, roles)
        tx.accounts.end_sessions_of(person.id)
        detail = ",".join(sorted(role.value for role in roles))
        tx.audit.add(AuditEntry(office.now(), OPERATOR, Action.ROLES_SET, person.id, detail=detail))
        return person
