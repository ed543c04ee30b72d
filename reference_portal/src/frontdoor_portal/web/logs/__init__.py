"""The audit as people read it: an agency's own log for its lead, and who looked at a child for the privacy officer.

It may touch the use cases and the web's own parts only.
"""

from frontdoor_portal.web.logs import agency_log, who_looked

routes = (*agency_log.routes, *who_looked.routes)
