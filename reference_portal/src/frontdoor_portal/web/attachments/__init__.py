"""Files that go with a concern: added to a draft, shown with their state, and fetched as downloads only."""

from frontdoor_portal.web.attachments import adding, fetching

routes = (*adding.routes, *fetching.routes)
