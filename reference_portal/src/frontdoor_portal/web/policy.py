"""Who may use a route. Every route declares one policy; the portal does not start with a route that has none.

    @get("/holding-area", requires(Permission.TRIAGE), writes(Action.LISTED_CONTACTS))

A policy also checks, for every request that may change something, that the form came from a page of ours: the
`Origin` (or `Sec-Fetch-Site`) first, then the form's token (ASVS 3.5.1).
"""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, StoreUnavailable, TooBusy
from frontdoor_portal.use_cases.second_factor.confirming import is_fresh
from frontdoor_portal.web.auditing import write_refusal
from frontdoor_portal.web.fields import MAX_BYTES, Fields, read_form
from frontdoor_portal.web.keeping import KEEPING, came_back, is_theirs, keep
from frontdoor_portal.web.refusing import BadRequest, ForeignForm, NotFound, PageOfEarlierSignIn
from frontdoor_portal.web.session import is_own_form, look_who_asks
from frontdoor_portal.web.site import AnyRequest, Visitor, site_of
from frontdoor_portal.web.uploads import Upload

TOKEN_FIELD = "form_token"
UPLOADS = "uploads"
"""Under this name a route says among its options that its form holds files."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInNeeded(PermissionError):
    """Nobody is signed in. `form` is what was on its way, where something was.

    `kept_on` is the page where it is put back, where it is kept for whoever sent it; then no page need hold it.
    """

    def __init__(self, form: Fields | None, kept_on: str = "") -> None:
        super().__init__("Sign in first")
        self.form = form.without(TOKEN_FIELD, *KEEPING) if form is not None else None
        self.kept_on = kept_on


class FactorNeeded(PermissionError):
    """A second factor is to be given first: to finish signing in, or since none was given within minutes."""

    def __init__(self, form: Fields | None) -> None:
        super().__init__("Give a second factor first")
        self.form = form.without(TOKEN_FIELD, *KEEPING) if form is not None else None


@frozen
class Policy:
    """A Litestar guard. `needs_sign_in` and `permission` say who may pass; `looks` whether it is asked who is there.

    `halfway` lets in somebody whose second factor is still to come; `fresh` is how long ago theirs may have been given.
    """

    name: str
    needs_sign_in: bool = False
    permission: Permission | None = None
    looks: bool = True
    halfway: bool = False
    fresh: timedelta | None = None

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        assert isinstance(connection, Request)
        if any(ord(letter) < 32 for letter in connection.scope["path"]):
            raise NotFound
        if not self.looks:
            return
        sent = connection.method not in SAFE_METHODS
        if sent:
            check_origin(connection)
        if sent and UPLOADS in handler.opt:
            await self._check_upload(connection, handler)
            return
        await self._check(connection, handler, sent=sent)

    async def _check(self, connection: AnyRequest, handler: BaseRouteHandler, *, sent: bool) -> None:
        try:
            visitor = await sync_to_thread(look_who_asks, connection)
        except (StoreUnavailable, TooBusy):
            if sent:  # for the page that says so: what was typed stands on it
                _remember(connection, await self._left_behind(connection))
            raise
        connection.scope["state"]["visitor"] = visitor
        if self.needs_sign_in and visitor.given_password is None:
            form = await self._left_behind(connection) if sent else None
            _remember(connection, form)  # first, since the store may be gone by now
            page = await sync_to_thread(keep, connection, handler, form.without(TOKEN_FIELD)) if form else ""
            raise SignInNeeded(form, page)
        if self.needs_sign_in and visitor.signed_in is None and not self.halfway:
            own = await self._own_form(connection, handler, visitor) if sent and not _upload(connection) else None
            raise FactorNeeded(own)
        if sent:
            form = await self._own_form(connection, handler, visitor)
            _remember(connection, form)
            came_back(connection, form)
        who = visitor.signed_in
        if self.permission and who and not may(who.professional, self.permission):
            refusal = NotPermitted(f"Needs {self.permission.value}")
            office, route = site_of(connection).office, min(handler.paths)
            await sync_to_thread(write_refusal, office, who.professional, route, refusal)
            raise refusal
        if self.fresh and who and not is_fresh(who.session, site_of(connection).office.now(), self.fresh):
            raise FactorNeeded(form if sent and not _upload(connection) else None)

    async def _left_behind(self, request: AnyRequest) -> Fields | None:
        """What goes along to the sign-in: files do not, so whoever sent them comes back to choose them again."""
        return None if _upload(request) else await read_form(request)

    async def _sent(self, request: AnyRequest) -> Fields:
        upload = _upload(request)
        return await upload.begin() if upload else await read_form(request)

    async def _check_upload(self, request: AnyRequest, handler: BaseRouteHandler) -> None:
        """The same for a form with files, of which only the fields in front of them are read."""
        upload = Upload(request, most_bytes(site_of(request).office))
        request.scope["state"]["upload"] = upload
        try:
            await self._check(request, handler, sent=True)
        except BaseException:
            await upload.drain()
            raise

    async def _own_form(self, request: AnyRequest, handler: BaseRouteHandler, visitor: Visitor) -> Fields:
        form = await self._sent(request)
        if not is_own_form(visitor, _token(form.many(TOKEN_FIELD))):
            raise await sync_to_thread(_not_of_this_session, request, handler, visitor, form)
        return form


def _not_of_this_session(
    request: AnyRequest, handler: BaseRouteHandler, visitor: Visitor, form: Fields
) -> ForeignForm | PageOfEarlierSignIn:
    """What becomes of a form without this session's token. Nothing is done with it; its words are kept if they can be.

    Its origin is known to be ours, and whose it is says the mark that it carries. Whoever signed in again in another
    tab finds their words on the page where they typed them; those of somebody else wait for that person.
    """
    who = visitor.given_password
    _remember(request, form)
    page = keep(request, handler, form.without(TOKEN_FIELD)) if who else ""
    if page and who and is_theirs(request, form, who.professional):
        return PageOfEarlierSignIn(page)
    return ForeignForm("The form has no token of this session", is_kept=bool(page))


def _remember(request: AnyRequest, form: Fields | None) -> None:
    """Leave a form where handlers and error pages find it, without what says whose it is."""
    if form is not None:
        request.scope["state"]["form"] = form.without(TOKEN_FIELD, *KEEPING)


def most_bytes(office: Office) -> int:
    """How much of a form with files is read at all: twice what a draft may hold, so that it can be said what was too
    much; and little where no files are taken.
    """
    return 2 * office.files.limits.draft + MAX_BYTES if office.files else MAX_BYTES


anonymous = Policy("anonymous", looks=False)
"""For anybody, without asking who: styles, probes. Nothing here may change anything."""

public = Policy("public")
"""For anybody; somebody who is signed in is known."""

signed_in = Policy("signed in", needs_sign_in=True)
"""For everybody who is signed in."""


given_password = Policy("password given", needs_sign_in=True, halfway=True)
"""For those signed in and those whose second factor is still to come: the pages of that factor, and signing out."""


def requires_fresh_factor(policy: Policy, minutes: int = 5) -> Policy:
    """The same policy for what opens more than usual: a second factor must have been given within so many minutes.

    Whoever gave none is asked for a code, and comes back to the page; what a form was sending is offered to them again.
    A person without a factor is led to set one up.
    """
    return evolve(policy, name=f"{policy.name}, fresh factor", fresh=timedelta(minutes=minutes))


def requires(permission: Permission) -> Policy:
    """For those signed in whose role has a permission."""
    return Policy(permission.value, needs_sign_in=True, permission=permission)


def check_origin(request: AnyRequest) -> None:
    """Raise `ForeignForm` unless the browser says that the form came from this portal.

    Browsers send `Origin` with every form; some privacy tools remove it, and then `Sec-Fetch-Site` speaks. A request
    with neither is refused: no browser in use sends a form that way.
    """
    origin = request.headers.get("origin")
    own = site_of(request).options.origin
    if origin is None and request.headers.get("sec-fetch-site") == "same-origin":
        return
    if origin != own:
        raise ForeignForm("The form came from another site")


def _upload(request: AnyRequest) -> Upload | None:
    upload: Upload | None = request.scope["state"].get("upload")
    return upload


def _token(values: tuple[str, ...]) -> str:
    if len(values) > 1:
        raise BadRequest("The form's token was sent more than once")
    return values[0] if values else ""


def address_of(request: AnyRequest) -> str:
    """The path and query of a request, to come back to."""
    query = request.scope["query_string"].decode("ascii", "replace")
    return quote(request.scope["path"]) + (f"?{query}" if query else "")
