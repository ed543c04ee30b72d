"""Opening the link of a confirmation email: looking changes nothing, choosing a password makes the account."""

import secrets
from collections.abc import Iterable

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.addresses import Entry
from frontdoor_portal.use_cases.joining.keeping import tell_that_somebody_waits
from frontdoor_portal.use_cases.joining.telling import tell_of_new_lead
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, Registration, Standing
from frontdoor_portal.use_cases.password_rule import check_password
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import LinkNotValid, RegistrationRefused, Stale
from frontdoor_portal.use_cases.register import ChooseAgency, entry_at
from frontdoor_portal.use_cases.resume_session import digest


def look_at_link(office: Office, token: str) -> Registration:
    """The registration behind a link. Raises `LinkNotValid`. Mail scanners open links: nothing changes here."""
    with office.work.reading() as tx:
        return _valid(office, tx, token)[0]


def confirm_registration(office: Office, token: str, password: str, context: Iterable[str] = ()) -> Account:
    """Make the account, once; it waits for approval where the address alone does not prove enough.

    `context` are texts of the place whose words may not make up a password. Raises `LinkNotValid` for a link that is
    unknown, used, replaced by a newer one or older than a day, whose agency does not take the address any more, or
    whose mailbox got an account in another way; `WeakPassword` where another must be chosen; `RegistrationRefused`
    where too many of its domain wait just now.
    """
    with office.work.reading() as tx:
        registration, entry = _valid(office, tx, token)
    check_password(password, [*context, registration.name, registration.email, entry.agency.name])
    hashed = office.passwords.hash(password)
    try:
        with office.work.begin() as tx:
            return _make_account(office, tx, token, hashed)
    except Stale:  # the mailbox got an account at this very moment
        raise LinkNotValid from None


def _make_account(office: Office, tx: Transaction, token: str, hashed: str) -> Account:
    now = office.now()
    registration, entry = _valid(office, tx, token)
    if not tx.accounts.use_registration(registration.token_hash, now):
        raise LinkNotValid
    leads = entry.is_lead and entry.at_once
    professional = Professional(
        id=secrets.token_hex(16),
        name=registration.name,
        email=registration.email,
        agency=entry.agency,
        roles=frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD} if leads else {Role.PROFESSIONAL}),
        job_title=registration.job_title,
        phone=registration.phone,
    )
    standing = Standing.ACTIVE if entry.at_once else Standing.WAITING
    certified = now if entry.at_once else None
    account = Account(
        professional,
        hashed,
        disabled=not entry.at_once,
        standing=standing,
        joined_at=now,
        certified_at=certified,
    )
    tx.accounts.add_account(account)
    tx.audit.add(AuditEntry(now, professional.id, Action.REGISTERED, professional.id, detail=entry.agency.id))
    if not entry.at_once:
        tell_that_somebody_waits(office, tx, entry.agency)
    elif leads:
        tell_of_new_lead(office, tx, professional, professional.id)
    return account


def _valid(office: Office, tx: Transaction, token: str) -> tuple[Registration, Entry]:
    registration = tx.accounts.registration(digest(token))
    if registration is None or registration.used_at is not None or office.now() >= registration.expires_at:
        raise LinkNotValid
    try:
        entry = entry_at(office, tx, registration.email, registration.agency_id)
    except ChooseAgency:
        raise LinkNotValid from None
    except RegistrationRefused as refused:
        if refused.reason == RegistrationRefused.FULL:
            raise  # the link is good, and may be opened again when fewer wait
        raise LinkNotValid from None
    if entry.agency.id != registration.agency_id:
        raise LinkNotValid
    if tx.accounts.account_of_email(registration.email) is not None:
        raise LinkNotValid
    return registration, entry
