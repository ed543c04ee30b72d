"""Forms as a professional fills them in: the page that leads to the right one, gate, task list, questions, sending;
sharing a draft, choosing between two versions of a page, carrying on in a new version of the form.

It may touch the use cases of drafts and of sending, the SDK's forms, and the web room's own foundations.
"""

from frontdoor_portal.web.drafts import carrying_on, choosing, leading, pages, sending, sharing, standing_in

routes = (
    *leading.routes,
    *pages.routes,
    *sending.routes,
    *sharing.routes,
    *standing_in.routes,
    *choosing.routes,
    *carrying_on.routes,
)
