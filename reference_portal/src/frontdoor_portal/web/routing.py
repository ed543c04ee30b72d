"""The two decorators of every route: a path, who may use it, what it writes to the audit, and what is always wanted.

Handlers are plain functions, run in threads. They may ask, by these very names, for `office: Office`,
`who: SignedIn` (on routes that need a sign-in), `form: Fields`, `params: Fields` and `site: Site`; any other
`reference: str` is a part of the path.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import litestar
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, SkipValidation

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import AuditPolicy, watched
from frontdoor_portal.web.fields import MAX_BYTES, Fields
from frontdoor_portal.web.keeping import KEPT_ON
from frontdoor_portal.web.policy import Policy
from frontdoor_portal.web.site import Site

__all__ = ["FormFields", "FromPath", "QueryFields", "TheOffice", "TheSite", "Who", "get", "post"]

TheOffice = NamedDependency[SkipValidation[Office]]
TheSite = NamedDependency[SkipValidation[Site]]
Who = NamedDependency[SkipValidation[SignedIn]]
FormFields = NamedDependency[SkipValidation[Fields]]
QueryFields = NamedDependency[SkipValidation[Fields]]

_BY_NAME: Mapping[str, Any] = {
    "office": TheOffice,
    "site": TheSite,
    "who": Who,
    "form": FormFields,
    "params": QueryFields,
}

Handler = Callable[..., Any]
Decorator = Callable[[Handler], HTTPRouteHandler]


AUDIT = "audit"
"""Under this name a route's `AuditPolicy` is among its options."""


def get(path: str, policy: Policy, audit: AuditPolicy) -> Decorator:
    """A page. HEAD works on it too (see `application.Portal`)."""

    def decorate(handler: Handler) -> HTTPRouteHandler:
        route = litestar.get(path, guards=[policy], opt={AUDIT: audit})
        return route(in_a_thread(handler, path, audit))

    return decorate


def post(path: str, policy: Policy, audit: AuditPolicy, *, max_bytes: int = MAX_BYTES, kept_on: str = "") -> Decorator:
    """What a form sends: checked for its origin and token, at most `max_bytes` long (413 beyond).

    `kept_on` is the page, as a path, on which its words are put back where they arrived after the sign-in was over: see
    `keeping`. Never for a form that holds a password.
    """

    def decorate(handler: Handler) -> HTTPRouteHandler:
        options = {AUDIT: audit, KEPT_ON: kept_on}
        route = litestar.post(path, guards=[policy], opt=options, status_code=200, request_max_body_size=max_bytes)
        return route(in_a_thread(handler, path, audit))

    return decorate


def in_a_thread(handler: Handler, path: str, audit: AuditPolicy) -> Handler:
    """The handler as a coroutine that runs it in a thread, and lets no page out that its audit policy does not.

    Litestar's own `sync_to_thread=True` wraps twice when two handlers share a path (seen in 2.25): a 500 for each.
    """

    guarded = watched(handler, path, audit)

    @wraps(handler)
    async def run(**named: Any) -> Any:
        return await sync_to_thread(guarded, **named)

    signature = inspect.signature(handler)
    parameters = [told(parameter) for parameter in signature.parameters.values()]
    run.__annotations__ = {part.name: part.annotation for part in parameters} | {"return": signature.return_annotation}
    run.__dict__["__signature__"] = signature.replace(parameters=parameters)
    return run


def told(parameter: inspect.Parameter) -> inspect.Parameter:
    """A handler's parameter as Litestar wants it marked: handlers may say plainly `office: Office, reference: str`."""
    if parameter.name in _BY_NAME:
        return parameter.replace(annotation=_BY_NAME[parameter.name])
    return parameter.replace(annotation=FromPath[str]) if parameter.annotation is str else parameter
