"""The cause for concern as a professional fills it in: gate, task list, question pages, check answers, sending.

It may touch the use cases of drafts and of sending, the SDK's forms, and the web room's own foundations.
"""

from frontdoor_portal.web.drafts import pages, sending

routes = (*pages.routes, *sending.routes)
