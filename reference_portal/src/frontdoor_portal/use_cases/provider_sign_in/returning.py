"""Back from the provider: a session for whoever is known, a question for whoever is not, nothing for anybody else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NoReturn

from attrs import evolve, frozen

from frontdoor_portal.use_cases.models import Account, Action, Assurance, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.provider_sign_in.beginning import provider_of
from frontdoor_portal.use_cases.provider_sign_in.models import Asserted, Attempt
from frontdoor_portal.use_cases.refusals import ProviderRefused
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.use_cases.second_factor.confirming import FRESH
from frontdoor_portal.use_cases.starting_session import (
    NewSession,
    assurance_without_factor,
    begin_session,
    renew_session,
)

ATTEMPT_LASTS = timedelta(minutes=15)


@frozen
class Arrived:
    """`started` is the session of whoever is known; None where they must first say whose account it is (`linking`).

    `kept` is what was being sent, and `same` whether it was the same person who sent it.
    """

    destination: str
    started: NewSession | None = None
    kept: str = ""
    same: bool = True


def arrive(office: Office, answer: Mapping[str, str], browser_token: str, replaced_token: str = "") -> Arrived:
    """Judge what came back. `answer` is the query of the address that the provider sent the browser to.

    Raises `ProviderRefused`, which is audited by its reason alone, `ProviderUnavailable` and `NoProvider`.
    """
    provider = provider_of(office)
    try:
        attempt = _own_attempt(office, answer.get("state", ""), browser_token)
        asserted = provider.redeem(answer, attempt.nonce, attempt.verifier, office.now())
        with office.work.begin() as tx:
            return _let_in(office, tx, attempt, asserted, replaced_token)
    except ProviderRefused as refused:
        _write_down(office, refused)


def _own_attempt(office: Office, state: str, browser_token: str) -> Attempt:
    # Taken out before anything is asked: the same answer is worth nothing a second time, whatever becomes of it.
    with office.work.begin() as tx:
        attempt = tx.identities.take_attempt(digest(state))
    if attempt is None or attempt.identity is not None:
        raise ProviderRefused("unknown_state")
    if not browser_token or attempt.browser_digest != digest(browser_token):
        raise ProviderRefused("another_browser")
    if not timedelta(0) <= office.now() - attempt.begun_at < ATTEMPT_LASTS:
        raise ProviderRefused("too_late")
    return attempt


def _let_in(office: Office, tx: Transaction, attempt: Attempt, asserted: Asserted, replaced_token: str) -> Arrived:
    now = office.now()
    linked = tx.identities.linked(asserted.identity)
    if linked is None:
        if attempt.confirms:
            raise ProviderRefused("another_person")
        waiting = evolve(attempt, identity=asserted.identity, shown_as=asserted.shown_as, nonce="", verifier="")
        tx.identities.add_attempt(waiting)
        return Arrived(attempt.destination)
    account = tx.accounts.account(linked.professional_id)
    if account is None or account.disabled or account.professional.agency.id not in provider_of(office).agencies:
        raise ProviderRefused("account_closed")
    person = account.professional
    kept, same = attempt.kept, attempt.sender_id == person.id
    if attempt.confirms:
        return Arrived(attempt.destination, _confirm(office, tx, attempt, asserted, account), kept, same)
    factor = Assurance.FACTOR if asserted.has_factor else assurance_without_factor(office, tx, person.id)
    tx.audit.add(AuditEntry(now, person.id, Action.SIGNED_IN, person.id, detail="provider"))
    begun = begin_session(tx, person, now, factor, replaced_token, factor_at=_factor_at(asserted, now))
    return Arrived(attempt.destination, begun, kept, same)


def _factor_at(asserted: Asserted, now: datetime) -> datetime | None:
    """When the provider asked for the second factor: it may be this morning, and nobody was asked since."""
    when = asserted.authenticated_at
    # Its clock may be a little ahead of ours, and no more.
    return min(when, now) if asserted.has_factor and when is not None and when - now < FRESH else None


def _confirm(office: Office, tx: Transaction, attempt: Attempt, asserted: Asserted, account: Account) -> NewSession:
    now, session = office.now(), tx.accounts.session(attempt.confirms)
    if session is None or session.professional_id != account.professional.id:
        raise ProviderRefused("another_person")
    when = asserted.authenticated_at
    # A provider that is still signed in must have asked again, with its second factor, or it proves nothing new.
    if not asserted.has_factor or when is None or abs(now - when) >= FRESH:
        raise ProviderRefused("not_proved_again")
    tx.audit.add(
        AuditEntry(now, account.professional.id, Action.FACTOR_GIVEN, account.professional.id, detail="provider")
    )
    return renew_session(tx, account.professional, session, now)


def _write_down(office: Office, refused: ProviderRefused) -> NoReturn:
    with office.work.begin() as tx:
        tx.audit.add(AuditEntry(office.now(), "", Action.PROVIDER_REFUSED, "", detail=refused.reason))
    raise refused
