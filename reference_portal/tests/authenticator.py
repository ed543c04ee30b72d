"""An authenticator app: it is given a secret, and shows the code of the moment."""

from datetime import datetime

import pyotp
from attrs import frozen

STEP_SECONDS = 30


@frozen
class Authenticator:
    secret: str

    def code(self, at: datetime) -> str:
        return pyotp.TOTP(self.secret).at(at)
