"""Creating an account, signing in with a password, a second factor or an account elsewhere, and signing out.

It may touch what the room `web` may: the use cases and Litestar, never storage.
"""

from frontdoor_portal.web.accounts import (
    forgotten,
    own_details,
    own_sign_in,
    provider,
    registering,
    second_factor,
    signing_in,
)

routes = (
    *registering.routes,
    *signing_in.routes,
    *second_factor.routes,
    *provider.routes,
    *own_sign_in.routes,
    *own_details.routes,
    *forgotten.routes,
)
