"""Somebody's authenticator app: set up when the portal first asks for it, and read from then on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
from attrs import define, field
from reference_portal.tests.journeys.walker import Walker


@define
class Authenticator:
    """The app on one person's phone."""

    secret: str = ""
    last_step: int = field(default=0, init=False)

    def code(self) -> str:
        """A code that was not used yet: the portal takes the next step's as well, for clocks that differ."""
        app, now = pyotp.TOTP(self.secret), datetime.now(UTC)
        if app.timecode(now) <= self.last_step:
            now += timedelta(seconds=30)
        self.last_step = app.timecode(now)
        return app.at(now)

    def prove(self, somebody: Walker) -> None:
        """Past whatever the portal asks before it opens more than usual, on the way to the page itself."""
        if somebody.heading == "Set up an authenticator app":
            somebody.press("Continue")
            somebody.is_at("Add this account to your app")
            self.secret = secret_shown_to(somebody)
            self._give_code(somebody)
            somebody.is_at("Your backup codes")
            somebody.press("I have kept them")
        elif somebody.heading == "Enter your code":
            self._give_code(somebody)

    def _give_code(self, somebody: Walker) -> None:
        somebody.fill("Code from your authenticator app", self.code())
        somebody.press("Continue")


def give_code(somebody: Walker, prove: Callable[[Walker], None]) -> None:
    """What opens more takes a code of the last five minutes."""
    somebody.go("/sign-in/second-factor?next=/account")
    prove(somebody)


def secret_shown_to(somebody: Walker) -> str:
    """The key of the page that sets up an app, as one would type it."""
    return (somebody.main.locator("p.ffd-secret").text_content() or "").replace(" ", "").strip()
