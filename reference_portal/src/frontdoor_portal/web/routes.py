"""Every route of the portal. A new room of screens adds its `routes` here."""

from frontdoor_portal.web import (
    access,
    accounts,
    children,
    contacts,
    drafts,
    emails,
    figures,
    hand_offs,
    information,
    logs,
    matches,
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
    *emails.routes,
    *matches.routes,
    *figures.routes,
    *logs.routes,
    *sign_ins.routes,
    *wrong_details.routes,
)
