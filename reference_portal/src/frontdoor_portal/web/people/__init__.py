"""An agency's people: who waits to be let in, who is still here, who left.

It may touch what the room `web` may: the use cases and Litestar, never storage.
"""

from frontdoor_portal.web.people import keeping, role_proposals, roles, waiting

routes = (*waiting.routes, *keeping.routes, *roles.routes, *role_proposals.routes)
