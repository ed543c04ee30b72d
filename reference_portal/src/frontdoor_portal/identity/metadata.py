"""What a provider publishes of itself: its addresses and its keys, read from under its issuer and kept for a while."""

import threading
import time
from collections.abc import Mapping
from typing import Any

from attrs import frozen
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from frontdoor_portal.identity.addresses import AddressRefused, check_address
from frontdoor_portal.identity.calling import ProviderCalls
from frontdoor_portal.identity.settings import OidcSettings
from frontdoor_portal.use_cases.provider_sign_in.models import ProviderUnavailable

KEPT_SECONDS = 600.0
"""A key that the provider takes back is refused after this long at the latest."""
NOT_AGAIN_SECONDS = 30.0
"""Tokens under keys that nobody knows make the portal ask for the keys again this often at most."""
_WELL_KNOWN = "/.well-known/openid-configuration"


@frozen
class Published:
    """A provider's addresses and keys at one time."""

    authorization_endpoint: str
    token_endpoint: str
    token_auth_methods: tuple[str, ...]
    keys: KeySet
    says_issuer_in_answers: bool


class Metadata:
    """Reads them when they are needed, and again after a while. May be used from several threads."""

    def __init__(self, settings: OidcSettings, calls: ProviderCalls) -> None:
        self._settings, self._calls = settings, calls
        self._turn = threading.Lock()
        self._published: Published | None = None
        self._read_at = 0.0

    def now(self, *, newer: bool = False) -> Published:
        """What is published; with `newer` read again, unless that was a moment ago. Raises `ProviderUnavailable`."""
        with self._turn:
            age = time.monotonic() - self._read_at
            if self._published is None or age >= (NOT_AGAIN_SECONDS if newer else KEPT_SECONDS):
                self._published = self._read()
                self._read_at = time.monotonic()
            return self._published

    def _read(self) -> Published:
        found = self._calls.get_json(self._settings.issuer.rstrip("/") + _WELL_KNOWN)
        # OpenID Connect Discovery 4.3: otherwise one provider could speak for another (mix-up).
        if found.get("issuer") != self._settings.issuer:
            raise ProviderUnavailable("The provider calls itself by another issuer than the settings do")
        methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if not isinstance(methods, list):
            raise ProviderUnavailable("The provider’s description of itself cannot be read")
        return Published(
            self._address(found, "authorization_endpoint"),
            self._address(found, "token_endpoint"),
            tuple(str(method) for method in methods),
            self._keys(self._address(found, "jwks_uri")),
            found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _address(self, found: Mapping[str, Any], name: str) -> str:
        value = found.get(name)
        try:
            return check_address(str(value or ""), allow_loopback=self._settings.allow_loopback)
        except AddressRefused as problem:
            raise ProviderUnavailable(f"The provider’s {name} {problem}") from None

    def _keys(self, address: str) -> KeySet:
        found = self._calls.get_json(address)
        try:
            # A shared secret among the published keys would let anybody sign.
            listed = [key for key in found["keys"] if key.get("kty") != "oct" and key.get("use", "sig") == "sig"]
            return KeySet.import_key_set({"keys": listed})
        except (JoseError, KeyError, TypeError, AttributeError, ValueError):
            raise ProviderUnavailable("The provider’s keys cannot be read") from None
