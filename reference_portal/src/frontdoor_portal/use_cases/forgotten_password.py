"""A password that was forgotten: a link to the account's own address, once, for a quarter of an hour.

It replaces the password and nothing else: nobody is signed in by it, and the second factor is asked for as ever
(ASVS 6.4.3). What the screen says is the same whether or not an address has an account; the rest is told by email.
"""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from attrs import evolve

from frontdoor_portal.use_cases.joining.models import PasswordReset
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, NoticeKind
from frontdoor_portal.use_cases.notices import account_notice, address_notice
from frontdoor_portal.use_cases.password_rule import check_password
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import LinkNotValid
from frontdoor_portal.use_cases.resume_session import digest

LINK_LASTS = timedelta(minutes=15)
PATH = "/forgotten-password"


def ask_password_reset(office: Office, email: str) -> None:
    """Send a link to whoever has an open account with this address, and nothing to anybody else.

    One transaction and one entry of the audit in every case, so that its time tells little.
    """
    now = office.now()
    with office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
        known = account.professional if account is not None and not account.disabled else None
        tx.audit.add(AuditEntry(now, known.id if known else "", Action.ASKED_PASSWORD, known.id if known else ""))
        if known is not None:
            token = secrets.token_urlsafe(32)
            tx.joining.add_password_reset(PasswordReset(known.id, digest(token), known.email, now + LINK_LASTS))
            # To the address as the account has it: a spelling that leads elsewhere gets nothing.
            tx.outbox.put(address_notice(NoticeKind.PASSWORD_LINK, known.email, f"{PATH}/{token}"))


def look_at_password_link(office: Office, token: str) -> Account:
    """Whose password a link replaces. Raises `LinkNotValid`; looking changes nothing."""
    with office.work.reading() as tx:
        return _valid(office, tx, token)


def replace_password(office: Office, token: str, password: str, context: Iterable[str] = ()) -> None:
    """Replace the password, once; every sign-in of the person ends, and an email tells them.

    Raises `LinkNotValid` for a link that is unknown, used, replaced, older than a quarter of an hour, or whose account
    is closed or has another address by now; `WeakPassword` where another must be chosen.
    """
    with office.work.reading() as tx:
        person = _valid(office, tx, token).professional
    check_password(password, [*context, person.name, person.email, person.agency.name])
    hashed = office.passwords.hash(password)
    with office.work.begin() as tx:
        account = _valid(office, tx, token)
        if not tx.joining.drop_password_reset(person.id):
            raise LinkNotValid
        tx.accounts.save_account(evolve(account, password_hash=hashed, failures=0, locked_until=None))
        tx.accounts.end_sessions_of(person.id)
        tx.audit.add(AuditEntry(office.now(), person.id, Action.REPLACED_PASSWORD, person.id))
        tx.outbox.put(account_notice(NoticeKind.PASSWORD_REPLACED, person.id))


def _valid(office: Office, tx: Transaction, token: str) -> Account:
    reset = tx.joining.password_reset(digest(token))
    account = tx.accounts.account(reset.professional_id) if reset else None
    if reset is None or account is None or account.disabled:
        raise LinkNotValid
    if office.now() >= reset.expires_at or reset.email != account.professional.email:
        raise LinkNotValid
    return account
