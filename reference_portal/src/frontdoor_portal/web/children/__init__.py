"""Finding a child, and the single view of one: every connected system on one screen, each with its own answer.

It may touch the use cases of finding and viewing, the SDK's words, and the web room's own foundations.
"""

from frontdoor_portal.web.children import finding, viewing

routes = (*finding.routes, *viewing.routes)
