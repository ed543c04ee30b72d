"""Forms as a professional fills them in: the page that leads to the right one, gate, task list, questions, sending.

It may touch the use cases of drafts and of sending, the SDK's forms, and the web room's own foundations.
"""

from frontdoor_portal.web.drafts import leading, pages, sending

routes = (*leading.routes, *pages.routes, *sending.routes)
