"""A provider that a test may make lie, and the portal's side of it."""

from collections.abc import Iterator

import pytest
from reference_portal.tests.identity.provider import CLIENT_ID, CLIENT_SECRET, Provider, running_provider

from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_portal.identity import OidcSettings, OpenIdProvider


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def known(provider: Provider) -> OpenIdProvider:
    """The portal's side: a client of that provider."""
    settings = OidcSettings(
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=SecretReference("portal", "oidc"),
        label="Council account",
        agencies=frozenset({"agency-school"}),
        factor_acr=frozenset({"loa2"}),
        factor_amr=frozenset({"mfa", "otp"}),
        allow_loopback=True,
    )
    return OpenIdProvider(settings, "https://frontdoor.example/sign-in/provider/back", lambda _: Secret(CLIENT_SECRET))
