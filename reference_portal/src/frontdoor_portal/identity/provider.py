"""The provider of `portal.toml`: authorization code with PKCE, state and nonce; tokens are checked, then believed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client

from frontdoor.secrets.references import SecretReader
from frontdoor_portal.identity.calling import ProviderCalls, TokenSession
from frontdoor_portal.identity.metadata import Metadata, Published
from frontdoor_portal.identity.settings import OidcSettings
from frontdoor_portal.identity.tokens import UnknownKey, authenticated_at, has_factor, read_token
from frontdoor_portal.use_cases.provider_sign_in.models import Asserted, Identity
from frontdoor_portal.use_cases.refusals import ProviderRefused

LONGEST_CODE = 2_000
LONGEST_SHOWN = 100


class OpenIdProvider:
    """`use_cases.provider_sign_in.models.IdentityProvider` over HTTP. Making one calls nobody.

    `redirect_uri` is this portal's own address to come back to, as registered with the provider.
    """

    def __init__(self, settings: OidcSettings, redirect_uri: str, read_secret: SecretReader) -> None:
        self._settings, self._redirect_uri, self._read_secret = settings, redirect_uri, read_secret
        self._calls = ProviderCalls(settings)
        self._metadata = Metadata(settings, self._calls)

    @property
    def label(self) -> str:
        return self._settings.label

    @property
    def agencies(self) -> frozenset[str]:
        return self._settings.agencies

    def address(self, state: str, nonce: str, verifier: str, *, anew: bool) -> str:
        published = self._metadata.now()
        more = {"nonce": nonce, "response_mode": "query"}
        if anew:
            more |= {"prompt": "login", "max_age": "0"}
        if self._settings.factor_acr:
            more["acr_values"] = " ".join(sorted(self._settings.factor_acr))
        client = self._client(published)
        address, _ = client.create_authorization_url(
            published.authorization_endpoint, state=state, code_verifier=verifier, **more
        )
        return str(address)

    def redeem(self, answer: Mapping[str, str], nonce: str, verifier: str, at: datetime) -> Asserted:
        published = self._metadata.now()
        token = self._token(published, self._code(published, answer), verifier)
        settings = self._settings
        try:
            claims = read_token(token, published.keys, settings.issuer, settings.client_id, nonce, at)
        except UnknownKey:
            # The provider may have changed its keys since they were read.
            keys = self._metadata.now(newer=True).keys
            claims = read_token(token, keys, settings.issuer, settings.client_id, nonce, at)
        return Asserted(
            Identity(settings.issuer, claims["sub"]),
            has_factor(claims, settings.factor_acr, settings.factor_amr),
            authenticated_at(claims),
            _shown_as(claims),
        )

    def _code(self, published: Published, answer: Mapping[str, str]) -> str:
        said = answer.get("iss", "")
        if said != self._settings.issuer and (said or published.says_issuer_in_answers):
            raise ProviderRefused("wrong_iss")  # RFC 9207
        if "error" in answer:
            raise ProviderRefused("provider_said_no")
        code = answer.get("code", "")
        if not 0 < len(code) <= LONGEST_CODE:
            raise ProviderRefused("no_code")
        return code

    def _token(self, published: Published, code: str, verifier: str) -> str:
        client = self._client(published, with_secret=True)
        try:
            answered = client.fetch_token(
                published.token_endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
            )
        except (AuthlibBaseError, ValueError):
            raise ProviderRefused("code_refused") from None
        token = answered.get("id_token")
        if not isinstance(token, str):
            raise ProviderRefused("no_token")
        return token

    def _client(self, published: Published, *, with_secret: bool = False) -> Any:
        reference = self._settings.client_secret
        secret = self._read_secret(reference).reveal() if with_secret and reference else None
        basic = "client_secret_basic" in published.token_auth_methods
        method = ("client_secret_basic" if basic else "client_secret_post") if secret else "none"
        return OAuth2Client(
            session=TokenSession(self._calls),
            client_id=self._settings.client_id,
            client_secret=secret,
            token_endpoint_auth_method=method,
            scope=" ".join(self._settings.scopes),
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )


def _shown_as(claims: Mapping[str, Any]) -> str:
    """A name to show to the person themselves. It proves nothing, and is stored for minutes."""
    for name in ("email", "preferred_username", "name"):
        text = claims.get(name)
        if isinstance(text, str) and text.isprintable() and text.strip():
            return text.strip()[:LONGEST_SHOWN]
    return ""
