"""Emails, as their readers see them: which they get and how often, an address that does not work, and a lead's list.

It may touch the use cases of emails and the web's own parts; no page of it is about a child.
"""

from frontdoor_portal.web.emails import pages

routes = pages.routes
