"""The live figures of the front door, each leading to the list behind it for readers who may see contacts.

It may touch the use cases and the web's own parts only.
"""

from frontdoor_portal.web.figures.pages import routes

__all__ = ["routes"]
