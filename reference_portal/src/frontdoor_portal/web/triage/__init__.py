"""The front door team's screens: the holding area, one contact with what may be done to it, and its delivery.

It may touch the use cases and the web's own parts; what is allowed is decided by the use cases, never here.
"""

from frontdoor_portal.web.triage import (
    answering,
    asking,
    choosing,
    deciding,
    delivering,
    following_up,
    holding_area,
    second_looks,
    taking,
)

routes = (
    *holding_area.routes,
    *taking.routes,
    *asking.routes,
    *deciding.routes,
    *answering.routes,
    *delivering.routes,
    *choosing.routes,
    *following_up.routes,
    *second_looks.routes,
)
