"""A provider on a real socket, and portals that know it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.identity.provider import Provider, running_provider
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.provider_sign_in.going_elsewhere import TOM, client_of, delicate, take
from reference_portal.tests.web.signing_in.acting import ASHA

from frontdoor_portal.identity import OpenIdProvider


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def start(make_portal: Callable[..., TestPortal]) -> Callable[..., TestPortal]:
    """Starts a portal that knows a provider, at today's time, since the provider's tokens are of today."""

    def started(provider: OpenIdProvider, **parts: object) -> TestPortal:
        portal = make_portal(extra_routes=[delicate, take], provider=provider, **parts)
        portal.clock.at = datetime.now(UTC)
        register_people(portal.office, ASHA, TOM)
        return portal

    return started


@pytest.fixture
def portal(start: Callable[..., TestPortal], provider: Provider) -> TestPortal:
    return start(client_of(provider.issuer))
