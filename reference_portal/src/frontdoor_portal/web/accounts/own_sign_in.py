"""One's own ways to sign in: the authenticator, backup codes, an account elsewhere."""

from frontdoor_portal.use_cases.provider_sign_in.beginning import provider_of
from frontdoor_portal.use_cases.provider_sign_in.linking import (
    link_identity,
    own_link,
    unlink_identity,
    waiting_link,
)
from frontdoor_portal.use_cases.refusals import ProviderRefused
from frontdoor_portal.use_cases.second_factor.confirming import own_factor
from frontdoor_portal.use_cases.second_factor.enrolling import backup_codes_left, renew_backup_codes
from frontdoor_portal.web.accounts.going_on import send_again_page
from frontdoor_portal.web.accounts.provider import forget_browser, not_accepted, token_of_browser
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires_fresh_factor, signed_in
from frontdoor_portal.web.routing import FormFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

ACCOUNT = "/account"


_OWN = shows_nobody("The sign-in of whoever asks")


@get(ACCOUNT, signed_in, _OWN)
def account_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    return page(
        request,
        "accounts/own_sign_in.html",
        factor=own_factor(office, who),
        codes_left=backup_codes_left(office, who),
        provider=office.provider,
        link=own_link(office, who),
    )


@post(f"{ACCOUNT}/backup-codes", requires_fresh_factor(signed_in), _OWN)
def backup_codes_renewed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only()
    codes = renew_backup_codes(office, who)
    return page(request, "accounts/backup_codes.html", codes=codes, is_new=False, next=ACCOUNT, fields={})


@get(f"{ACCOUNT}/link", signed_in, _OWN)
def link_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    provider = provider_of(office)
    try:
        waiting = waiting_link(office, who, token_of_browser(request))
    except ProviderRefused as refused:
        return not_accepted(request, office, refused)
    return page(request, "accounts/link.html", provider=provider, waiting=waiting)


@post(f"{ACCOUNT}/link", signed_in, _OWN)
def link_made(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only()
    try:
        linked = link_identity(office, who, token_of_browser(request))
    except ProviderRefused as refused:
        return not_accepted(request, office, refused)
    if linked.kept:
        same = linked.sender_id == who.professional.id
        response = send_again_page(request, linked.destination, linked.kept, same=same)
    else:
        response = see_other(linked.destination or ACCOUNT)
    forget_browser(request, response)
    return response


@post(f"{ACCOUNT}/unlink", requires_fresh_factor(signed_in), _OWN)
def link_removed(office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only()
    unlink_identity(office, who)
    return see_other(ACCOUNT)


routes = (account_page, backup_codes_renewed, link_page, link_made, link_removed)
