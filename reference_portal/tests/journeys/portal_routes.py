"""The portal's pages by the paths of their routes, and to which of them an address belongs."""

import re

from frontdoor_portal.web.routes import ROUTES


def pattern_of(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path))


PAGES = sorted(
    {path for handler in ROUTES if "GET" in handler.http_methods for path in handler.paths},
    key=lambda path: (path.count("{"), path),  # an address is that of the route with most words of its own
)
_PATTERNS = {path: pattern_of(path) for path in PAGES}


def route_of(address: str) -> str:
    """The path of the route that an address belongs to; empty for none."""
    path = re.split(r"[?#]", address)[0]
    return next((route for route, pattern in _PATTERNS.items() if pattern.fullmatch(path)), "")
