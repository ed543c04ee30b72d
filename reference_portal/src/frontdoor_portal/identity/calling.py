"""HTTP to the provider: no redirect followed, one deadline, a ceiling on the answer; the same as authlib wants it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from frontdoor.transport.http import Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport
from frontdoor_portal.identity.addresses import AddressRefused, check_address
from frontdoor_portal.identity.settings import OidcSettings
from frontdoor_portal.use_cases.provider_sign_in.models import ProviderUnavailable

MOST_BYTES = 512_000
"""A provider's keys and tokens are some ten thousand; one that sends more is not read."""


@frozen
class ProviderCalls:
    """Calls the addresses of one provider."""

    _settings: OidcSettings

    def get_json(self, address: str) -> Mapping[str, Any]:
        """The JSON object at an address. Raises `ProviderUnavailable`."""
        answer = self._send("GET", address, b"", {"Accept": "application/json"}, repeatable=True)
        if answer.status != 200:
            raise ProviderUnavailable(f"The provider answered {answer.status}")
        return object_in(answer.body)

    def post(self, address: str, form: str, headers: Mapping[str, str]) -> HttpAnswer:
        """Send a form once: a code must never be redeemed twice. Raises `ProviderUnavailable`."""
        return self._send("POST", address, form.encode(), headers, repeatable=False)

    def _send(
        self, method: str, address: str, body: bytes, headers: Mapping[str, str], *, repeatable: bool
    ) -> HttpAnswer:
        try:
            check_address(address, allow_loopback=self._settings.allow_loopback)
            seconds = float(self._settings.timeout_seconds)
            transport = Transport(
                address, connect_seconds=seconds, max_answer_bytes=MOST_BYTES, ca_file=self._settings.ca_file
            )
            try:
                return transport.send(method, "", body, headers, Deadline(seconds), repeatable=repeatable)
            finally:
                transport.close()
        except AddressRefused as problem:
            raise ProviderUnavailable(f"An address of the provider {problem}") from None
        except (NotSent, NoAnswer, TooLarge, TimeoutError) as problem:
            raise ProviderUnavailable(f"The provider does not answer: {type(problem).__name__}") from None


def object_in(body: bytes) -> Mapping[str, Any]:
    """The JSON object that a body is. Raises `ProviderUnavailable`."""
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ProviderUnavailable("The provider’s answer is not JSON") from None
    if not isinstance(found, dict):
        raise ProviderUnavailable("The provider’s answer is not a JSON object")
    return found


@frozen
class TokenAnswer:
    """An answer of the token endpoint with the three names that authlib asks it by."""

    status_code: int
    _body: bytes = field(repr=False)

    def json(self) -> Mapping[str, Any]:
        return object_in(self._body)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise ProviderUnavailable(f"The provider answered {self.status_code}")


@frozen
class TokenSession:
    """The session that authlib's client works with, over `ProviderCalls` in place of a library with redirects."""

    _calls: ProviderCalls

    def post(self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> TokenAnswer:
        url, signed, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        answer = self._calls.post(url, body, signed)
        return TokenAnswer(answer.status, answer.body)
