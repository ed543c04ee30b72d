"""The second factor's pages: giving a code, setting up an authenticator, and the backup codes that are shown once."""

import segno
from markupsafe import Markup

from frontdoor_portal.use_cases.refusals import CodeRefused
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_factor.confirming import confirm_factor, is_fresh, own_factor
from frontdoor_portal.use_cases.second_factor.enrolling import (
    begin_enrolment,
    finish_enrolment,
    secret_being_set_up,
)
from frontdoor_portal.use_cases.second_factor.models import NewSecret
from frontdoor_portal.web.accounts.going_on import (
    SECOND_FACTOR,
    SET_UP,
    begin_page,
    go_on,
    home_of,
    step_page,
    with_next,
)
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import MAX_BYTES, fields_of
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import FactorNeeded, given_password
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, get, post
from frontdoor_portal.web.session import start_session
from frontdoor_portal.web.site import AnyRequest, Visitor, half_signed_in

CONFIRM = f"{SET_UP}/confirm"
WRONG = "Enter the code that the app shows now. After several wrong tries, wait a few minutes before the next"
WRONG_RECOVERY = "Enter the code that was read out to you. It lasts ten minutes: after that, ask for another"
SPACED_BY = 4


_OWN = shows_nobody("The sign-in of whoever asks")


@get(SECOND_FACTOR, given_password, _OWN)
def second_factor_page(request: AnyRequest, office: TheOffice, params: QueryFields) -> Page:
    return step_page(request, office, half_signed_in(request), local_path(params.one("next"), ""))


@post(SECOND_FACTOR, given_password, _OWN, max_bytes=4 * MAX_BYTES)
def second_factor_sent(request: AnyRequest, office: TheOffice, form: FormFields) -> Page:
    form = form.only("code", "next", "kept")
    who, destination, kept = half_signed_in(request), local_path(form.one("next"), ""), form.one("kept")
    code = form.one("code").strip()
    try:
        if not code:
            raise CodeRefused
        started = confirm_factor(office, who, code)
    except CodeRefused:
        faults = [Fault("code", WRONG if code else "Enter the code from your authenticator app")]
        return step_page(request, office, who, destination, kept, status=400, faults=faults)
    return go_on(request, started, destination, kept)


@get(SET_UP, given_password, _OWN)
def set_up_page(request: AnyRequest, office: TheOffice, params: QueryFields) -> Page:
    who = half_signed_in(request)
    if own_factor(office, who).is_enrolled and not is_fresh(who.session, office.now()):
        raise FactorNeeded(None)
    return begin_page(request, office, who, local_path(params.one("next"), ""))


@post(SET_UP, given_password, _OWN, max_bytes=4 * MAX_BYTES)
def set_up_begun(request: AnyRequest, office: TheOffice, form: FormFields) -> Page:
    form = form.only("recovery_code", "next", "kept")
    who, destination, kept = half_signed_in(request), local_path(form.one("next"), ""), form.one("kept")
    try:
        secret = begin_enrolment(office, who, form.one("recovery_code"))
    except CodeRefused:
        faults = [Fault("recovery_code", WRONG_RECOVERY)]
        return begin_page(request, office, who, destination, kept, status=400, faults=faults)
    return secret_page(request, secret, destination, kept)


@post(CONFIRM, given_password, _OWN, max_bytes=4 * MAX_BYTES)
def set_up_confirmed(request: AnyRequest, office: TheOffice, form: FormFields) -> Page:
    form = form.only("code", "next", "kept")
    who, destination, kept = half_signed_in(request), local_path(form.one("next"), ""), form.one("kept")
    try:
        enrolled = finish_enrolment(office, who, form.one("code"))
    except CodeRefused:
        secret = secret_being_set_up(office, who)
        if secret is None:  # begun in another session, or already finished in another tab
            return see_other(with_next(SET_UP, destination))
        return secret_page(request, secret, destination, kept, status=400, faults=[Fault("code", WRONG)])
    signed_in = SignedIn(enrolled.started.professional, enrolled.started.session)
    request.scope["state"]["visitor"] = Visitor(signed_in)
    response = page(
        request,
        "accounts/backup_codes.html",
        codes=enrolled.backup_codes,
        is_new=True,
        next=destination or home_of(signed_in),
        fields=fields_of(kept.encode()).values,
    )
    start_session(request, response, enrolled.started.token)
    return response


def secret_page(
    request: AnyRequest,
    secret: NewSecret,
    destination: str,
    kept: str,
    *,
    status: int = 200,
    faults: list[Fault] | None = None,
) -> Page:
    """Shows a secret, as text in groups and as a QR code, until it is confirmed and never after."""
    groups = [secret.shown[at : at + SPACED_BY] for at in range(0, len(secret.shown), SPACED_BY)]
    values = {"next": destination, "kept": kept, "faults": faults or []}
    picture = qr_code(secret.address)
    return page(request, "accounts/set_up_secret.html", status=status, picture=picture, groups=groups, **values)


def qr_code(text: str) -> Markup:
    """A QR code as an SVG element: no file that a cache could keep, no script, and no inline style."""
    drawn = segno.make(text, error="l", micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return Markup(drawn)


routes = (second_factor_page, second_factor_sent, set_up_page, set_up_begun, set_up_confirmed)
