"""The token that every call carries: asked for with our secret, kept while it is good, asked for again in time.

The secret is read from the keyring each time a token is asked for, so that a rotated one counts without a restart.
"""

import base64
import threading
import time

from attrs import frozen

from frontdoor.connectors.doubt import untrusted
from frontdoor.connectors.failures import ConnectorFailure, CredentialsRefused, Unavailable
from frontdoor.secrets.references import Secret, SecretMissing, SecretReader, SecretReference
from frontdoor.transport.http import Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport
from frontdoor_mosaic.rest import faults
from frontdoor_mosaic.rest.bodies import NotJson, json_of
from frontdoor_mosaic.rest.contract import reference_contract

PATH = "/oauth2/token"

EARLY_SHARE = 0.1
"""A token is renewed when this share of its life is left, so that it does not end on its way."""

_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
}


@frozen
class Token:
    """A token, until when it is used on the monotonic clock, and the deadline of the operation it was asked for in."""

    value: Secret
    good_until: float
    asked_for_in: Deadline


class Tokens:
    """Tokens of one client. May be used from several threads at once: one asks, the others wait for it."""

    def __init__(
        self, transport: Transport, client_id: str, secret: SecretReference, read_secret: SecretReader, source: str
    ) -> None:
        self._transport, self._client_id, self._secret = transport, client_id, secret
        self._read_secret, self._source = read_secret, source
        self._asking, self._turn = threading.Lock(), threading.Lock()
        self._kept: Token | None = None

    def get(self, deadline: Deadline) -> Token:
        """A token that is good now; raises any `ConnectorFailure`, and nothing was changed then."""
        if (kept := self._good()) is not None:
            return kept
        if not self._asking.acquire(timeout=deadline.remaining()):
            raise TimeoutError
        try:
            # Whoever waited finds the token that another one asked for.
            if (kept := self._good()) is not None:
                return kept
            asked = self._ask(deadline)
            with self._turn:
                self._kept = asked
            return asked
        finally:
            self._asking.release()

    def drop(self, refused: Token) -> None:
        """Forget a token that was refused, unless another one is in its place already."""
        with self._turn:
            if self._kept is not None and self._kept.value is refused.value:
                self._kept = None

    def _good(self) -> Token | None:
        with self._turn:
            kept = self._kept
            return kept if kept is not None and time.monotonic() < kept.good_until else None

    def _ask(self, deadline: Deadline) -> Token:
        try:
            secret = self._read_secret(self._secret).reveal()
        except SecretMissing:
            raise CredentialsRefused(f"{self._source}: the keyring has no client secret for us") from None
        pair = base64.b64encode(f"{self._client_id}:{secret}".encode()).decode()
        headers = {**_HEADERS, "Authorization": f"Basic {pair}"}
        asked = time.monotonic()
        try:
            answer = self._transport.send(
                "POST", PATH, b"grant_type=client_credentials", headers, deadline, repeatable=True
            )
        except (NotSent, NoAnswer) as problem:
            raise Unavailable(f"{self._source} gave us no token: {problem}") from None
        except TooLarge:
            raise untrusted(self._source, "its token is too large", changes=False) from None
        return self._token(answer, asked, deadline)

    def _token(self, answer: HttpAnswer, asked: float, deadline: Deadline) -> Token:
        if answer.status != 200:
            raise self._refusal(answer)
        try:
            told = json_of(answer)
        except NotJson as problem:
            raise untrusted(self._source, f"its token is no token: {problem}", changes=False) from None
        if reference_contract().misfits("Token", told):
            raise untrusted(self._source, "its token does not fit the contract", changes=False)
        life: float = told["expires_in"]
        return Token(Secret(told["access_token"]), asked + life * (1 - EARLY_SHARE), deadline)

    def _refusal(self, answer: HttpAnswer) -> ConnectorFailure:
        # RFC 6749, section 5.2: a client that is not known is told so with 400 or 401.
        if answer.status in {400, 401, 403, 407}:
            return CredentialsRefused(f"{self._source} gave us no token: it refused our account (HTTP {answer.status})")
        if answer.status == 429:
            return faults.rate_limited(self._source, answer)
        return Unavailable(f"{self._source} gave us no token (HTTP {answer.status})")
