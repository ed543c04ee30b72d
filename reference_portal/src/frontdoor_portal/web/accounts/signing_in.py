"""Signing in and out. What was being sent when a sign-in ran out is kept on the sign-in page and offered again."""

from frontdoor_portal.use_cases.joining.addresses import NotAnAddress, read_address
from frontdoor_portal.use_cases.refusals import NotOpen, SignInRefused
from frontdoor_portal.use_cases.resume_session import is_complete, last_person_of
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.sign_out import sign_out
from frontdoor_portal.web.accounts.going_on import go_on, go_on_halfway, home_of, kept_of
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import MAX_BYTES, Fields
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import given_password, public
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, TheSite, get, post
from frontdoor_portal.web.session import LONGEST_TOKEN, forget_session
from frontdoor_portal.web.site import AnyRequest, half_signed_in, visitor_of

REFUSED = "Enter a correct email address and password. After several wrong tries, wait a few minutes before the next"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
SIGNED_OUT = "/signed-out"
FIELDS = ("email", "password", "next", "kept")


@get(SIGN_IN, public, shows_nobody("The account of whoever asks"))
def sign_in_page(request: AnyRequest, params: QueryFields) -> Page:
    destination = local_path(params.one("next"), "")
    who = visitor_of(request).signed_in
    if who is not None:
        return see_other(destination or home_of(who))
    return page(request, "accounts/sign_in.html", email="", next=destination, kept="", kept_safe=False)


# What was kept is encoded once more on its way: each character may take three.
@post(SIGN_IN, public, shows_nobody("The account of whoever asks"), max_bytes=4 * MAX_BYTES)
def sign_in_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields) -> Page:
    form = form.only(*FIELDS)
    email, password, kept = form.one("email").strip(), form.one("password"), form.one("kept")
    destination = local_path(form.one("next"), "")
    values = {"email": email, "next": destination, "kept": kept, "kept_safe": False}
    faults = [Fault("email", "Enter your email address")] if not email else []
    faults += [Fault("password", "Enter your password")] if not password else []
    if faults:
        return page(request, "accounts/sign_in.html", status=400, faults=faults, **values)
    earlier = request.cookies.get(site.options.session_cookie, "")[:LONGEST_TOKEN]
    earlier_person = last_person_of(office, earlier) if earlier and kept else ""
    try:
        started = sign_in(office, canonical(email), password, earlier)
    except NotOpen as closed:
        return page(request, "accounts/not_open.html", status=403, standing=closed.standing)
    except SignInRefused:
        return page(request, "accounts/sign_in.html", status=400, faults=[Fault("email", REFUSED)], **values)
    same = earlier_person == started.professional.id
    if is_complete(office, started.session):
        return go_on(request, started, destination, kept, same=same)
    # What another person was sending goes no further than this page.
    return go_on_halfway(request, started, destination, kept if same else "")


@post(SIGN_OUT, given_password, shows_nobody("The account of whoever asks"))
def sign_out_sent(request: AnyRequest, office: TheOffice) -> Page:
    sign_out(office, half_signed_in(request))
    response = see_other(SIGNED_OUT)
    forget_session(request, response)
    return response


@get(SIGNED_OUT, public, shows_nobody("The account of whoever asks"))
def signed_out_page(request: AnyRequest) -> Page:
    return page(request, "accounts/signed_out.html")


def sign_in_to_send(request: AnyRequest, form: Fields, destination: str) -> Page:
    """The sign-in page instead of the answer to a form, holding what the form said."""
    values = {"email": "", "next": local_path(destination, ""), "kept": kept_of(form), "kept_safe": False}
    return page(request, "accounts/sign_in.html", status=403, **values)


def kept_page(request: AnyRequest, destination: str) -> Page:
    """The sign-in page instead of the answer to a form that is kept for whoever sent it."""
    values = {"email": "", "next": local_path(destination, ""), "kept": "", "kept_safe": True}
    return page(request, "accounts/sign_in.html", status=403, **values)


def canonical(email: str) -> str:
    """The address as accounts are stored; whatever is no address is looked up as it is and found nowhere."""
    try:
        return read_address(email)
    except NotAnAddress:
        return email


routes = (sign_in_page, sign_in_sent, sign_out_sent, signed_out_page)
