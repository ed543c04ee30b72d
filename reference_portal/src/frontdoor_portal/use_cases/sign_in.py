"""Signing in with an address and a password: one answer for every reason to refuse, in the same time."""

import secrets
from datetime import datetime, timedelta
from typing import NoReturn
from weakref import WeakKeyDictionary

from attrs import evolve

from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, Standing
from frontdoor_portal.use_cases.ports import Office, PasswordHasher, Transaction
from frontdoor_portal.use_cases.refusals import NotOpen, SignInRefused
from frontdoor_portal.use_cases.starting_session import NewSession, assurance_without_factor, begin_session

FREE_TRIES = 5
"""Wrong passwords in a row before an account makes whoever tries next wait (ASVS 6.1.1)."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
"""An account is never locked for longer: anybody can make it wait, so nobody may keep its owner out for good."""

_TOLD = frozenset({Standing.WAITING, Standing.DORMANT, Standing.SUSPENDED})
"""Standings that are told to whoever gives the right password; for those who have left there is no account."""


def wait_after(failures: int) -> timedelta:
    """How long an account waits after so many wrong passwords in a row: nothing, then 30 seconds and doubling."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def sign_in(office: Office, email: str, password: str, replaced_token: str = "") -> NewSession:
    """Start a session for the person of an address; the browser's earlier session ends with it.

    It is halfway where the person has a second factor or needs one. Raises `SignInRefused` alike for an unknown
    address, a wrong password, a closed account and one that makes everybody wait; whoever gave the right password of
    an account that somebody else may open is told so (`NotOpen`). A password is worked out in every case, outside any
    transaction: it takes the same time and holds nothing up.
    """
    stand_in = _stand_in(office.passwords)
    with office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
    matches = office.passwords.matches(account.password_hash if account else stand_in, password)
    now = office.now()
    if account is None:
        _refuse(office, now, "", "unknown_account")
    closed = account.disabled and account.standing not in _TOLD
    if closed or _waits(account, now):
        # A try while waiting does not count: otherwise whoever keeps trying keeps the owner out.
        _refuse(office, now, account.professional.id, "disabled" if closed else "waiting")
    if not matches:
        _refuse(office, now, account.professional.id, "wrong_password", counted=True)
    if account.disabled:
        _refuse(office, now, account.professional.id, f"not_open_{account.standing}", NotOpen(account.standing))
    better = office.passwords.hash(password) if office.passwords.needs_rehash(account.password_hash) else ""
    return _start(office, account.professional.id, better, replaced_token, now)


_STAND_INS: WeakKeyDictionary[PasswordHasher, str] = WeakKeyDictionary()


def _stand_in(passwords: PasswordHasher) -> str:
    """A hash to compare with where there is no account, at the same cost as a real one."""
    known = _STAND_INS.get(passwords)
    if known is None:
        known = _STAND_INS[passwords] = passwords.hash(secrets.token_urlsafe(16))
    return known


def _waits(account: Account, now: datetime) -> bool:
    return account.locked_until is not None and now < account.locked_until


def _refuse(
    office: Office,
    now: datetime,
    professional_id: str,
    why: str,
    refusal: SignInRefused | None = None,
    *,
    counted: bool = False,
) -> NoReturn:
    # One transaction whatever the reason: a second commit would tell by its time that there is an account.
    with office.work.begin() as tx:
        if counted:
            _count_failure(tx, professional_id, now)
        # Never the address that was typed: people type passwords into the wrong box.
        tx.audit.add(AuditEntry(now, professional_id, Action.SIGN_IN_REFUSED, professional_id, detail=why))
    raise refusal or SignInRefused


def _count_failure(tx: Transaction, professional_id: str, now: datetime) -> None:
    account = tx.accounts.account(professional_id)
    if account is not None:
        failures = account.failures + 1
        wait = wait_after(failures)
        tx.accounts.save_account(evolve(account, failures=failures, locked_until=now + wait if wait else None))


def _start(office: Office, professional_id: str, better_hash: str, replaced_token: str, now: datetime) -> NewSession:
    with office.work.begin() as tx:
        # Read again: it may have been disabled, or made to wait by others' tries, while the password was worked out.
        account = tx.accounts.account(professional_id)
        accepted = account is not None and not account.disabled and not _waits(account, now)
        if account is not None and accepted:
            kept = better_hash or account.password_hash
            tx.accounts.save_account(evolve(account, failures=0, locked_until=None, password_hash=kept))
            assurance = assurance_without_factor(office, tx, professional_id)
            tx.audit.add(AuditEntry(now, professional_id, Action.SIGNED_IN, professional_id))
            return begin_session(tx, account.professional, now, assurance, replaced_token)
    _refuse(office, now, professional_id, "changed_meanwhile")
