"""Signing in with an account elsewhere: linked once by whoever it belongs to, and then enough."""

from collections.abc import Callable
from html import unescape
from re import search
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import VAULT
from reference_portal.tests.identity.provider import Provider, running_provider
from reference_portal.tests.web.browsing import Browser, TestPortal, form_at, form_token, heading, words
from reference_portal.tests.web.provider_sign_in.going_elsewhere import (
    BACK,
    TOM,
    client_of,
    come_back,
    leave,
    linked,
    reasons,
    who_is,
)
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in

from frontdoor.secrets.references import SecretReference
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.provider_sign_in.models import Identity
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.use_cases.second_factor.models import Factor, Requirement, SecondFactors


def test_the_first_time_a_password_says_whose_account_it_is_and_then_no_more(
    portal: TestPortal, provider: Provider
) -> None:
    browser = portal.client()
    first = come_back(browser, provider, leave(browser, next="/contacts"))
    page = browser.get(first.headers["location"])
    assert (heading(page), who_is(browser)) == ("Link Council account to your account", "")

    sign_in(browser, next="/account/link")
    asked = browser.get("/account/link")
    assert (heading(asked), "asha.bello@hollybush.example" in asked.text) == ("Is this Council account yours?", True)
    done = browser.send("/account/link", {})
    again = portal.client()
    second = come_back(again, provider, leave(again, next="/contacts"))

    assert (done.headers["location"], second.headers["location"], who_is(again)) == (
        "/contacts",
        "/contacts",
        ASHA.name,
    )
    assert [action for action, _ in audit(portal)] == [Action.SIGNED_IN, Action.IDENTITY_LINKED, Action.SIGNED_IN]


def test_v6_8_1_the_same_email_address_lets_nobody_in(portal: TestPortal, provider: Provider) -> None:
    linked(portal, provider)
    provider.subject = "another subject with the same address"

    browser = portal.client()
    answer = come_back(browser, provider, leave(browser))

    assert (answer.headers["location"], who_is(browser)) == ("/sign-in/provider/not-linked", "")


def test_v6_8_1_the_same_subject_of_another_provider_is_somebody_else(
    portal: TestPortal, provider: Provider, start: Callable[..., TestPortal]
) -> None:
    linked(portal, provider)
    with running_provider() as second:
        second.subject = provider.subject
        other = start(client_of(second.issuer))
        with portal.office.work.reading() as tx:
            link = tx.identities.link_of(ASHA.id)
        assert link is not None
        with other.office.work.begin() as tx:
            tx.identities.link(link)
        browser = other.client()
        answer = come_back(browser, second, leave(browser))

    assert (answer.headers["location"], who_is(browser)) == ("/sign-in/provider/not-linked", "")


def test_v6_8_1_one_account_here_has_one_elsewhere(portal: TestPortal, provider: Provider) -> None:
    linked(portal, provider)
    provider.subject = "subject-2"
    browser = portal.client()
    come_back(browser, provider, leave(browser))
    sign_in(browser, next="/account/link")

    refused = browser.send("/account/link", {})

    assert (refused.status_code, "linked to another one already" in words(refused.text)) == (400, True)
    with portal.office.work.reading() as tx:
        assert tx.identities.linked(Identity(provider.issuer, "subject-2")) is None


def test_v6_8_1_of_two_who_claim_one_account_elsewhere_the_first_has_it(portal: TestPortal, provider: Provider) -> None:
    browsers = {each.email: portal.client() for each in (ASHA, TOM)}
    for email, browser in browsers.items():
        come_back(browser, provider, leave(browser))
        sign_in(browser, email=email, next="/account/link")

    outcomes = [browser.send("/account/link", {}).status_code for browser in browsers.values()]

    assert outcomes == [303, 400]
    with portal.office.work.reading() as tx:
        link = tx.identities.linked(Identity(provider.issuer, "subject-1"))
    assert link is not None
    assert link.professional_id == ASHA.id


def test_a_session_left_open_links_nobodys_account(portal: TestPortal, provider: Provider) -> None:
    victim = portal.client(ASHA)  # signed in, and away
    portal.clock.pass_time(minutes=1)
    address = leave(victim, page="/account")
    come_back(victim, provider, address)

    answer = victim.get("/account/link")

    assert (answer.status_code, "sign out and begin again" in words(answer.text)) == (400, True)
    with portal.office.work.reading() as tx:
        assert tx.identities.link_of(ASHA.id) is None


def test_people_of_another_agency_link_nothing(start: Callable[..., TestPortal], provider: Provider) -> None:
    portal = start(client_of(provider.issuer, "agency-council"))
    browser = portal.client()
    come_back(browser, provider, leave(browser))
    sign_in(browser, next="/account/link")

    answer = browser.get("/account/link")

    assert (answer.status_code, "not for people of your agency" in words(answer.text)) == (400, True)


def test_v7_2_4_a_sign_in_by_the_provider_has_a_session_of_its_own_and_ends_the_one_before(
    portal: TestPortal, provider: Provider
) -> None:
    browser = linked(portal, provider)
    before = browser.cookies()["__Host-frontdoor"]

    come_back(browser, provider, leave(browser, page="/account"))

    thief = portal.client()
    thief.client.cookies.set("__Host-frontdoor", before)
    assert browser.cookies()["__Host-frontdoor"] != before
    assert thief.get("/contacts").headers["location"] == "/sign-in?next=/contacts"


@pytest.mark.parametrize(
    ("claims", "place"),
    [({"amr": ["pwd", "mfa"]}, "/contacts"), ({"amr": ["pwd"]}, "/sign-in/second-factor?next=/contacts")],
)
def test_v6_3_3_a_factor_that_the_provider_proves_is_enough_and_none_is_not(
    start: Callable[..., TestPortal], provider: Provider, claims: dict[str, object], place: str
) -> None:
    portal = start(client_of(provider.issuer))
    linked(portal, provider)
    site = portal.app.state["site"]
    required = evolve(site.office, second_factors=SecondFactors(VAULT, Requirement.REQUIRED))
    portal.app.state["site"] = evolve(site, office=required)
    provider.claims = claims
    browser = portal.client()

    answer = come_back(browser, provider, leave(browser, next="/contacts"))

    assert answer.headers["location"] == place
    assert (browser.get("/contacts").status_code == 200) is (place == "/contacts")


def test_v6_3_3_whoever_has_an_authenticator_here_gives_its_code_where_the_provider_proves_none(
    portal: TestPortal, provider: Provider
) -> None:
    linked(portal, provider)
    made = VAULT.make_secret(ASHA)
    with portal.office.work.begin() as tx:
        tx.factors.save(Factor(ASHA.id, made.sealed, enrolled_at=portal.clock()))
    browser = portal.client()

    answer = come_back(browser, provider, leave(browser))
    code = Authenticator(made.shown).code(portal.clock())
    given = browser.send("/sign-in/second-factor", {"code": code, "next": "", "kept": ""})

    assert (answer.headers["location"], given.headers["location"]) == ("/sign-in/second-factor", "/children")


def with_authenticator(portal: TestPortal, provider: Provider) -> Browser:
    """Asha, signed in by the provider with its second factor; she has an authenticator as well."""
    linked(portal, provider)
    with portal.office.work.begin() as tx:
        tx.factors.save(Factor(ASHA.id, VAULT.make_secret(ASHA).sealed, enrolled_at=portal.clock()))
    provider.claims = {"amr": ["mfa"]}
    browser = portal.client()
    come_back(browser, provider, leave(browser))
    return browser


def test_v7_5_3_the_provider_proves_somebody_again_only_by_asking_them_again(
    portal: TestPortal, provider: Provider
) -> None:
    browser = with_authenticator(portal, provider)
    page = "/sign-in/second-factor?next=/delicate"
    fields = {"next": "/delicate", "confirm": "yes"}
    provider.claims = {"amr": ["mfa"], "auth_time": 1_000_000_000}
    stale = come_back(browser, provider, leave(browser, page=page, **fields))
    provider.claims = {"amr": ["pwd"]}
    weak = come_back(browser, provider, leave(browser, page=page, **fields))
    provider.claims = {"amr": ["mfa"], "auth_time": None}
    silent = come_back(browser, provider, leave(browser, page=page, **fields))
    provider.claims = {"amr": ["mfa"]}
    address = leave(browser, page=page, **fields)
    good = come_back(browser, provider, address)

    assert [each.status_code for each in (stale, weak, silent, good)] == [400, 400, 400, 303]
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    assert good.headers["location"] == "/delicate"
    assert reasons(portal) == ["not_proved_again"] * 3


@pytest.mark.parametrize(
    ("seconds_ago", "opened"), [(0, True), (299, True), (300, False), (8 * 3600, False), (-60, True), (-3600, False)]
)
def test_v7_5_3_signing_in_without_being_asked_is_worth_the_time_of_the_last_asking(
    portal: TestPortal, provider: Provider, seconds_ago: int, opened: bool
) -> None:
    linked(portal, provider)
    provider.claims = {"amr": ["mfa"], "auth_time": int(portal.clock().timestamp()) - seconds_ago}
    browser = portal.client()
    come_back(browser, provider, leave(browser))
    assert (browser.get("/delicate").headers["location"] == "/seen") is opened


def test_v7_5_3_nobody_elses_account_proves_somebody_again(portal: TestPortal, provider: Provider) -> None:
    browser = with_authenticator(portal, provider)
    provider.subject = "subject-2"
    page = "/sign-in/second-factor?next=/delicate"

    answer = come_back(browser, provider, leave(browser, page=page, next="/delicate", confirm="yes"))

    assert (answer.status_code, reasons(portal)) == (400, ["another_person"])


def sending(portal: TestPortal, browser: Browser) -> dict[str, list[str]]:
    """Her session ran out while she was sending something: the form of the provider's button on the page she gets."""
    token = form_token(browser.get("/account"))
    portal.clock.pass_time(hours=2)
    late = browser.post("/taking", {"story": "one\nŵ & <b>", "form_token": token})
    return form_at(late, "/sign-in/provider")


def way_there_and_back(browser: Browser, provider: Provider, fields: dict[str, list[str]]) -> Response:
    found = search(r'content="0; url=([^"]+)"', browser.post("/sign-in/provider", fields).text)
    assert found is not None
    return come_back(browser, provider, unescape(found[1]))


def test_v7_3_1_what_was_being_sent_survives_a_sign_in_by_the_provider(portal: TestPortal, provider: Provider) -> None:
    linked(portal, provider)
    portal.clock.pass_time(hours=-2)
    browser = portal.client(ASHA)

    again = way_there_and_back(browser, provider, sending(portal, browser))
    sent = browser.post("/taking", form_at(again, "/taking"))

    assert (heading(again), sent.headers["location"]) == ("Send it again", "/taken?one%0A%C5%B5+%26+%3Cb%3E")


def test_v7_3_1_what_was_being_sent_survives_the_linking_as_well(portal: TestPortal, provider: Provider) -> None:
    portal.clock.pass_time(hours=-2)
    browser = portal.client(ASHA)
    way_there_and_back(browser, provider, sending(portal, browser))
    sign_in(browser, next="/account/link")

    again = browser.send("/account/link", {})

    assert (heading(again), form_at(again, "/taking")["story"]) == ("Send it again", ["one\nŵ & <b>"])


def test_v7_3_1_another_person_of_the_provider_does_not_see_what_was_being_sent(
    portal: TestPortal, provider: Provider
) -> None:
    linked(portal, provider)
    portal.clock.pass_time(hours=-2)
    browser = portal.client(TOM)

    answer = way_there_and_back(browser, provider, sending(portal, browser))

    assert (heading(answer), "ŵ" in answer.text) == ("What you sent was not saved", False)


def test_a_stranger_has_nothing_kept_in_the_database(portal: TestPortal, provider: Provider) -> None:
    browser = portal.client()

    address = leave(browser, kept="story=anything")

    with portal.office.work.begin() as tx:
        attempt = tx.identities.take_attempt(digest(parse_qs(urlsplit(address).query)["state"][0]))
    assert attempt is not None
    assert (attempt.kept, attempt.sender_id) == ("", "")
    assert provider.redeemed == []


def test_v7_5_3_a_link_is_removed_with_a_fresh_factor_alone(portal: TestPortal, provider: Provider) -> None:
    linked(portal, provider)
    browser = portal.client(ASHA)
    portal.clock.pass_time(minutes=6)
    late = browser.send("/account/unlink", {}, page="/account")
    fresh = portal.client(ASHA).send("/account/unlink", {}, page="/account")

    assert (late.status_code, fresh.headers["location"]) == (403, "/account")
    with portal.office.work.reading() as tx:
        assert tx.identities.link_of(ASHA.id) is None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_provider_of_other_peoples_making_signs_somebody_in(start: Callable[..., TestPortal]) -> None:
    """The same against `oidc-provider-mock`, whose server side is authlib's own."""
    from oidc_provider_mock import User, run_server_in_thread  # here, since it warns of its own age when imported

    users = [User(sub="staff-7", claims={"email": ASHA.email, "amr": ["mfa"]})]
    with run_server_in_thread(require_nonce=True, user_claims=users) as server:
        secret = SecretReference("portal", "oidc")
        portal = start(client_of(f"http://localhost:{server.server_port}", secret=secret))

        def way(browser: Browser, **fields: str) -> Response:
            answer = httpx.post(leave(browser, **fields), data={"sub": "staff-7"}, follow_redirects=False)
            query = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
            return browser.get(f"{BACK}?{urlencode(query)}")

        browser = portal.client()
        way(browser)
        sign_in(browser, next="/account/link")
        browser.send("/account/link", {})
        again = portal.client()
        answer = way(again, next="/contacts")

    assert (answer.headers["location"], who_is(again)) == ("/contacts", ASHA.name)
    with portal.office.work.reading() as tx:
        link = tx.identities.link_of(ASHA.id)
    assert link is not None
    assert link.identity == Identity(f"http://localhost:{server.server_port}", "staff-7")
