"""Creating an account: a form, an email, a link, a password."""

from frontdoor_portal.use_cases.confirm_registration import confirm_registration, look_at_link
from frontdoor_portal.use_cases.password_rule import SHORTEST
from frontdoor_portal.use_cases.refusals import LinkNotValid, RegistrationRefused, WeakPassword
from frontdoor_portal.use_cases.register import Application, register
from frontdoor_portal.web.accounts.reading import read_application
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.branding import Branding
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.refusing import TooManyRequests
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, TheSite, get, post
from frontdoor_portal.web.site import AnyRequest

FIELDS = ("name", "email", "job_title", "phone")


@get("/register", public, shows_nobody("The account of whoever asks"))
def register_page(request: AnyRequest) -> Page:
    return page(request, "accounts/register.html", typed=dict.fromkeys(FIELDS, ""))


@post("/register", public, shows_nobody("The account of whoever asks"))
def register_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields) -> Page:
    typed = {name: form.only(*FIELDS).one(name) for name in FIELDS}
    read = read_application(typed)
    if not isinstance(read, Application):
        return page(request, "accounts/register.html", status=400, typed=typed, faults=read)
    # Counted whether or not it succeeds, so that approved domains and addresses cannot be tried out.
    if wait := site.registrations.wait(request.client.host if request.client else ""):
        raise TooManyRequests(wait)
    try:
        register(office, read)
    except RegistrationRefused as refused:
        faults = [Fault("email", refusal(refused, site.branding))]
        return page(request, "accounts/register.html", status=400, typed=typed, faults=faults)
    return see_other("/register/check-your-email")


@get("/register/check-your-email", public, shows_nobody("The account of whoever asks"))
def check_your_email(request: AnyRequest) -> Page:
    return page(request, "accounts/check_your_email.html")


@get("/register/confirm/{token:str}", public, shows_nobody("The account of whoever asks"))
def confirm_page(request: AnyRequest, office: TheOffice, token: FromPath[str]) -> Page:
    try:
        registration = look_at_link(office, token)
    except LinkNotValid:
        return page(request, "accounts/link_not_valid.html", status=404)
    return page(request, "accounts/confirm.html", registration=registration, shortest=SHORTEST)


@post("/register/confirm/{token:str}", public, shows_nobody("The account of whoever asks"))
def confirm_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields, token: FromPath[str]) -> Page:
    password = form.only("password", "email").one("password")
    try:
        confirm_registration(office, token, password, [site.branding.council_name, site.branding.service_name])
    except LinkNotValid:
        return page(request, "accounts/link_not_valid.html", status=404)
    except WeakPassword as weak:
        registration, faults = look_at_link(office, token), [Fault("password", str(weak))]
        values = {"registration": registration, "shortest": SHORTEST, "faults": faults}
        return page(request, "accounts/confirm.html", status=400, **values)
    return see_other("/register/done")


@get("/register/done", public, shows_nobody("The account of whoever asks"))
def register_done(request: AnyRequest) -> Page:
    return page(request, "accounts/done.html")


def refusal(refused: RegistrationRefused, branding: Branding) -> str:
    """Why an address cannot have an account, and whom to call."""
    call = f"If that is wrong, call the {branding.service_name} team on {branding.front_door_phone}"
    match refused.reason:
        case RegistrationRefused.SHARED:
            return f"Use your own work email address, not one that several people read. {call}"
        case RegistrationRefused.PUPIL:
            return f"This looks like a pupil’s or student’s email address. {call}"
        case _:
            return f"Your organisation’s email domain is not approved yet. {call}"


routes = (register_page, register_sent, check_your_email, confirm_page, confirm_sent, register_done)
