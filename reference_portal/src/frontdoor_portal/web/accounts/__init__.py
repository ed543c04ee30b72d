"""Creating an account, signing in and signing out.

It may touch what the room `web` may: the use cases and Litestar, never storage.
"""

from frontdoor_portal.web.accounts import registering, signing_in

routes = (*registering.routes, *signing_in.routes)
