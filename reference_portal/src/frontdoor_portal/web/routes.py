"""Every route of the portal. A new room of screens adds its `routes` here."""

from frontdoor_portal.web import information, plumbing

ROUTES = (
    *plumbing.routes,
    *information.routes,
)
