"""The cause for concern as a professional fills it in: gate, task list, question pages, check answers,
sending; sharing a draft, choosing between two versions of a page, carrying on in a new version of the form.

It may touch the use cases of drafts and of sending, the SDK's forms, and the web room's own foundations.
"""

from frontdoor_portal.web.drafts import carrying_on, choosing, pages, sending, sharing

routes = (*pages.routes, *sending.routes, *sharing.routes, *choosing.routes, *carrying_on.routes)
