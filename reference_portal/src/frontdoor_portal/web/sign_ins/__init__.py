"""Helping others to sign in: who of one's agency has an authenticator, and taking away one that was lost.

It may touch what the room `web` may: the use cases and Litestar, never storage.
"""

from frontdoor_portal.web.sign_ins import pages

routes = pages.routes
