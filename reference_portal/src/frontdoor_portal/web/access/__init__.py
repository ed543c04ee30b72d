"""Who may see a child, as pages: saying that one works with a child, breaking the glass, letting in, and reviewing.

It may touch the use cases of access, the SDK's words, and the web room's own foundations.
"""

from frontdoor_portal.web.access import breaking, claiming, managing, reviewing

routes = (*claiming.routes, *breaking.routes, *managing.routes, *reviewing.routes)
