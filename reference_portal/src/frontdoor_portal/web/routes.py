"""Every route of the portal. A new room of screens adds its `routes` here."""

from frontdoor_portal.web import (
    access,
    accounts,
    agencies,
    children,
    contacts,
    drafts,
    figures,
    hand_offs,
    information,
    logs,
    matches,
    people,
    plumbing,
    sign_ins,
    triage,
    wrong_details,
)

ROUTES = (
    *plumbing.routes,
    *information.routes,
    *accounts.routes,
    *children.routes,
    *access.routes,
    *drafts.routes,
    *contacts.routes,
    *triage.routes,
    *hand_offs.routes,
    *matches.routes,
    *figures.routes,
    *logs.routes,
    *sign_ins.routes,
    *people.routes,
    *agencies.routes,
    *wrong_details.routes,
)
