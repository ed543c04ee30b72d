"""The two cookies: the session's, and that of the forms somebody fills in before they are signed in.

Both hold nothing but a random token. Neither is ever adopted from a browser: a session's token is looked up by its
digest, and a new one is made at every sign-in (ASVS 7.2.4).
"""

import hashlib
import secrets
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn, resume_session
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.site import AnyRequest, Visitor, site_of

LONGEST_TOKEN = 128


def look_who_asks(request: AnyRequest) -> Visitor:
    """Who sent a request. Asks the session table only where there is a session cookie."""
    site = site_of(request)
    form_cookie = request.cookies.get(site.options.form_cookie, "")[:LONGEST_TOKEN]
    who = _resume(request, request.cookies.get(site.options.session_cookie, ""))
    if isinstance(who, Halfway):
        return Visitor(None, form_cookie, who)
    return Visitor(who, form_cookie)


def _resume(request: AnyRequest, token: str) -> SignedIn | Halfway | None:
    if not token or len(token) > LONGEST_TOKEN:
        return None
    site = site_of(request)
    limits = site.options.sessions
    return resume_session(site.office, token, limits.idle, limits.absolute)


def cookie(options: WebOptions, name: str, value: str) -> Cookie:
    """A cookie that ends with the browser, is for this host alone, and no script can read."""
    return Cookie(key=name, value=value, path="/", secure=options.https, httponly=True, samesite="lax")


def gone(options: WebOptions, name: str) -> Cookie:
    return Cookie(key=name, value="", path="/", max_age=0, secure=options.https, httponly=True, samesite="lax")


def start_session(request: AnyRequest, response: Response[Any], token: str) -> None:
    """Hand a new session's token to the browser, in place of whatever it had."""
    options = site_of(request).options
    response.set_cookie(cookie(options, options.session_cookie, token))


def forget_session(request: AnyRequest, response: Response[Any]) -> None:
    """Take the session's cookie away and clear what the browser kept of the pages (ASVS 14.3.1)."""
    options = site_of(request).options
    response.set_cookie(gone(options, options.session_cookie))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def form_token(visitor: Visitor) -> str:
    """What a form of this visitor must carry.

    Signed in, or halfway: the session's own synchroniser token. Before that: a digest of the form cookie, so that the
    page's source does not give the cookie away; the `__Host-` prefix keeps a neighbouring site from planting one.
    """
    if visitor.given_password is not None:
        return visitor.given_password.session.csrf_token
    return hashlib.sha256(b"form:" + visitor.form_cookie.encode()).hexdigest() if visitor.form_cookie else ""


def is_own_form(visitor: Visitor, token: str) -> bool:
    expected = form_token(visitor)
    return bool(expected) and secrets.compare_digest(expected.encode(), token.encode())
