"""Giving a code: to finish signing in, or once more before what opens more than usual (step-up)."""

from datetime import datetime, timedelta

from frontdoor_portal.use_cases.models import Action, AuditEntry, Session
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import CodeRefused, FactorNotFresh
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn
from frontdoor_portal.use_cases.second_factor.judging import judge_code
from frontdoor_portal.use_cases.second_factor.models import Factor
from frontdoor_portal.use_cases.starting_session import NewSession, renew_session

FRESH = timedelta(minutes=5)
"""How long a code counts as fresh (ASVS 7.5.3), unless a route says otherwise."""


def own_factor(office: Office, who: SignedIn | Halfway) -> Factor:
    """A person's second factor as it is now; one without a secret where they have none."""
    with office.work.reading() as tx:
        return tx.factors.get(who.professional.id) or Factor(who.professional.id)


def confirm_factor(office: Office, who: SignedIn | Halfway, code: str) -> NewSession:
    """Accept a code and go on under a new session id; the old one opens nothing any more.

    Raises `CodeRefused`, also where the session ended or the account was disabled meanwhile.
    """
    judge_code(office, who.professional.id, code)
    now = office.now()
    with office.work.begin() as tx:
        account = tx.accounts.account(who.professional.id)
        session = tx.accounts.session(who.session.token_hash)
        if account is None or account.disabled or session is None:
            raise CodeRefused
        tx.audit.add(AuditEntry(now, who.professional.id, Action.FACTOR_GIVEN, who.professional.id))
        return renew_session(tx, account.professional, session, now)


def require_fresh_factor(office: Office, who: SignedIn, within: timedelta = FRESH) -> None:
    """For a use case that opens more than usual: raise `FactorNotFresh` unless a code was given so short a time ago."""
    if not is_fresh(who.session, office.now(), within):
        raise FactorNotFresh


def is_fresh(session: Session, now: datetime, within: timedelta = FRESH) -> bool:
    """Whether a second factor was given in this session so short a time ago."""
    return session.factor_at is not None and timedelta(0) <= now - session.factor_at < within
