"""What the operator decides about the web side: its address, its limits, what it is ready on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from attrs import field, frozen
from jinja2 import ChainableUndefined, Undefined

PACKAGE = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def always_ready() -> tuple[str, ...]:
    """Nothing to wait for: for a portal whose composition gives no check of its own."""
    return ()


@frozen
class SessionLimits:
    """How long a sign-in lasts: `idle` since the last page, `absolute` since the password was given."""

    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)


@frozen
class WebOptions:
    """`origin` is the public address without a path (`https://frontdoor.example.gov.uk`).

    Forms are accepted from that origin alone. Plain http is for a demonstration on the same machine: it needs
    `allow_http_on_loopback` and a loopback address, and its cookie gets another name, because a browser refuses the
    `__Host-` prefix without https. `not_ready` answers with one reason a line why the portal cannot work, or nothing.
    `registrations_per_hour` is the number of accounts that may be asked for from one client address, and
    `departures_per_hour` how often people behind one may set off to sign in elsewhere: a whole council may share it.
    Raises `ValueError` for an address that would send passwords in the clear.
    """

    origin: str
    allow_http_on_loopback: bool = False
    sessions: SessionLimits = field(factory=SessionLimits)
    not_ready: Callable[[], tuple[str, ...]] = always_ready
    registrations_per_hour: int = 20
    departures_per_hour: int = 600
    static_folder: Path = PACKAGE / "static"
    undefined: type[Undefined] = ChainableUndefined
    """What Jinja makes of a name that is not there; GOV.UK's macros need a chainable one."""

    def __attrs_post_init__(self) -> None:
        parts = urlsplit(self.origin)
        if not parts.hostname or self.origin != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
            raise ValueError(f"The portal's origin must be like https://frontdoor.example.gov.uk, not {self.origin!r}")
        on_this_machine = parts.scheme == "http" and parts.hostname in LOOPBACK
        if parts.scheme != "https" and not (on_this_machine and self.allow_http_on_loopback):
            raise ValueError("The portal needs https; plain http is possible on a loopback address, when asked for")

    @property
    def https(self) -> bool:
        return self.origin.startswith("https:")

    @property
    def session_cookie(self) -> str:
        return "__Host-frontdoor" if self.https else "frontdoor-loopback"

    @property
    def form_cookie(self) -> str:
        return "__Host-frontdoor-form" if self.https else "frontdoor-loopback-form"

    @property
    def provider_cookie(self) -> str:
        """That of a browser on its way to a provider and back."""
        return "__Host-frontdoor-provider" if self.https else "frontdoor-loopback-provider"
