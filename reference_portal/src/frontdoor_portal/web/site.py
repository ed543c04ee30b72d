"""What every request finds: the office it works with, the branding, the options, the templates and the static files."""

from typing import Any

from attrs import frozen
from jinja2 import Environment
from litestar import Request

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn
from frontdoor_portal.web.branding import Branding
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.static import StaticFiles
from frontdoor_portal.web.throttle import Throttle

AnyRequest = Request[Any, Any, Any]


@frozen
class Site:
    office: Office
    branding: Branding
    options: WebOptions
    templates: Environment
    static: StaticFiles
    registrations: Throttle
    departures: Throttle
    """How often one client sets off for the provider: each time leaves a row behind."""


@frozen
class Visitor:
    """Who asks: somebody signed in, or a browser with no more than the cookie of its forms (or not even that).

    `halfway` is somebody whose second factor is still to come: for every page but those of that factor, nobody.
    """

    signed_in: SignedIn | None = None
    form_cookie: str = ""
    halfway: Halfway | None = None

    @property
    def given_password(self) -> SignedIn | Halfway | None:
        return self.signed_in or self.halfway


def site_of(request: AnyRequest) -> Site:
    site = request.app.state["site"]
    assert isinstance(site, Site)
    return site


def half_signed_in(request: AnyRequest) -> SignedIn | Halfway:
    """Who asks, on routes whose policy is `given_password`."""
    who = visitor_of(request).given_password
    assert who is not None, "the route's policy lets nobody else in"
    return who


def visitor_of(request: AnyRequest) -> Visitor:
    visitor = request.scope["state"].get("visitor", Visitor())
    assert isinstance(visitor, Visitor)
    return visitor
