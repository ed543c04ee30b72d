"""Beginning a session, and beginning it anew whenever what it may do grows: no token outlives that (ASVS 7.2.4)."""

import secrets
from datetime import datetime

from attrs import evolve, field, frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Assurance, Session
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.resume_session import digest


@frozen
class NewSession:
    """A sign-in that was accepted. `token` goes into the browser's cookie and is kept nowhere else."""

    professional: Professional
    session: Session
    token: str = field(repr=False)


def assurance_without_factor(office: Office, tx: Transaction, professional_id: str) -> Assurance:
    """What a sign-in is worth that has proved one thing: all, unless the person has or needs a second factor."""
    factor = tx.factors.get(professional_id)
    # After a reset too: whoever lost their factor and knows the password alone must not get in by that.
    has_one = factor is not None and (factor.is_enrolled or factor.reset_at is not None)
    return Assurance.PENDING if has_one or office.second_factors.required else Assurance.PASSWORD


def begin_session(
    tx: Transaction,
    professional: Professional,
    now: datetime,
    assurance: Assurance,
    replaced_token: str = "",
    *,
    factor_at: datetime | None = None,
) -> NewSession:
    """Start a session; the browser's earlier one ends with it. `factor_at` is when a second factor was given."""
    if replaced_token:
        tx.accounts.end_session(digest(replaced_token))
    token = secrets.token_urlsafe(32)
    session = Session(
        digest(token), professional.id, secrets.token_urlsafe(32), now, now, assurance=assurance, factor_at=factor_at
    )
    tx.accounts.add_session(session)
    tx.joining.note_signed_in(professional.id, now)
    return NewSession(professional, session, token)


def rotate_session(tx: Transaction, professional: Professional, session: Session, now: datetime) -> NewSession:
    """The same sign-in under a new token and form token, since it may do more from now on.

    When it began, and when its factor was given, stay: it lasts no longer than it would have.
    """
    tx.accounts.end_session(session.token_hash)
    token = secrets.token_urlsafe(32)
    rotated = evolve(session, token_hash=digest(token), csrf_token=secrets.token_urlsafe(32), seen_at=now)
    tx.accounts.add_session(rotated)
    return NewSession(professional, rotated, token)


def renew_session(tx: Transaction, professional: Professional, session: Session, now: datetime) -> NewSession:
    """The same, now that its person has given a second factor."""
    proven = evolve(session, assurance=Assurance.FACTOR, factor_at=now)
    return rotate_session(tx, professional, proven, now)
