"""Pages that say something and ask nothing: start, help, accessibility, cookies and privacy."""

from typing import Any

from litestar import Request

from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.routing import get


@get("/", public)
def start(request: Request[Any, Any, Any]) -> Page:
    return page(request, "information/start.html")


@get("/help", public)
def help_page(request: Request[Any, Any, Any]) -> Page:
    return page(request, "information/help.html")


@get("/accessibility", public)
def accessibility(request: Request[Any, Any, Any]) -> Page:
    return page(request, "information/accessibility.html")


@get("/cookies-and-privacy", public)
def cookies_and_privacy(request: Request[Any, Any, Any]) -> Page:
    return page(request, "information/cookies_and_privacy.html")


routes = (start, help_page, accessibility, cookies_and_privacy)
