"""The portal's web application, put together from an office, a branding and the operator's options."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import AuditPolicy
from frontdoor_portal.web.branding import Branding
from frontdoor_portal.web.errors import on_failure
from frontdoor_portal.web.fields import MAX_BYTES, Fields, read_query
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.pages import environment
from frontdoor_portal.web.policy import Policy
from frontdoor_portal.web.routes import ROUTES
from frontdoor_portal.web.routing import AUDIT
from frontdoor_portal.web.shell import Shell
from frontdoor_portal.web.site import AnyRequest, Site, site_of, visitor_of
from frontdoor_portal.web.static import load_static
from frontdoor_portal.web.throttle import Throttle
from frontdoor_portal.web.uploads import Upload


class PolicyMissing(RuntimeError):
    """A route does not say who may use it, or what it writes to the audit."""


class Portal(Litestar):
    """Litestar with the shell around it, so that its own 404 and 405 carry our headers too."""

    def __init__(self, options: WebOptions, **settings: Any) -> None:
        super().__init__(**settings)
        self._shell = Shell(super().__call__, options)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._shell(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(
    office: Office, branding: Branding, options: WebOptions, extra_routes: Sequence[HTTPRouteHandler] = ()
) -> Litestar:
    """The web application. Raises `BrandingFault`, `StylesMissing` and `PolicyMissing` before it serves anything.

    `extra_routes` are those of a room beside this one, such as the programming interface.
    """
    app = Portal(
        options,
        route_handlers=[*ROUTES, *extra_routes],
        state=State({"site": make_site(office, branding, options)}, deep_copy=False),
        dependencies={
            "site": Provide(give_site, sync_to_thread=False),
            "office": Provide(give_office, sync_to_thread=False),
            "who": Provide(give_who, sync_to_thread=False),
            "form": Provide(give_form, sync_to_thread=False),
            "params": Provide(read_query_of, sync_to_thread=False),
            "upload": Provide(give_upload, sync_to_thread=False),
        },
        exception_handlers={Exception: on_failure},
        request_max_body_size=MAX_BYTES,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    check_policies(app)
    return app


def make_site(office: Office, branding: Branding, options: WebOptions) -> Site:
    """What the routes serve: all that is not theirs. Raises `BrandingFault` and `StylesMissing`."""
    branding.check()
    static = load_static(options.static_folder, branding)
    hour = timedelta(hours=1)
    registrations = Throttle(options.registrations_per_hour, hour, office.now)
    departures = Throttle(options.departures_per_hour, hour, office.now)
    # mypy takes the class for its instances, which cannot be hashed.
    templates = environment(options.undefined)  # type: ignore[arg-type]
    return Site(office, branding, options, templates, static, registrations, departures)


def check_policies(app: Litestar) -> None:
    """Raise `PolicyMissing` unless every route declares one policy (ASVS 8.2.1) and its audit (ASVS 16.3.2)."""
    faulty = [
        f"{handler.fn.__name__} ({', '.join(sorted(handler.paths))})"
        for handler in route_handlers(app)
        if len([guard for guard in handler.resolve_guards() if isinstance(guard, Policy)]) != 1
    ]
    if faulty:
        raise PolicyMissing(f"These routes do not say who may use them: {', '.join(faulty)}")
    silent = [
        f"{handler.fn.__name__} ({', '.join(sorted(handler.paths))})"
        for handler in route_handlers(app)
        if not isinstance(handler.opt.get(AUDIT), AuditPolicy)
    ]
    if silent:
        raise PolicyMissing(f"These routes do not say what they write to the audit: {', '.join(silent)}")


def route_handlers(app: Litestar) -> tuple[HTTPRouteHandler, ...]:
    """Every handler of the route table; Litestar's own answers to OPTIONS, which only name methods, are left out."""
    found = [handler for route in app.routes for handler in getattr(route, "route_handlers", ())]
    return tuple(handler for handler in found if handler.http_methods != {"OPTIONS"})


def give_site(request: AnyRequest) -> Site:
    return site_of(request)


def give_office(request: AnyRequest) -> Office:
    return site_of(request).office


def give_who(request: AnyRequest) -> SignedIn:
    who = visitor_of(request).signed_in
    assert who is not None, "`who` is for routes whose policy needs a whole sign-in"
    return who


def give_form(request: AnyRequest) -> Fields:
    form = request.scope["state"]["form"]
    assert isinstance(form, Fields)
    return form


def give_upload(request: AnyRequest) -> Upload:
    upload = request.scope["state"]["upload"]
    assert isinstance(upload, Upload)
    return upload


def read_query_of(request: AnyRequest) -> Fields:
    return read_query(request)
