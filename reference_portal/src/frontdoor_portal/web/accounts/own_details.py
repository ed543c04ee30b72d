"""One's own details, asked once, and changing one's address: the new one is confirmed, the old one is told."""

from frontdoor_portal.use_cases.joining.addresses import read_address
from frontdoor_portal.use_cases.joining.details import change_details
from frontdoor_portal.use_cases.joining.moving import (
    PATH,
    SameAddress,
    ask_address_change,
    change_address,
    look_at_change,
)
from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.use_cases.refusals import LinkNotValid, RegistrationRefused
from frontdoor_portal.use_cases.register import ChooseAgency
from frontdoor_portal.web.accounts.reading import fault_of_address, fault_of_lines, fault_of_phone, fault_of_text
from frontdoor_portal.web.accounts.registering import CHOICE, choose_page, refusal
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires_fresh_factor, signed_in
from frontdoor_portal.web.refusing import TooManyRequests
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, TheSite, Who, get, post
from frontdoor_portal.web.session import forget_session
from frontdoor_portal.web.site import AnyRequest

DETAILS = "/account/details"
FIELDS = ("name", "job_title", "phone", "reply_address", "preferred_times")
LONGEST_ADDRESS = 300
_OWN = shows_nobody("The details of whoever asks")


@get(DETAILS, signed_in, _OWN)
def details_page(request: AnyRequest, who: Who, params: QueryFields) -> Page:
    typed = {name: getattr(who.professional, name) for name in FIELDS}
    return page(request, "accounts/details.html", typed=typed, saved=params.one("saved") == "yes")


@post(DETAILS, signed_in, _OWN)
def details_sent(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form = form.only(*FIELDS)
    typed = {name: form.one(name) for name in FIELDS}
    lines = [" ".join(line.split()) for line in typed["reply_address"].split("\n")]
    tidy = {name: " ".join(text.split()) for name, text in typed.items()}
    tidy["reply_address"] = "\n".join(line for line in lines if line)
    found = {
        "name": fault_of_text(tidy["name"], "your full name", "Full name"),
        "job_title": fault_of_text(tidy["job_title"], "your job title", "Job title"),
        "phone": fault_of_phone(tidy["phone"]),
        "reply_address": fault_of_lines(tidy["reply_address"], "Address for replies", LONGEST_ADDRESS),
        "preferred_times": fault_of_lines(tidy["preferred_times"], "When to reach you"),
    }
    if faults := [Fault(name, text) for name, text in found.items() if text]:
        return page(request, "accounts/details.html", status=400, typed=typed, saved=False, faults=faults)
    change_details(office, who.professional, **tidy)
    return see_other(f"{DETAILS}?saved=yes")


@get(PATH, signed_in, _OWN)
def address_page(request: AnyRequest) -> Page:
    return page(request, "accounts/address.html", typed={"email": ""})


@post(PATH, requires_fresh_factor(signed_in), _OWN)
def address_sent(request: AnyRequest, office: TheOffice, site: TheSite, who: Who, form: FormFields) -> Page:
    form = form.only("email", CHOICE)
    typed, chosen = {"email": form.one("email")}, form.one(CHOICE)
    text = fault_of_address(typed["email"])
    if not text:
        if wait := site.registrations.wait(request.client.host if request.client else ""):
            raise TooManyRequests(wait)
        try:
            ask_address_change(office, who.professional, read_address(typed["email"]), chosen)
        except ChooseAgency as choice:
            asked = CHOICE in form.values
            return choose_page(request, site.branding, choice.agencies, typed, chosen, asked=asked, action=PATH)
        except RegistrationRefused as refused:
            text = refusal(refused, site.branding)
        except SameAddress:
            text = "This is your email address already. Enter another one"
    if text:
        return page(request, "accounts/address.html", status=400, typed=typed, faults=[Fault("email", text)])
    return see_other(f"{PATH}/asked")


@get(f"{PATH}/asked", signed_in, _OWN)
def address_asked(request: AnyRequest) -> Page:
    return page(request, "accounts/address_asked.html")


@get(f"{PATH}/{{token:str}}", signed_in, _OWN)
def address_link(request: AnyRequest, office: TheOffice, who: Who, token: str) -> Page:
    try:
        move = look_at_change(office, who.professional, token)
    except LinkNotValid:
        return page(request, "accounts/link_not_valid.html", status=404)
    return page(request, "accounts/address_confirm.html", move=move)


@post(f"{PATH}/{{token:str}}", signed_in, _OWN)
def address_confirmed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: str) -> Page:
    form.only()
    try:
        account = change_address(office, who.professional, token)
    except LinkNotValid:
        return page(request, "accounts/link_not_valid.html", status=404)
    if account.standing is not Standing.WAITING:
        return see_other(f"{DETAILS}?saved=yes")
    response = see_other("/register/waiting")
    forget_session(request, response)
    return response


routes = (
    details_page,
    details_sent,
    address_page,
    address_sent,
    address_asked,
    address_link,
    address_confirmed,
)
