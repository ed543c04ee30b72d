"""Signing in and out. What was being sent when a sign-in ran out is kept on the sign-in page and offered again."""

from urllib.parse import urlencode

from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.refusals import SignInRefused
from frontdoor_portal.use_cases.resume_session import SignedIn, last_person_of
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.sign_out import sign_out
from frontdoor_portal.web.accounts.addresses import NotAnAddress, read_address
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import MAX_BYTES, Fields, fields_of
from frontdoor_portal.web.navigation import ACCESS_REVIEWS, FIGURES, FIND_A_CHILD, HOLDING_AREA
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import public, signed_in
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, TheSite, Who, get, post
from frontdoor_portal.web.session import LONGEST_TOKEN, forget_session, start_session
from frontdoor_portal.web.site import AnyRequest, Visitor, visitor_of

REFUSED = "Enter a correct email address and password. After several wrong tries, wait a few minutes before the next"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
SIGNED_OUT = "/signed-out"
FIELDS = ("email", "password", "next", "kept")


@get(SIGN_IN, public)
def sign_in_page(request: AnyRequest, params: QueryFields) -> Page:
    destination = local_path(params.one("next"), "")
    who = visitor_of(request).signed_in
    if who is not None:
        return see_other(destination or home_of(who))
    return page(request, "accounts/sign_in.html", email="", next=destination, kept="")


# What was kept is encoded once more on its way: each character may take three.
@post(SIGN_IN, public, max_bytes=4 * MAX_BYTES)
def sign_in_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields) -> Page:
    form = form.only(*FIELDS)
    email, password, kept = form.one("email").strip(), form.one("password"), form.one("kept")
    destination = local_path(form.one("next"), "")
    values = {"email": email, "next": destination, "kept": kept}
    faults = [Fault("email", "Enter your email address")] if not email else []
    faults += [Fault("password", "Enter your password")] if not password else []
    if faults:
        return page(request, "accounts/sign_in.html", status=400, faults=faults, **values)
    earlier = request.cookies.get(site.options.session_cookie, "")[:LONGEST_TOKEN]
    earlier_person = last_person_of(office, earlier) if earlier and kept else ""
    try:
        started = sign_in(office, canonical(email), password, earlier)
    except SignInRefused:
        return page(request, "accounts/sign_in.html", status=400, faults=[Fault("email", REFUSED)], **values)
    who = SignedIn(started.professional, started.session)
    if kept:
        request.scope["state"]["visitor"] = Visitor(who)
        same = earlier_person == who.professional.id
        fields = fields_of(kept.encode()) if same else Fields()
        response = page(request, "accounts/send_again.html", same=same, fields=fields.values, next=destination)
    else:
        response = see_other(destination or home_of(who))
    start_session(request, response, started.token)
    return response


@post(SIGN_OUT, signed_in)
def sign_out_sent(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    sign_out(office, who)
    response = see_other(SIGNED_OUT)
    forget_session(request, response)
    return response


@get(SIGNED_OUT, public)
def signed_out_page(request: AnyRequest) -> Page:
    return page(request, "accounts/signed_out.html")


def sign_in_to_send(request: AnyRequest, form: Fields, destination: str) -> Page:
    """The sign-in page instead of the answer to a form, holding what the form said."""
    pairs = [(name, value) for name, values in form.values.items() for value in values]
    values = {"email": "", "next": local_path(destination, ""), "kept": urlencode(pairs)}
    return page(request, "accounts/sign_in.html", status=403, **values)


def canonical(email: str) -> str:
    """The address as accounts are stored; whatever is no address is looked up as it is and found nowhere."""
    try:
        return read_address(email)
    except NotAnAddress:
        return email


def home_of(who: SignedIn) -> str:
    """Where somebody begins: the place of their work."""
    places = (
        (Permission.TRIAGE, HOLDING_AREA),
        (Permission.FIND_CHILDREN, FIND_A_CHILD),
        (Permission.SEE_FIGURES, FIGURES),
        (Permission.REVIEW_ACCESS, ACCESS_REVIEWS),
    )
    return next((place for permission, place in places if may(who.professional, permission)), "/")


routes = (sign_in_page, sign_in_sent, sign_out_sent, signed_out_page)
