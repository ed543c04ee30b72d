"""Opening the link of a confirmation email: looking changes nothing, choosing a password makes the account."""

import secrets
from collections.abc import Iterable

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, Registration
from frontdoor_portal.use_cases.password_rule import check_password
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import LinkNotValid
from frontdoor_portal.use_cases.resume_session import digest


def look_at_link(office: Office, token: str) -> Registration:
    """The registration behind a link. Raises `LinkNotValid`. Mail scanners open links: nothing changes here."""
    with office.work.reading() as tx:
        return _valid(office, tx, token)[0]


def confirm_registration(office: Office, token: str, password: str, context: Iterable[str] = ()) -> Professional:
    """Make the account, once. `context` are texts of the place whose words may not make up a password.

    Raises `LinkNotValid` for a link that is unknown, used or older than a day, whose agency is not approved any more,
    or whose address got an account in another way; `WeakPassword` where another must be chosen.
    """
    with office.work.reading() as tx:
        registration, agency = _valid(office, tx, token)
    check_password(password, [*context, registration.name, registration.email, agency.name])
    hashed = office.passwords.hash(password)
    now = office.now()
    with office.work.begin() as tx:
        registration, agency = _valid(office, tx, token)
        if not tx.accounts.use_registration(registration.token_hash, now):
            raise LinkNotValid
        professional = Professional(
            id=secrets.token_hex(16),
            name=registration.name,
            email=registration.email,
            agency=agency,
            roles=frozenset({Role.PROFESSIONAL}),
            job_title=registration.job_title,
            phone=registration.phone,
        )
        tx.accounts.add_account(Account(professional, hashed))
        tx.audit.add(AuditEntry(now, professional.id, Action.REGISTERED, professional.id, detail=agency.id))
    return professional


def _valid(office: Office, tx: Transaction, token: str) -> tuple[Registration, Agency]:
    registration = tx.accounts.registration(digest(token))
    if registration is None or registration.used_at is not None or office.now() >= registration.expires_at:
        raise LinkNotValid
    agency = tx.accounts.agency_of_domain(registration.email.rpartition("@")[2])
    if agency is None or agency.id != registration.agency_id:
        raise LinkNotValid
    if tx.accounts.account_of_email(registration.email) is not None:
        raise LinkNotValid
    return registration, agency
