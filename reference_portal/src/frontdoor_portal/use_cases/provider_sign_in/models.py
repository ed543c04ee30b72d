"""What is kept of a sign-in elsewhere, and what these use cases need from outside: a store and the provider."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from attrs import field, frozen


@frozen
class Identity:
    """An account elsewhere, by the two names that are unique and never given to anybody else (OpenID Connect 2)."""

    issuer: str
    subject: str


@frozen
class LinkedIdentity:
    identity: Identity
    professional_id: str
    linked_at: datetime


@frozen
class Attempt:
    """Somebody on their way to the provider and back, in one browser.

    `state` is kept as its digest, and so is the token of the browser's cookie: whoever comes back with another
    browser's answer is not let in. `identity` is filled in once the provider has answered and the person must still say
    whose account it is; `shown_as` is what the provider calls it. `confirms` is the digest of the session for which
    somebody proves themselves once more.
    """

    state_digest: str
    browser_digest: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    destination: str
    begun_at: datetime
    confirms: str = ""
    identity: Identity | None = None
    shown_as: str = ""
    kept: str = field(default="", repr=False)
    """What somebody was sending when their sign-in ran out, to be given back to them alone: `sender_id`."""
    sender_id: str = ""


@frozen
class Asserted:
    """What a provider says of whoever signed in there, after every check of its token.

    `has_factor` is whether it asked for a second factor, `authenticated_at` when. `shown_as` is a name or address to
    show to that person, and proves nothing.
    """

    identity: Identity
    has_factor: bool
    authenticated_at: datetime | None = None
    shown_as: str = ""


class IdentityStore(Protocol):
    """Links between accounts elsewhere and accounts here, and who is on the way."""

    def add_attempt(self, attempt: Attempt) -> None: ...

    def take_attempt(self, state_digest: str) -> Attempt | None:
        """Take an attempt out; None where there is none (any more): an answer counts once."""
        ...

    def attempt_of_browser(self, browser_digest: str) -> Attempt | None:
        """The attempt of a browser that has an identity and waits to be linked."""
        ...

    def linked(self, identity: Identity) -> LinkedIdentity | None: ...

    def link_of(self, professional_id: str) -> LinkedIdentity | None:
        """The account elsewhere that belongs to one here; each has at most one."""
        ...

    def link(self, linked: LinkedIdentity) -> None:
        """Raises `Stale` where either account is linked already."""

    def unlink(self, professional_id: str) -> bool: ...

    def remove_attempts(self, begun_before: datetime) -> int:
        """Remove those who never came back; how many there were."""
        ...


class IdentityProvider(Protocol):
    """The provider that `portal.toml` names. Everything it says is checked before it is believed."""

    @property
    def label(self) -> str:
        """What its button says, as in “Sign in with Severnshire staff account”."""
        ...

    @property
    def agencies(self) -> frozenset[str]:
        """The agencies whose people have accounts there: nobody else's account is ever linked."""
        ...

    def address(self, state: str, nonce: str, verifier: str, *, anew: bool) -> str:
        """Where to send the browser; with `anew` the provider asks whoever is signed in there to prove it again.

        Raises `ProviderUnavailable` where it cannot be reached.
        """
        ...

    def redeem(self, answer: Mapping[str, str], nonce: str, verifier: str, at: datetime) -> Asserted:
        """What an answer that came back by way of the browser is worth: its code exchanged, its token checked.

        Raises `ProviderRefused` for whatever is wrong, and `ProviderUnavailable`.
        """
        ...


class ProviderUnavailable(RuntimeError):
    """The provider does not answer, or not as OpenID Connect has it."""
