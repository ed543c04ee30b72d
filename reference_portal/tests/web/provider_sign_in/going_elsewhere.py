"""A browser's way to a provider of accounts and back."""

from html import unescape
from re import search
from urllib.parse import quote_plus, urlencode

from httpx import Response
from reference_portal.tests.fakes import VAULT, person
from reference_portal.tests.identity.provider import CLIENT_ID, Provider
from reference_portal.tests.web.browsing import ORIGIN, Browser, TestPortal, heading, words
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in

from frontdoor.secrets.references import SecretReference
from frontdoor_portal.identity import OidcSettings, OpenIdProvider
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import requires_fresh_factor, signed_in
from frontdoor_portal.web.routing import get, post

TOM = person(name="Tom Okafor")


BACK = "/sign-in/provider/back"


@get("/delicate", requires_fresh_factor(signed_in), shows_nobody("A test"))
def delicate() -> Page:
    return see_other("/seen")


@post("/taking", signed_in, shows_nobody("A test"))
def take(form: Fields) -> Page:
    return see_other(f"/taken?{quote_plus(form.one('story'))}")


def client_of(issuer: str, *agencies: str, secret: SecretReference | None = None) -> OpenIdProvider:
    settings = OidcSettings(
        issuer=issuer,
        client_id=CLIENT_ID,
        client_secret=secret,
        label="Council account",
        agencies=frozenset(agencies or {"agency-school"}),
        factor_amr=frozenset({"mfa"}),
        allow_loopback=True,
    )
    return OpenIdProvider(settings, f"{ORIGIN}{BACK}", VAULT.read_secret)


def leave(browser: Browser, page: str = "/sign-in", **fields: str) -> str:
    """Choose the provider; the address to which the page leads on."""
    answer = browser.send("/sign-in/provider", {"next": "", "confirm": "", "kept": "", **fields}, page=page)
    found = search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
    assert found is not None, heading(answer)
    return unescape(found[1])


def come_back(browser: Browser, provider: Provider, address: str, **changed: str) -> Response:
    return browser.get(f"{BACK}?{urlencode(provider.sign_in_at(address) | changed)}")


def linked(portal: TestPortal, provider: Provider) -> Browser:
    """Asha has linked the provider's account to hers, and is signed in."""
    browser = portal.client()
    come_back(browser, provider, leave(browser))
    sign_in(browser, next="/account/link")
    browser.send("/account/link", {})
    return browser


def reasons(portal: TestPortal) -> list[str]:
    return [detail for action, detail in audit(portal, "") if action is Action.PROVIDER_REFUSED]


def who_is(browser: Browser) -> str:
    text = words(browser.get("/").text)
    return next((each.name for each in (ASHA, TOM) if each.name in text), "")
