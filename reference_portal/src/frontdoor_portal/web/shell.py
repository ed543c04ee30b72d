"""What happens around every response, static files and errors included: headers, HEAD, and one line in the log."""

import time
from typing import Any

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send

from frontdoor_portal.web.options import WebOptions

LOG = structlog.get_logger("frontdoor_portal.web")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

CONTENT_POLICY = "content-security-policy"
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of a file that somebody sent: stricter than that of our pages, so the one policy that may take its place."""

HEADERS = {
    CONTENT_POLICY: POLICY,
    "x-content-type-options": "nosniff",
    # Not no-referrer: with it browsers send `Origin: null` with our own forms, and their origin could not be checked.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
TWO_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})
"""A request with both ends in two places, for us and for a proxy before us: another could hide behind it. RFC 9112 6.3
lets a server refuse it, and has the connection closed after it."""
TWO_YEARS = "max-age=63072000; includeSubDomains"


class Shell:
    """An ASGI application around the portal's routes."""

    def __init__(self, app: ASGIApp, options: WebOptions) -> None:
        self._app = app
        self._headers = HEADERS | ({"strict-transport-security": TWO_YEARS} if options.https else {})

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        method, status = scope["method"], 0
        inner: Any = {**scope, "method": "GET"} if method == "HEAD" else scope

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableScopeHeaders.from_message(message)
                own_policy = headers.get(CONTENT_POLICY)
                for name, value in self._headers.items():
                    headers[name] = value
                if own_policy == FILE_POLICY:
                    headers[CONTENT_POLICY] = own_policy
                # Pages show what one person may see: no copy stays behind, on disk or in a proxy (ASVS 14.3.2).
                headers.setdefault("cache-control", "no-store")
            elif message["type"] == "http.response.body" and method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        if {name for name, _ in scope["headers"]} >= TWO_LENGTHS:
            await _hang_up(send_on)
        else:
            await self._app(inner, receive, send_on)
        LOG.info(
            "request",
            method=method if method in METHODS else "other",
            route=str(inner.get("path_template") or "none"),
            status=status,
            ms=round((time.perf_counter() - began) * 1000, 1),
        )


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})


async def _hang_up(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": b"A request says once how long it is.", "more_body": False})
