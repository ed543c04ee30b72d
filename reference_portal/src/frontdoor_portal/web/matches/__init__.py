"""Records of two systems that may be about one child: what waits to be compared, and what was decided.

It may touch the use cases and the web's own parts only.
"""

from frontdoor_portal.web.matches.pages import routes

__all__ = ["routes"]
