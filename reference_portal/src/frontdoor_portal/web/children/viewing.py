"""The page of one record: both systems on one screen, each fact with its source and time, and whom to call."""

import re

from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_child import LittleView, view_child
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.children.purposes import PURPOSES, purpose_of_view
from frontdoor_portal.web.children.single_view import shown_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import FromPath, QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest

_SOURCE = re.compile(r"[A-Za-z0-9_.-]{1,100}")


@get("/children/{token:str}", requires(Permission.FIND_CHILDREN), writes(Action.VIEWED_CHILD, Action.REFUSED_CHILD))
def child_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, token: FromPath[str]) -> Page:
    """The single view of a record that came up in this person's own search; `for` is the reason given there."""
    return _page(request, office, who, token, params.only("for").one("for"))


@get(
    "/children/{token:str}/from/{source:str}",
    requires(Permission.FIND_CHILDREN),
    writes(Action.VIEWED_CHILD, Action.REFUSED_CHILD),
)
def part_of_child(
    request: AnyRequest,
    office: TheOffice,
    who: Who,
    params: QueryFields,
    token: FromPath[str],
    source: FromPath[str],
) -> Page:
    """The part of one system alone, which is asked again: for one that did not answer in time."""
    if not _SOURCE.fullmatch(source):
        raise NotFound
    return _page(request, office, who, token, params.only("for").one("for"), source)


def _page(request: AnyRequest, office: Office, who: SignedIn, token: str, code: str, only_from: str = "") -> Page:
    purpose = purpose_of_view(code)
    view = view_child(office, who.professional, token, purpose, only_from)
    may_send = may(who.professional, Permission.SEND_CONCERNS)
    if isinstance(view, LittleView):
        return page(request, "children/little.html", token=token, may_send=may_send)
    child = shown_of(
        view,
        today(office),
        for_team=may(who.professional, Permission.TRIAGE),
        reviews=may(who.professional, Permission.REVIEW_MATCHES),
    )
    names = {each.title: each.name for each in office.gateway.sources()}
    query = f"?for={code}" if code in PURPOSES else ""
    return page(
        request,
        "children/child.html",
        child=child,
        only_from=next((title for title, name in names.items() if name == only_from), ""),
        own_part=only_from == view.sighting.source,
        wrong={title: f"/children/{token}/wrong/{name}{query}" for title, name in names.items()},
        whole=f"/children/{token}{query}",
        again={title: f"/children/{token}/from/{names[title]}{query}" for title in child.silent if title in names},
        token=token,
        opened_at=office.now(),
        purpose=purpose,
        may_send=may_send,
        may_set_access=may(who.professional, Permission.SET_ACCESS),
    )


routes = (child_page, part_of_child)
