"""A sender's own contacts: the list with its drafts, one contact with its status and outcome, receipt and copy.

It may touch the use cases of contacts and the web room's own foundations; the team's page of a contact is triage's.
"""

from frontdoor_portal.web.contacts import adding, answer, answering, changing, copies, listing, pages, second_look

routes = (
    *listing.routes,
    *pages.routes,
    *copies.routes,
    *answering.routes,
    *adding.routes,
    *second_look.routes,
    *changing.routes,
    *answer.routes,
)
