"""Where somebody goes after a step of signing in: to their page, to send again what was kept, or to the next step."""

from urllib.parse import quote, urlencode

from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn
from frontdoor_portal.use_cases.second_factor.confirming import own_factor
from frontdoor_portal.use_cases.second_factor.enrolling import needs_recovery_code
from frontdoor_portal.use_cases.starting_session import NewSession
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields, fields_of
from frontdoor_portal.web.navigation import ACCESS_REVIEWS, FIGURES, FIND_A_CHILD, HOLDING_AREA, SIGN_INS
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.session import start_session
from frontdoor_portal.web.site import AnyRequest, Visitor, half_signed_in, site_of

SECOND_FACTOR = "/sign-in/second-factor"
SET_UP = "/sign-in/set-up"


def home_of(who: SignedIn | Halfway) -> str:
    """Where somebody begins: the place of their work."""
    places = (
        (Permission.TRIAGE, HOLDING_AREA),
        (Permission.FIND_CHILDREN, FIND_A_CHILD),
        (Permission.SEE_FIGURES, FIGURES),
        (Permission.RESET_FACTORS, SIGN_INS),
        (Permission.REVIEW_ACCESS, ACCESS_REVIEWS),
    )
    return next((place for permission, place in places if may(who.professional, permission)), "/")


def kept_of(form: Fields) -> str:
    """What a form said, as one text that a page keeps while its person proves who they are."""
    return urlencode([(name, value) for name, values in form.values.items() for value in values])


def go_on(request: AnyRequest, started: NewSession, destination: str, kept: str = "", *, same: bool = True) -> Page:
    """Signed in: to where somebody wanted to go, or, with `kept`, to what they were sending, if it was they."""
    who = SignedIn(started.professional, started.session)
    if kept:
        request.scope["state"]["visitor"] = Visitor(who)
        response = send_again_page(request, destination, kept, same=same)
    else:
        response = see_other(destination or home_of(who))
    start_session(request, response, started.token)
    return response


def send_again_page(request: AnyRequest, destination: str, kept: str, *, same: bool) -> Page:
    """Offers what was being sent to whoever sent it, and tells anybody else that it was not saved."""
    fields = fields_of(kept.encode()) if same else Fields()
    return page(request, "accounts/send_again.html", same=same, fields=fields.values, next=destination)


def go_on_halfway(request: AnyRequest, started: NewSession, destination: str, kept: str = "") -> Page:
    """The second factor is next."""
    halfway = Halfway(started.professional, started.session)
    request.scope["state"]["visitor"] = Visitor(halfway=halfway)
    response = (
        step_page(request, site_of(request).office, halfway, destination, kept)
        if kept
        else see_other(with_next(SECOND_FACTOR, destination))
    )
    start_session(request, response, started.token)
    return response


def factor_first(request: AnyRequest, form: Fields | None, destination: str) -> Page:
    """The way to the second factor and back; what somebody was sending goes along, so that no words are lost."""
    if form is None:
        return see_other(with_next(SECOND_FACTOR, destination))
    office, who = site_of(request).office, half_signed_in(request)
    return step_page(request, office, who, local_path(destination, ""), kept_of(form), status=403)


def step_page(
    request: AnyRequest,
    office: Office,
    who: SignedIn | Halfway,
    destination: str,
    kept: str = "",
    *,
    status: int = 200,
    faults: list[Fault] | None = None,
) -> Page:
    """Asks for a code; whoever has no authenticator is told how to set one up."""
    if not own_factor(office, who).is_enrolled:
        return begin_page(request, office, who, destination, kept, status=status, faults=faults)
    provider = office.provider if isinstance(who, SignedIn) else None
    values = {"next": destination, "kept": kept, "faults": faults or [], "provider": provider}
    return page(request, "accounts/second_factor.html", status=status, **values)


def begin_page(
    request: AnyRequest,
    office: Office,
    who: SignedIn | Halfway,
    destination: str,
    kept: str = "",
    *,
    status: int = 200,
    faults: list[Fault] | None = None,
) -> Page:
    """Tells somebody who has no authenticator how to set one up."""
    recovery = needs_recovery_code(own_factor(office, who), who)
    values = {"next": destination, "kept": kept, "faults": faults or [], "needs_recovery_code": recovery}
    return page(request, "accounts/set_up_begin.html", status=status, **values)


def with_next(path: str, destination: str) -> str:
    """A page of ours that leads on to another. One longer than any of ours is not worth coming back to."""
    return local_path(f"{path}?next={quote(destination, safe='/')}", path) if destination else path
