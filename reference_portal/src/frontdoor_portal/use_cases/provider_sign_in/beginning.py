"""On the way to the provider: who left from which browser, and what must come back."""

import secrets

from attrs import frozen

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.provider_sign_in.models import Attempt, IdentityProvider
from frontdoor_portal.use_cases.resume_session import SignedIn, digest, last_person_of


class NoProvider(LookupError):
    """This portal knows no provider."""


@frozen
class Departure:
    """Where the browser goes, and the token that its cookie holds meanwhile."""

    address: str
    browser_token: str


def provider_of(office: Office) -> IdentityProvider:
    """The provider; raises `NoProvider`."""
    if office.provider is None:
        raise NoProvider
    return office.provider


def depart(
    office: Office, destination: str, confirming: SignedIn | None = None, kept: str = "", earlier_token: str = ""
) -> Departure:
    """Begin a sign-in elsewhere: state, nonce and PKCE verifier are new each time (ASVS 10.2.1).

    `confirming` proves once more, there, who is signed in here. What was being sent is `kept` for whoever's session
    `earlier_token` was; where that is nobody's it is not, so that strangers store nothing. Raises `NoProvider`,
    `ProviderUnavailable`.
    """
    provider = provider_of(office)
    sender_id = last_person_of(office, earlier_token) if kept and earlier_token else ""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    browser_token = secrets.token_urlsafe(32)
    address = provider.address(state, nonce, verifier, anew=confirming is not None)
    attempt = Attempt(
        digest(state),
        digest(browser_token),
        nonce,
        verifier,
        destination,
        office.now(),
        confirms=confirming.session.token_hash if confirming else "",
        kept=kept if sender_id else "",
        sender_id=sender_id,
    )
    with office.work.begin() as tx:
        tx.identities.add_attempt(attempt)
    return Departure(address, browser_token)
