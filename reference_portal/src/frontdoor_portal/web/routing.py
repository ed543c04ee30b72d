"""The two decorators of every route: a path, a policy, and what the portal always wants besides.

Handlers are plain functions, run in threads. They may ask, by these very names, for
`office: TheOffice`, `who: Who` (on routes that need a sign-in), `form: FormFields`, `params: QueryFields` and
`site: TheSite`; a part of the path is `reference: FromPath[str]`.
"""

from collections.abc import Callable
from typing import Any

import litestar
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.fields import MAX_BYTES, Fields
from frontdoor_portal.web.policy import Policy
from frontdoor_portal.web.site import Site

__all__ = ["FormFields", "FromPath", "QueryFields", "TheOffice", "TheSite", "Who", "get", "post"]

TheOffice = NamedDependency[Office]
TheSite = NamedDependency[Site]
Who = NamedDependency[SignedIn]
FormFields = NamedDependency[Fields]
QueryFields = NamedDependency[Fields]

Decorator = Callable[[Callable[..., Any]], HTTPRouteHandler]


def get(path: str | list[str], policy: Policy, *, name: str | None = None) -> Decorator:
    """A page. HEAD works on it too (see `application.Portal`)."""
    return litestar.get(path, guards=[policy], sync_to_thread=True, name=name)


def post(path: str | list[str], policy: Policy, *, name: str | None = None, max_bytes: int = MAX_BYTES) -> Decorator:
    """What a form sends: checked for its origin and token, at most `max_bytes` long (413 beyond)."""
    return litestar.post(
        path, guards=[policy], sync_to_thread=True, name=name, status_code=200, request_max_body_size=max_bytes
    )
