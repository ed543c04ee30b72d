"""What an officer does in the case system by hand: the queue, what is to be done, the tick.

It may touch the use cases and the web's own parts only.
"""

from frontdoor_portal.web.hand_offs.pages import routes

__all__ = ["routes"]
