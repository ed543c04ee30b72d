"""A forgotten password: an address, an email, a link, a new password. Signing in with it is a step of its own."""

from frontdoor_portal.use_cases.forgotten_password import (
    PATH,
    ask_password_reset,
    look_at_password_link,
    replace_password,
)
from frontdoor_portal.use_cases.joining.addresses import read_address
from frontdoor_portal.use_cases.password_rule import SHORTEST
from frontdoor_portal.use_cases.refusals import LinkNotValid, WeakPassword
from frontdoor_portal.web.accounts.reading import fault_of_address
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.refusing import TooManyRequests
from frontdoor_portal.web.routing import FormFields, TheOffice, TheSite, get, post
from frontdoor_portal.web.site import AnyRequest

_OWN = shows_nobody("The account of whoever asks")


@get(PATH, public, _OWN)
def forgotten_page(request: AnyRequest) -> Page:
    return page(request, "accounts/forgotten.html", email="")


@post(PATH, public, _OWN)
def forgotten_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields) -> Page:
    typed = form.only("email").one("email")
    if fault := fault_of_address(typed):
        return page(request, "accounts/forgotten.html", status=400, email=typed, faults=[Fault("email", fault)])
    if wait := site.registrations.wait(request.client.host if request.client else ""):
        raise TooManyRequests(wait)
    ask_password_reset(office, read_address(typed))
    return see_other(f"{PATH}/check-your-email")


@get(f"{PATH}/check-your-email", public, _OWN)
def check_your_email(request: AnyRequest) -> Page:
    return page(request, "accounts/forgotten_asked.html")


@get(f"{PATH}/done", public, _OWN)
def password_done(request: AnyRequest) -> Page:
    return page(request, "accounts/forgotten_done.html")


@get(f"{PATH}/{{token:str}}", public, _OWN)
def password_page(request: AnyRequest, office: TheOffice, token: str) -> Page:
    return choose_page(request, office, token)


@post(f"{PATH}/{{token:str}}", public, _OWN)
def password_sent(request: AnyRequest, office: TheOffice, site: TheSite, form: FormFields, token: str) -> Page:
    password = form.only("password", "email").one("password")
    try:
        replace_password(office, token, password, [site.branding.council_name, site.branding.service_name])
    except LinkNotValid:
        return page(request, "accounts/forgotten_not_valid.html", status=404)
    except WeakPassword as weak:
        return choose_page(request, office, token, [Fault("password", str(weak))])
    return see_other(f"{PATH}/done")


def choose_page(request: AnyRequest, office: TheOffice, token: str, faults: list[Fault] | None = None) -> Page:
    try:
        email = look_at_password_link(office, token).professional.email
    except LinkNotValid:
        return page(request, "accounts/forgotten_not_valid.html", status=404)
    values = {"email": email, "shortest": SHORTEST, "faults": faults or []}
    return page(request, "accounts/forgotten_choose.html", status=400 if faults else 200, **values)


routes = (forgotten_page, forgotten_sent, check_your_email, password_done, password_page, password_sent)
