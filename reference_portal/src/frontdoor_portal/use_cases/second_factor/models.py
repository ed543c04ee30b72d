"""What is kept of a person's second factor, and what these use cases need from outside: a store and a vault."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from frontdoor.domain.agency import Professional


class Requirement(StrEnum):
    """Whether everybody needs a second factor, or only who has set one up."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@frozen
class Factor:
    """One person's authenticator. Secrets are sealed: only the vault's key opens them.

    `last_step` is the time step of the code that was accepted last: no code of that step or an earlier one is accepted
    again (RFC 6238, 5.2). `reset_at` is when somebody took the factor away: from then on a recovery code is needed to
    set up another. `failures` counts wrong codes since the last right one.
    """

    professional_id: str
    sealed_secret: str = field(default="", repr=False)
    pending_secret: str = field(default="", repr=False)
    """One that was shown and not confirmed yet; the one in force stays so until then."""
    pending_session: str = ""
    """The session, by its token's digest, that it was shown to: nobody else sees or confirms it."""
    last_step: int = 0
    enrolled_at: datetime | None = None
    reset_at: datetime | None = None
    failures: int = 0
    locked_until: datetime | None = None
    version: int = 0
    """0 is one that was not stored yet."""

    @property
    def is_enrolled(self) -> bool:
        return bool(self.sealed_secret)

    def waits(self, now: datetime) -> bool:
        """Whether there were so many wrong codes that none is looked at now."""
        return self.locked_until is not None and now < self.locked_until


class KnownBy(StrEnum):
    """How whoever resets a factor knows that it is the person who asks: a message is not enough."""

    FACE = "face"
    VOICE = "voice"
    CALLED_BACK = "called_back"
    """On the number that the portal has for them."""
    AT_THE_SERVER = "at_the_server"
    """The operator's own business, at the command line."""


class CodeKind(StrEnum):
    """What a written code stands for: the authenticator that is not at hand, or the right to set one up anew."""

    BACKUP = "backup"
    RECOVERY = "recovery"


@frozen
class OneTimeCode:
    """A code somebody wrote down or was read out. It is kept as a digest under the vault's key."""

    digest: str
    professional_id: str
    kind: CodeKind
    expires_at: datetime | None = None


@frozen
class Helped:
    """Somebody whose sign-in may need help, and since when they have a second factor."""

    professional: Professional
    disabled: bool
    enrolled_at: datetime | None = None
    reset_at: datetime | None = None


class FactorStore(Protocol):
    """Second factors, one a person, and one-time codes."""

    def get(self, professional_id: str) -> Factor | None: ...

    def save(self, factor: Factor) -> Factor:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def add_codes(self, codes: Sequence[OneTimeCode]) -> None: ...

    def use_code(self, professional_id: str, kind: CodeKind, digest: str, at: datetime) -> bool:
        """Use a code up; False where the person has none such, it was used or it is too old."""
        ...

    def codes_left(self, professional_id: str) -> int:
        """How many backup codes a person has not used yet."""
        ...

    def drop_codes(self, professional_id: str, kind: CodeKind) -> None:
        """Make every code of a kind worth nothing, as when new ones are made."""

    def people_of(self, agency_id: str) -> tuple[Helped, ...]:
        """Everybody registered with an agency, by name."""
        ...

    def remove_expired(self, at: datetime) -> int:
        """Remove codes that are too old to be used; how many there were."""
        ...


@frozen
class NewSecret:
    """A secret to type or scan into an authenticator, and the same sealed, to be kept."""

    shown: str = field(repr=False)
    address: str = field(repr=False)
    """The same as an `otpauth:` address, for a QR code."""
    sealed: str = field(repr=False)


class FactorVault(Protocol):
    """Makes secrets, seals them and judges codes; the key it works with is kept outside the database."""

    def make_secret(self, professional: Professional) -> NewSecret:
        """A new secret, sealed for this person alone. Raises `SecretMissing` where there is no key."""
        ...

    def reveal_secret(self, professional: Professional, sealed: str) -> NewSecret:
        """One that was sealed, for the page on which it is being set up."""
        ...

    def step_of(self, professional_id: str, sealed: str, code: str, at: datetime) -> int | None:
        """The time step whose code this is, at most one step away from a moment; None where it is of none."""
        ...

    def digest(self, professional_id: str, code: str) -> str:
        """What is kept of a one-time code."""
        ...


@frozen
class SecondFactors:
    """How this portal asks for second factors."""

    vault: FactorVault
    requirement: Requirement = Requirement.REQUIRED

    @property
    def required(self) -> bool:
        return self.requirement is Requirement.REQUIRED
