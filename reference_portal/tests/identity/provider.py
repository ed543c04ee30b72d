"""An OpenID Connect provider on a real socket that keeps to PKCE, and lies where a test tells it to."""

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
from attrs import Factory, define
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "family-front-door", "the provider's secret for tests"
Claims = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]


@define
class Provider:
    """`subject` signs in without being asked. `claims` are put over those of a sound token; `forge` writes one itself.

    `metadata` is put over what it publishes; `answers` replaces its answer at a path. `asked` has every path it was
    asked at, and `redeemed` every form that came to its token endpoint.
    """

    address: str
    subject: str = "subject-1"
    claims: Claims = Factory(dict)
    forge: Callable[[Claims], str] | None = None
    metadata: dict[str, Any] = Factory(dict)
    answers: dict[str, Answer] = Factory(dict)
    key: RSAKey = Factory(lambda: RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig", "alg": "RS256"}))
    asked: list[str] = Factory(list)
    redeemed: list[dict[str, str]] = Factory(list)
    _codes: dict[str, dict[str, str]] = Factory(dict)

    @property
    def issuer(self) -> str:
        return self.address

    def sign_in_at(self, address: str) -> dict[str, str]:
        """Go where the portal sends a browser; the query with which the provider sends it back."""
        answer = httpx.get(address, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]
        match (method, path):
            case ("GET", "/.well-known/openid-configuration"):
                return as_json(self._published() | self.metadata)
            case ("GET", "/jwks"):
                return as_json({"keys": [self.key.as_dict(private=False)]})
            case ("GET", "/authorize"):
                return self._authorize({name: values[0] for name, values in parse_qs(query).items()})
            case ("POST", "/token"):
                return self._token({name: values[0] for name, values in parse_qs(body.decode()).items()}, headers)
        return 404, {}, b""

    def _published(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    def _authorize(self, asked: dict[str, str]) -> Answer:
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return 302, {"Location": f"{asked['redirect_uri']}?{back}"}, b""

    def _token(self, form: dict[str, str], headers: Mapping[str, str]) -> Answer:
        self.redeemed.append(form | {"authorization": headers.get("Authorization", "")})
        asked = self._codes.pop(form.get("code", ""), None)
        challenge = create_s256_code_challenge(form.get("code_verifier", ""))
        if (
            asked is None
            or asked.get("code_challenge_method") != "S256"
            or asked.get("code_challenge") != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
        ):
            return as_json({"error": "invalid_grant", "error_description": "<b>no</b>"}, 400)
        claims = self.sound_claims(asked["nonce"]) | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        return as_json({"access_token": "x", "token_type": "Bearer", "id_token": (self.forge or self.signed)(claims)})

    def sound_claims(self, nonce: str) -> Claims:
        now = int(time.time())
        return {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": nonce,
            "email": "asha.bello@hollybush.example",
        }

    def signed(self, claims: Claims, **header: Any) -> str:
        return jwt.encode({"alg": "RS256", "kid": "key-1", **header}, claims, self.key)


def as_json(content: Any, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port of this machine, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _answer(self, body: bytes) -> None:
            status, headers, content = provider.answer(self.command, self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
