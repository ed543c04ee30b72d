"""Who may see one child: the list, letting somebody in, ending that, and the level."""

from collections.abc import Mapping

from frontdoor_portal.use_cases.access.managing import AccessRefused, end, grant, set_level, who_may_see
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.access.words import GRANTABLE, KINDS, LEVEL_HINTS, LEVELS
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

CHILD = "/access/children/{token:str}"


@get(CHILD, requires(Permission.SET_ACCESS), writes(Action.VIEWED_ACCESS))
def access_page(request: AnyRequest, office: TheOffice, who: Who, token: FromPath[str]) -> Page:
    return _page(request, office, who, token)


@post(f"{CHILD}/grant", requires(Permission.SET_ACCESS), writes(Action.VIEWED_ACCESS))
def granted(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: FromPath[str]) -> Page:
    form = form.only("email", "kind", "evidence")
    typed = {name: form.one(name) for name in ("email", "kind", "evidence")}
    try:
        grant(office, who.professional, token, typed["email"], typed["kind"], typed["evidence"])
    except AccessRefused as refused:
        return _page(request, office, who, token, typed, Fault(refused.fault, str(refused)))
    return see_other(f"/access/children/{token}")


@post(f"{CHILD}/end/{{relationship_id:str}}", requires(Permission.SET_ACCESS), writes(Action.VIEWED_ACCESS))
def ended(office: TheOffice, who: Who, form: FormFields, token: FromPath[str], relationship_id: FromPath[str]) -> Page:
    form.only()
    end(office, who.professional, token, relationship_id)
    return see_other(f"/access/children/{token}")


@post(f"{CHILD}/level", requires(Permission.SET_ACCESS), writes(Action.LEVEL_SET, Action.VIEWED_ACCESS))
def level_set(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: FromPath[str]) -> Page:
    """What was set is the answer itself: whoever sealed a child may not be able to open the page of it again."""
    form = form.only("level", "reason")
    typed = {name: form.one(name) for name in ("level", "reason")}
    try:
        done = set_level(office, who.professional, token, typed["level"], typed["reason"])
    except AccessRefused as refused:
        return _page(request, office, who, token, typed, Fault(refused.fault, str(refused)))
    return page(request, "access/level_set.html", done=done, level=LEVELS[typed["level"]])


def _page(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    token: str,
    typed: Mapping[str, str] | None = None,
    fault: Fault | None = None,
) -> Page:
    return page(
        request,
        "access/children.html",
        status=400 if fault else 200,
        faults=[fault] if fault else [],
        token=token,
        seen=who_may_see(office, who.professional, token),
        kinds=KINDS,
        grantable=GRANTABLE,
        levels=LEVELS,
        level_hints=LEVEL_HINTS,
        typed={"email": "", "kind": "", "evidence": "", "level": "", "reason": "", **(typed or {})},
    )


routes = (access_page, granted, ended, level_set)
