"""The page of one record: both systems on one screen, each fact with its source and time, and whom to call."""

from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.view_child import LittleView, view_child
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.children.purposes import purpose_of_view
from frontdoor_portal.web.children.single_view import shown_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FromPath, QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest


@get("/children/{token:str}", requires(Permission.FIND_CHILDREN), writes(Action.VIEWED_CHILD, Action.REFUSED_CHILD))
def child_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, token: FromPath[str]) -> Page:
    """The single view of a record that came up in this person's own search; `for` is the reason given there."""
    purpose = purpose_of_view(params.only("for").one("for"))
    view = view_child(office, who.professional, token, purpose)
    may_send = may(who.professional, Permission.SEND_CONCERNS)
    if isinstance(view, LittleView):
        return page(request, "children/little.html", token=token, may_send=may_send)
    return page(
        request,
        "children/child.html",
        child=shown_of(
            view,
            today(office),
            for_team=may(who.professional, Permission.TRIAGE),
            reviews=may(who.professional, Permission.REVIEW_MATCHES),
        ),
        token=token,
        purpose=purpose,
        may_send=may_send,
        may_set_access=may(who.professional, Permission.SET_ACCESS),
    )


routes = (child_page,)
