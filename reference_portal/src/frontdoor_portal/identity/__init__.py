"""An OpenID Connect provider as the portal meets it: where to send people, and whether to believe what comes back.

It may touch the SDK, the use cases, authlib for the flow and joserfc for tokens: never storage, web or connections.
"""

from frontdoor_portal.identity.provider import OpenIdProvider
from frontdoor_portal.identity.settings import OidcSettings

__all__ = ["OidcSettings", "OpenIdProvider"]
