"""Creating an account: a form, an email, a link, a password; and a wait where the address does not prove enough."""

from frontdoor.domain.agency import Agency
from frontdoor_portal.use_cases.confirm_registration import confirm_registration, look_at_link
from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.use_cases.password_rule import SHORTEST
from frontdoor_portal.use_cases.refusals import LinkNotValid, RegistrationRefused, WeakPassword
from frontdoor_portal.use_cases.register import Application, ChooseAgency, register
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
CHOICE = "organisation"
"""Which of several agencies with one shared domain; what it may be is decided here, not by what is sent."""
NONE_OF_THESE = "none"


@get("/register", public, shows_nobody("The account of whoever asks"))
def register_page(request: AnyRequest) -> Page:
    return page(request, "accounts/register.html", typed=dict.fromkeys(FIELDS, ""))


@post("/register", public, shows_nobody("The account of whoever asks"))
def register_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields) -> Page:
    form = form.only(*FIELDS, CHOICE)
    typed = {name: form.one(name) for name in FIELDS}
    read = read_application(typed, form.one(CHOICE))
    if not isinstance(read, Application):
        return page(request, "accounts/register.html", status=400, typed=typed, faults=read)
    # Counted whether or not it succeeds, so that approved domains and addresses cannot be tried out.
    if wait := site.registrations.wait(request.client.host if request.client else ""):
        raise TooManyRequests(wait)
    try:
        register(office, read)
    except ChooseAgency as choice:
        asked = CHOICE in form.values
        return choose_page(request, site.branding, choice.agencies, typed, form.one(CHOICE), asked=asked)
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
    except RegistrationRefused:
        return page(request, "accounts/too_many_wait.html", status=429)
    return page(request, "accounts/confirm.html", registration=registration, shortest=SHORTEST)


@post("/register/confirm/{token:str}", public, shows_nobody("The account of whoever asks"))
def confirm_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields, token: FromPath[str]) -> Page:
    password = form.only("password", "email").one("password")
    try:
        account = confirm_registration(
            office, token, password, [site.branding.council_name, site.branding.service_name]
        )
    except LinkNotValid:
        return page(request, "accounts/link_not_valid.html", status=404)
    except RegistrationRefused:
        return page(request, "accounts/too_many_wait.html", status=429)
    except WeakPassword as weak:
        registration, faults = look_at_link(office, token), [Fault("password", str(weak))]
        values = {"registration": registration, "shortest": SHORTEST, "faults": faults}
        return page(request, "accounts/confirm.html", status=400, **values)
    return see_other("/register/waiting" if account.standing is Standing.WAITING else "/register/done")


@get("/register/done", public, shows_nobody("The account of whoever asks"))
def register_done(request: AnyRequest) -> Page:
    return page(request, "accounts/done.html")


@get("/register/waiting", public, shows_nobody("The account of whoever asks"))
def register_waiting(request: AnyRequest) -> Page:
    return page(request, "accounts/waiting.html")


def choose_page(
    request: AnyRequest,
    branding: Branding,
    agencies: tuple[Agency, ...],
    typed: dict[str, str],
    chosen: str,
    *,
    asked: bool,
    action: str = "/register",
) -> Page:
    """Asks which agency, where its domain is one that several share."""
    text = "Select the agency that you work for"
    if chosen == NONE_OF_THESE:
        text = f"Your agency is not approved yet. {whom_to_call(branding)}"
    faults = [Fault(CHOICE, text)] if asked else []
    options = {each.id: each.name for each in agencies} | {NONE_OF_THESE: "None of these"}
    values = {"typed": typed, "options": options, "chosen": chosen, "action": action, "field": CHOICE}
    return page(request, "accounts/choose_agency.html", status=400 if asked else 200, faults=faults, **values)


def whom_to_call(branding: Branding) -> str:
    return f"If that is wrong, call the {branding.service_name} team on {branding.front_door_phone}"


def refusal(refused: RegistrationRefused, branding: Branding) -> str:
    """Why an address cannot have an account, and whom to call."""
    call = whom_to_call(branding)
    match refused.reason:
        case RegistrationRefused.SHARED:
            return f"Use your own work email address, not one that several people read. {call}"
        case RegistrationRefused.PUPIL:
            return f"This looks like a pupil’s or student’s email address. {call}"
        case RegistrationRefused.FULL:
            return (
                "Too many people with this email domain are waiting for approval. Try again tomorrow, or call the "
                f"{branding.service_name} team on {branding.front_door_phone}"
            )
        case _:
            return f"Your agency’s email domain is not approved yet. {call}"


routes = (register_page, register_sent, check_your_email, confirm_page, confirm_sent, register_done, register_waiting)
