"""Which emails somebody gets, the proof that their address works, and whom of an agency no email reaches."""

import re

from frontdoor_portal.use_cases.emails.policy import offered_to
from frontdoor_portal.use_cases.emails.preferences import own_preferences, set_preferences
from frontdoor_portal.use_cases.emails.troubles import ask_to_check, confirm_address, unreached_colleagues
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import ADDRESS_CHECK_PATH
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import read_query
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, signed_in
from frontdoor_portal.web.refusing import BadRequest, NotFound
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

EMAILS = "/account/emails"
UNREACHED = "/agency/emails"
AT_ONCE, DAILY = "at_once", "daily"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_OWN = shows_nobody("The emails of whoever asks")

DONE = {
    "saved": "Your choices are saved",
    "sent": "An email is on its way to you. Open its link within 24 hours",
    "waiting": "An email is on its way to you already. Wait two minutes before you ask for another",
    "confirmed": "Thank you. We know now that email reaches you",
}
"""What a banner says after an action, by the code in the address."""


@get(EMAILS, signed_in, _OWN)
def emails_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    done = read_query(request).one("done")
    preferences = own_preferences(office, who.professional)
    off = {kind.value for kind in preferences.off}
    return _form(request, who, off, DAILY if preferences.daily else AT_ONCE, done=DONE.get(done, ""))


@post(EMAILS, signed_in, _OWN)
def emails_chosen(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only("told", "when")
    told, when = form.many("told"), form.one("when")
    offered = {kind.value for kind in offered_to(who.professional)}
    if not set(told) <= offered or when not in ("", AT_ONCE, DAILY):
        raise BadRequest("A choice was sent that is not part of the form")
    if not when:
        return _form(request, who, offered - set(told), "", faults=[Fault("when", "Select when you want these emails")])
    set_preferences(office, who.professional, [NoticeKind(each) for each in told], daily=when == DAILY)
    return see_other(f"{EMAILS}?done=saved")


@post(f"{EMAILS}/check", signed_in, _OWN)
def check_asked(office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only()
    return see_other(f"{EMAILS}?done={'sent' if ask_to_check(office, who.professional) else 'waiting'}")


@get(f"{ADDRESS_CHECK_PATH}/{{token:str}}", signed_in, _OWN)
def confirm_page(request: AnyRequest, token: FromPath[str]) -> Page:
    """A button, since a mail scanner may open every link that it sees."""
    return page(request, "emails/confirm.html", token=_read(token), refused=False)


@post(f"{ADDRESS_CHECK_PATH}/{{token:str}}", signed_in, _OWN)
def confirmed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: FromPath[str]) -> Page:
    form.only()
    if confirm_address(office, who.professional, _read(token)):
        return see_other(f"{EMAILS}?done=confirmed")
    return page(request, "emails/confirm.html", status=400, token=token, refused=True)


@get(UNREACHED, requires(Permission.SEE_AGENCY_LOG), shows_nobody("Colleagues whom an email does not reach"))
def unreached_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    return page(request, "emails/unreached.html", unreached=unreached_colleagues(office, who.professional))


def _read(token: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise NotFound
    return token


def _form(
    request: AnyRequest, who: SignedIn, off: set[str], when: str, done: str = "", faults: list[Fault] | None = None
) -> Page:
    person = who.professional
    return page(
        request,
        "emails/own.html",
        status=400 if faults else 200,
        faults=faults or [],
        offered=[(kind.value, wording.NOTICE[kind].meaning, kind.value not in off) for kind in offered_to(person)],
        when=when,
        done=done,
        sends=may(person, Permission.SEND_CONCERNS),
        is_lead=may(person, Permission.SEE_AGENCY_LOG),
    )


routes = (emails_page, emails_chosen, check_asked, confirm_page, confirmed, unreached_page)
