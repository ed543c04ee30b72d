"""From a template and values to a response.

Pages are rendered by the handler, in its thread: Litestar's own template response would do so on the event loop.
"""

import secrets
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined
from litestar import MediaType, Response
from markupsafe import Markup

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.glass import broken_glass_of
from frontdoor_portal.use_cases.emails.troubles import own_trouble
from frontdoor_portal.use_cases.refusals import StoreUnavailable, TooBusy
from frontdoor_portal.web import display, wording
from frontdoor_portal.web.file_lines import file_lines
from frontdoor_portal.web.keeping import keep_token, restored_at
from frontdoor_portal.web.navigation import entries_for
from frontdoor_portal.web.policy import TOKEN_FIELD
from frontdoor_portal.web.session import cookie, form_token
from frontdoor_portal.web.site import AnyRequest, Visitor, site_of, visitor_of

Page = Response[str]
Found = TypeVar("Found")


@cache
def environment(undefined: type[Undefined]) -> Environment:
    """The portal's templates beside GOV.UK Frontend's; everything is escaped unless a macro made it."""
    loader = ChoiceLoader(
        [
            PackageLoader("frontdoor_portal", "templates"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja", "templates")}),
        ]
    )
    made = Environment(loader=loader, autoescape=True, undefined=undefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(display.FILTERS)
    made.globals["wording"] = wording
    made.globals["file_lines"] = file_lines
    return made


def page(request: AnyRequest, template: str, *, status: int = 200, **values: Any) -> Page:
    """Render a template. Beside `values` it finds what `layout.html` needs; `faults` puts an error summary on top."""
    site = site_of(request)
    visitor = visitor_of(request)
    token = _FormToken(visitor)
    content = site.templates.get_template(template).render(
        {
            "site": site,
            "branding": site.branding,
            "asset": site.static.address,
            "who": visitor.signed_in,
            "navigation": entries_for(visitor.signed_in, request.scope["path"]),
            "form_token": token,
            "keep_token": lambda: keep_token(request),
            "restored_at": restored_at(request),
            "faults": (),
            "broken_glass": _of_reader(visitor, lambda by: broken_glass_of(site.office, by)),
            "email_trouble": _of_reader(visitor, lambda by: own_trouble(site.office, by)),
            "path": request.scope["path"],
            **values,
        }
    )
    response: Page = Response(content, status_code=status, media_type=MediaType.HTML)
    if token.new_cookie:
        response.set_cookie(cookie(site.options, site.options.form_cookie, token.new_cookie))
    return response


def _of_reader(visitor: Visitor, find: Callable[[Professional], Found | None]) -> Found | None:
    """What every page of its reader shows, if anything. An error page is shown even where nothing can be read."""
    if visitor.signed_in is None:
        return None
    try:
        return find(visitor.signed_in.professional)
    except (StoreUnavailable, TooBusy):
        return None


def see_other(path: str) -> Page:
    """Send the browser to another page of the portal, which it asks for with GET."""
    assert path == local_path(path), "A redirect stays in the portal"
    return Response("", status_code=303, headers={"Location": path}, media_type=MediaType.HTML)


def local_path(path: str, otherwise: str = "/") -> str:
    """`path` where it is certainly a page of this portal (ASVS 3.7.2), else `otherwise`.

    Browsers drop tabs and line ends from addresses and read a backslash as a slash, so anything unusual is refused
    rather than repaired.
    """
    plain = all(33 <= ord(letter) < 127 for letter in path) and "\\" not in path and len(path) <= 2_000
    parts = urlsplit(path) if plain else urlsplit("")
    inside = path.startswith("/") and not path.lower().startswith(("//", "/%2f", "/%5c"))
    inside = plain and inside and not parts.netloc and not parts.scheme
    return path if inside else otherwise


class _FormToken:
    """What a template calls to guard its form. The first call for somebody without a cookie makes one."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.new_cookie = ""

    def __call__(self) -> Markup:
        if self._visitor.given_password is None and not self._visitor.form_cookie and not self.new_cookie:
            self.new_cookie = secrets.token_urlsafe(32)
            self._visitor = Visitor(None, self.new_cookie)
        return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, form_token(self._visitor))
