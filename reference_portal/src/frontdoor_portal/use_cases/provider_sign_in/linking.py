"""Saying whose account here an account elsewhere is: once, by somebody who is signed in to both in one browser.

Nothing is linked by itself. An email address that two providers claim alike links nothing at all (ASVS 6.8.1).
"""

from frontdoor_portal.use_cases.models import Action, AuditEntry, NoticeKind
from frontdoor_portal.use_cases.notices import account_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.provider_sign_in.beginning import provider_of
from frontdoor_portal.use_cases.provider_sign_in.models import Attempt, LinkedIdentity
from frontdoor_portal.use_cases.provider_sign_in.returning import ATTEMPT_LASTS
from frontdoor_portal.use_cases.refusals import FactorNotFresh, ProviderRefused, Stale
from frontdoor_portal.use_cases.resume_session import SignedIn, digest
from frontdoor_portal.use_cases.second_factor.confirming import is_fresh


def waiting_link(office: Office, who: SignedIn, browser_token: str) -> Attempt:
    """The account elsewhere that waits to be linked from this browser. Raises `ProviderRefused` where there is none."""
    with office.work.reading() as tx:
        return _waiting(office, tx, who, browser_token)


def link_identity(office: Office, who: SignedIn, browser_token: str) -> Attempt:
    """Link it to the account of whoever is signed in here; answers with the attempt, and so where they wanted to go.

    The sign-in here must be younger than the one elsewhere: a session somebody left open links nobody's account.
    Raises `ProviderRefused`, also where either account is linked already.
    """
    now, person = office.now(), who.professional
    try:
        with office.work.begin() as tx:
            attempt = _waiting(office, tx, who, browser_token)
            tx.identities.take_attempt(attempt.state_digest)
            assert attempt.identity is not None, "only such attempts wait"
            tx.identities.link(LinkedIdentity(attempt.identity, person.id, now))
            tx.audit.add(AuditEntry(now, person.id, Action.IDENTITY_LINKED, person.id))
            tx.outbox.put(account_notice(NoticeKind.IDENTITY_LINKED, person.id))
    except Stale:
        raise ProviderRefused("linked_already") from None
    return attempt


def own_link(office: Office, who: SignedIn) -> LinkedIdentity | None:
    with office.work.reading() as tx:
        return tx.identities.link_of(who.professional.id)


def unlink_identity(office: Office, who: SignedIn) -> None:
    """Undo it. Raises `FactorNotFresh` where no second factor was given within minutes."""
    if not is_fresh(who.session, office.now()):
        raise FactorNotFresh
    with office.work.begin() as tx:
        if tx.identities.unlink(who.professional.id):
            person = who.professional.id
            tx.audit.add(AuditEntry(office.now(), person, Action.IDENTITY_UNLINKED, person))


def _waiting(office: Office, tx: Transaction, who: SignedIn, browser_token: str) -> Attempt:
    attempt = tx.identities.attempt_of_browser(digest(browser_token)) if browser_token else None
    if attempt is None or office.now() - attempt.begun_at >= ATTEMPT_LASTS:
        raise ProviderRefused("nothing_to_link")
    if who.session.started_at < attempt.begun_at:
        raise ProviderRefused("signed_in_before")
    if who.professional.agency.id not in provider_of(office).agencies:
        raise ProviderRefused("another_agency")
    return attempt
