"""The stand-in's token endpoint: OAuth2 client credentials (RFC 6749, section 4.4), and what tokens are good for."""

import base64
import binascii
import secrets
import threading
import time
from urllib.parse import parse_qs

from frontdoor.testing.wire import Reply
from frontdoor_mosaic.rest import bodies


class TokenOffice:
    """Gives tokens to one client, whose secret may change. `life` is in seconds."""

    def __init__(self, client_id: str, secret: str, life: int = 300) -> None:
        self.client_id, self.secret, self.life = client_id, secret, life
        self.given = 0
        self._good_until: dict[str, float] = {}
        self._turn = threading.Lock()

    def answer(self, authorization: str, content_type: str, body: bytes, *, refuse: bool) -> Reply:
        """The answer to a request for a token; `refuse` treats every client as unknown."""
        if not self._knows(authorization) or refuse:
            return _refusal(401, "invalid_client", {"WWW-Authenticate": 'Basic realm="mosaic"'})
        try:
            asked = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=bool(body))
        except ValueError:
            return _refusal(400, "invalid_request", {})
        if content_type != "application/x-www-form-urlencoded":
            return _refusal(400, "invalid_request", {})
        if asked.get("grant_type") != ["client_credentials"]:
            return _refusal(400, "unsupported_grant_type" if "grant_type" in asked else "invalid_request", {})
        with self._turn:
            token = secrets.token_urlsafe(24)
            self._good_until[token] = time.monotonic() + self.life
            self.given += 1
        told = {"access_token": token, "token_type": "Bearer", "expires_in": self.life}
        return Reply(200, bodies.JSON, bodies.write(told), {"Cache-Control": "no-store"})

    def takes(self, authorization: str) -> bool:
        """Whether a request comes with a token that is still good."""
        scheme, _, token = authorization.partition(" ")
        with self._turn:
            return scheme.lower() == "bearer" and self._good_until.get(token.strip(), 0.0) > time.monotonic()

    def forget(self) -> None:
        """Take no token that was given so far, as a restarted system does."""
        with self._turn:
            self._good_until.clear()

    def _knows(self, authorization: str) -> bool:
        scheme, _, pair = authorization.partition(" ")
        try:
            given = base64.b64decode(pair.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and secrets.compare_digest(given, f"{self.client_id}:{self.secret}".encode())


def _refusal(status: int, error: str, headers: dict[str, str]) -> Reply:
    return Reply(status, bodies.JSON, bodies.write({"error": error}), headers)
