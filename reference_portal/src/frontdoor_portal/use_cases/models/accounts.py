"""Who can sign in, who asked to, and sign-ins in progress."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.agency import Professional


class Standing(StrEnum):
    """How somebody stands with their agency. Only who is active can sign in."""

    ACTIVE = "active"
    WAITING = "waiting"
    """Proved their address; nobody has let them in yet."""
    DORMANT = "dormant"
    """Not signed in for a long time."""
    SUSPENDED = "suspended"
    """Their lead did not confirm for too long that they are still here."""
    LEFT = "left"
    CLOSED = "closed"
    """By the operator."""


@frozen
class Account:
    """A professional's sign-in. `failures` counts wrong passwords since the last right one.

    `disabled` is what every gate asks, and `standing` why. `certified_at` is when somebody last said that this person
    is still here; times that are not known yet count from the next nightly check.
    """

    professional: Professional
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    standing: Standing = Standing.ACTIVE
    joined_at: datetime | None = None
    signed_in_at: datetime | None = None
    certified_at: datetime | None = None
    role_doubted: bool = False


@frozen
class Registration:
    """A person who asked for an account and has not opened their confirmation link yet. The token is kept hashed."""

    token_hash: str
    email: str
    name: str
    job_title: str
    phone: str
    agency_id: str
    expires_at: datetime
    used_at: datetime | None = None
    mailbox: str = ""
    """The mailbox that the address leads to: a newer link to it replaces this one."""


class Assurance(StrEnum):
    """What a session has proved."""

    PENDING = "pending"
    """A password or an account elsewhere; a second factor is still to come."""
    PASSWORD = "password"
    """The same, where it is enough."""
    FACTOR = "factor"
    """A second factor as well."""


@frozen
class Session:
    """A sign-in in progress. The cookie's token is kept hashed; `csrf_token` guards every form of this session.

    `factor_at` is when a second factor was given last in it.
    """

    token_hash: str
    professional_id: str
    csrf_token: str
    started_at: datetime
    seen_at: datetime
    assurance: Assurance = Assurance.PASSWORD
    factor_at: datetime | None = None
