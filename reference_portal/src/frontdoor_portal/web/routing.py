"""The two decorators of every route: a path, a policy, and what the portal always wants besides.

Handlers are plain functions, run in threads. They may ask by name for `form` and `params` (`fields.Fields`),
`who` (`SignedIn`, on routes that need a sign-in), `office` and `site`.
"""

from collections.abc import Callable
from typing import Any

import litestar
from litestar.handlers import HTTPRouteHandler

from frontdoor_portal.web.fields import MAX_BYTES
from frontdoor_portal.web.policy import Policy

Decorator = Callable[[Callable[..., Any]], HTTPRouteHandler]


def get(path: str | list[str], policy: Policy, *, name: str | None = None) -> Decorator:
    """A page. HEAD works on it too (see `application.Portal`)."""
    return litestar.get(path, guards=[policy], sync_to_thread=True, name=name)


def post(path: str | list[str], policy: Policy, *, name: str | None = None, max_bytes: int = MAX_BYTES) -> Decorator:
    """What a form sends: checked for its origin and token, at most `max_bytes` long (413 beyond)."""
    return litestar.post(
        path, guards=[policy], sync_to_thread=True, name=name, status_code=200, request_max_body_size=max_bytes
    )
