"""To the provider and back. The browser carries a token of its own meanwhile, so that no other can finish its way."""

import structlog
from litestar import Response

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.provider_sign_in.beginning import NoProvider, depart, provider_of
from frontdoor_portal.use_cases.provider_sign_in.models import ProviderUnavailable
from frontdoor_portal.use_cases.provider_sign_in.returning import arrive
from frontdoor_portal.use_cases.refusals import ProviderRefused
from frontdoor_portal.use_cases.resume_session import is_complete
from frontdoor_portal.web.accounts.going_on import go_on, go_on_halfway
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import MAX_BYTES
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.refusing import NotFound, TooManyRequests
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, get, post
from frontdoor_portal.web.session import LONGEST_TOKEN, cookie, gone
from frontdoor_portal.web.site import AnyRequest, site_of, visitor_of

LOG = structlog.get_logger("frontdoor_portal.web")
PROVIDER = "/sign-in/provider"
BACK = f"{PROVIDER}/back"
"""What is registered with the provider as the redirect URI, behind the portal's origin."""
UNKNOWN = f"{PROVIDER}/not-linked"
LINK = "/account/link"
LONGEST_PARAMETER = 2_000


# What was kept is encoded once more on its way: each character may take three.
_OWN = shows_nobody("The sign-in of whoever asks")


@post(PROVIDER, public, _OWN, max_bytes=4 * MAX_BYTES)
def provider_chosen(request: AnyRequest, office: TheOffice, form: FormFields) -> Page:
    """A page that leads on by itself, not a redirect: browsers hold the whole way of a form to `form-action`, and where
    a provider sends people on is its own affair.
    """
    form = form.only("next", "confirm", "kept")
    confirming = visitor_of(request).signed_in if form.one("confirm") else None
    if wait := site_of(request).departures.wait(request.client.host if request.client else ""):
        raise TooManyRequests(wait)
    try:
        destination, earlier = local_path(form.one("next"), ""), earlier_token(request)
        provider, departure = provider_of(office), depart(office, destination, confirming, form.one("kept"), earlier)
    except NoProvider:
        raise NotFound from None
    except ProviderUnavailable as problem:
        return unavailable(request, office, problem)
    response = page(request, "accounts/provider_go.html", provider=provider, address=departure.address)
    options = site_of(request).options
    response.set_cookie(cookie(options, options.provider_cookie, departure.browser_token))
    return response


@get(BACK, public, _OWN)
def provider_answered(request: AnyRequest, office: TheOffice, params: QueryFields) -> Page:
    answer = {name: values[0] for name, values in params.values.items() if len(values) == 1}
    if any(len(value) > LONGEST_PARAMETER for value in answer.values()):
        answer = {}
    try:
        arrived = arrive(office, answer, token_of_browser(request), earlier_token(request))
    except NoProvider:
        raise NotFound from None
    except ProviderRefused as refused:
        return not_accepted(request, office, refused)
    except ProviderUnavailable as problem:
        return unavailable(request, office, problem)
    if arrived.started is None:
        return see_other(UNKNOWN)
    started, destination, kept, same = arrived.started, arrived.destination, arrived.kept, arrived.same
    if is_complete(office, started.session):
        response = go_on(request, started, destination, kept, same=same)
    else:
        response = go_on_halfway(request, started, destination, kept if same else "")
    forget_browser(request, response)
    return response


@get(UNKNOWN, public, _OWN)
def not_linked_page(request: AnyRequest, office: TheOffice) -> Page:
    if office.provider is None:
        raise NotFound
    return page(request, "accounts/not_linked.html", provider=office.provider, link=LINK)


def unavailable(request: AnyRequest, office: Office, problem: ProviderUnavailable) -> Page:
    LOG.warning("provider_unavailable", reason=str(problem))
    return page(request, "accounts/provider_unavailable.html", status=503, provider=office.provider)


def earlier_token(request: AnyRequest) -> str:
    return request.cookies.get(site_of(request).options.session_cookie, "")[:LONGEST_TOKEN]


def token_of_browser(request: AnyRequest) -> str:
    return request.cookies.get(site_of(request).options.provider_cookie, "")[:LONGEST_TOKEN]


def forget_browser(request: AnyRequest, response: Response[str]) -> None:
    options = site_of(request).options
    response.set_cookie(gone(options, options.provider_cookie))


def not_accepted(request: AnyRequest, office: Office, refused: ProviderRefused) -> Page:
    """One page for whatever was wrong: which check failed is for the audit, but for what a person can mend."""
    reason = refused.reason if refused.reason in {"linked_already", "another_agency", "signed_in_before"} else ""
    response = page(request, "accounts/provider_refused.html", status=400, provider=office.provider, reason=reason)
    forget_browser(request, response)
    return response


routes = (provider_chosen, provider_answered, not_linked_page)
