"""Agencies as administrators keep them: what lets more people in takes two of them.

It may touch what the room `web` may: the use cases and Litestar, never storage.
"""

from frontdoor_portal.web.agencies import pages, proposals

routes = (*pages.routes, *proposals.routes)
