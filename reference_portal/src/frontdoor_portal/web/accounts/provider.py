"""To the provider and back. The browser carries a token of its own meanwhile, so that no other can finish its way."""

from litestar import Response

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.provider_sign_in.beginning import NoProvider, depart, provider_of
from frontdoor_portal.use_cases.provider_sign_in.models import ProviderUnavailable
from frontdoor_portal.use_cases.provider_sign_in.returning import arrive
from frontdoor_portal.use_cases.refusals import ProviderRefused
from frontdoor_portal.use_cases.resume_session import is_complete
from frontdoor_portal.web.accounts.going_on import go_on, go_on_halfway
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.refusing import NotFound, TooManyRequests
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, get, post
from frontdoor_portal.web.session import LONGEST_TOKEN, cookie, gone
from frontdoor_portal.web.site import AnyRequest, site_of, visitor_of

PROVIDER = "/sign-in/provider"
BACK = f"{PROVIDER}/back"
"""What is registered with the provider as the redirect URI, behind the portal's origin."""
UNKNOWN = f"{PROVIDER}/not-linked"
LINK = "/account/link"
LONGEST_PARAMETER = 2_000


@post(PROVIDER, public)
def provider_chosen(request: AnyRequest, office: TheOffice, form: FormFields) -> Page:
    """A page that leads on by itself, not a redirect: browsers hold the whole way of a form to `form-action`, and where
    a provider sends people on is its own affair.
    """
    form = form.only("next", "confirm")
    confirming = visitor_of(request).signed_in if form.one("confirm") else None
    if wait := site_of(request).departures.wait(request.client.host if request.client else ""):
        raise TooManyRequests(wait)
    try:
        provider, departure = provider_of(office), depart(office, local_path(form.one("next"), ""), confirming)
    except NoProvider:
        raise NotFound from None
    except ProviderUnavailable:
        return page(request, "accounts/provider_unavailable.html", status=503, provider=office.provider)
    response = page(request, "accounts/provider_go.html", provider=provider, address=departure.address)
    options = site_of(request).options
    response.set_cookie(cookie(options, options.provider_cookie, departure.browser_token))
    return response


@get(BACK, public)
def provider_answered(request: AnyRequest, office: TheOffice, params: QueryFields) -> Page:
    answer = {name: values[0] for name, values in params.values.items() if len(values) == 1}
    if any(len(value) > LONGEST_PARAMETER for value in answer.values()):
        answer = {}
    earlier = request.cookies.get(site_of(request).options.session_cookie, "")[:LONGEST_TOKEN]
    try:
        arrived = arrive(office, answer, token_of_browser(request), earlier)
    except NoProvider:
        raise NotFound from None
    except ProviderRefused as refused:
        return not_accepted(request, office, refused)
    except ProviderUnavailable:
        return page(request, "accounts/provider_unavailable.html", status=503, provider=office.provider)
    if arrived.started is None:
        return see_other(UNKNOWN)
    onward = go_on if is_complete(office, arrived.started.session) else go_on_halfway
    response = onward(request, arrived.started, arrived.destination)
    forget_browser(request, response)
    return response


@get(UNKNOWN, public)
def not_linked_page(request: AnyRequest, office: TheOffice) -> Page:
    if office.provider is None:
        raise NotFound
    return page(request, "accounts/not_linked.html", provider=office.provider, link=LINK)


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
