"""Case notes that an officer copies into another system by hand: the queue, the text to copy, the tick.

It may touch the use cases and the web's own parts only.
"""

from frontdoor_portal.web.hand_offs.pages import routes

__all__ = ["routes"]
