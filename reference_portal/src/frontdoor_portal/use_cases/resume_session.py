"""Who is behind a session's token now: asked on every request of somebody who is signed in, or half signed in."""

import hashlib
from datetime import timedelta

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Assurance, Session
from frontdoor_portal.use_cases.ports import Office

SEEN_AGAIN_AFTER = timedelta(minutes=1)
"""A session is marked as used at most this often: a page must not cost a write each time."""

HALFWAY_LASTS = timedelta(minutes=30)
"""How long somebody may take between their password and their second factor: enough to install an authenticator."""


@frozen
class SignedIn:
    """Somebody who is signed in, as the portal knows them at this moment, and their session."""

    professional: Professional
    session: Session


@frozen
class Halfway:
    """Somebody whose second factor is still to come. They may see the pages for that and nothing else.

    A class of its own, so that what is meant for people who are signed in cannot be given to them by mistake.
    """

    professional: Professional
    session: Session


def digest(token: str) -> str:
    """What the session table keeps of a token: a stolen table opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def resume_session(office: Office, token: str, idle: timedelta, absolute: timedelta) -> SignedIn | Halfway | None:
    """The person of a session that is known, neither idle nor old, and whose account is in use; otherwise None.

    A session that is over stays in the table until `sweep` removes it, a day after it could last at most: what a person
    was sending when it ended is given back to that person alone. The session of a disabled account is ended at once.
    """
    token_hash = digest(token)
    now = office.now()
    with office.work.reading() as tx:
        session = tx.accounts.session(token_hash)
        if session is None or now - session.seen_at >= idle or now - session.started_at >= absolute:
            return None
        account = tx.accounts.account(session.professional_id)
    if account is None or account.disabled:
        with office.work.begin() as tx:
            tx.accounts.end_session(token_hash)
        return None
    if now - session.seen_at >= SEEN_AGAIN_AFTER:
        with office.work.begin() as tx:
            tx.accounts.touch_session(token_hash, now)
    if is_complete(office, session):
        return SignedIn(account.professional, session)
    return Halfway(account.professional, session) if now - session.started_at < HALFWAY_LASTS else None


def is_complete(office: Office, session: Session) -> bool:
    """Whether a session has proved what this portal asks for now."""
    if session.assurance is Assurance.PASSWORD:
        return not office.second_factors.required
    return session.assurance is Assurance.FACTOR


def last_person_of(office: Office, token: str) -> str:
    """The id of the person whose session a token was, in force or over; empty where it is not known (any more)."""
    with office.work.reading() as tx:
        session = tx.accounts.session(digest(token))
    return session.professional_id if session else ""
