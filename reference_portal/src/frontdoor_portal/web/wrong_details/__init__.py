"""A worker's number that is wrong: the form beside it, and the team's list of what is to be put right.

It may touch the use cases, the single view's layout, and the web's own parts only.
"""

from frontdoor_portal.web.wrong_details.pages import routes

__all__ = ["routes"]
