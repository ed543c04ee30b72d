"""Staying signed in: the cookie, its token, and when a session is over."""

from datetime import timedelta
from typing import Any

import pytest
from reference_portal.tests.fakes import PASSWORD
from reference_portal.tests.web.browsing import Browser, TestPortal, form_token
from reference_portal.tests.web.signing_in.acting import ASHA, account, sign_in

from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.use_cases.resume_session import digest


def test_v3_3_1_the_session_cookie_is_for_this_host_over_https_and_hidden_from_scripts(registered: TestPortal) -> None:
    (cookie,) = sign_in(registered.client()).headers.get_list("set-cookie")
    name, _, rest = cookie.partition("=")

    assert (name, rest.partition("; ")[2]) == ("__Host-frontdoor", "HttpOnly; Path=/; SameSite=lax; Secure")


def test_v7_2_4_each_sign_in_has_a_new_token_and_ends_the_one_before(registered: TestPortal) -> None:
    browser = registered.client()
    sign_in(browser)
    first = browser.cookies()["__Host-frontdoor"]

    sign_in_again = {"email": ASHA.email, "password": PASSWORD, "form_token": form_token(browser.get("/"))}
    browser.post("/sign-in", sign_in_again)

    assert browser.cookies()["__Host-frontdoor"] != first
    thief = registered.client()
    thief.client.cookies.set("__Host-frontdoor", first)
    assert (browser.get("/children").status_code, thief.get("/children").status_code) == (200, 303)


def test_v7_2_4_a_token_that_the_browser_brings_is_never_adopted(registered: TestPortal) -> None:
    browser = registered.client()
    browser.client.cookies.set("__Host-frontdoor", "chosen-by-an-attacker")

    sign_in(browser)

    with registered.office.work.begin() as tx:
        assert tx.accounts.session(digest("chosen-by-an-attacker")) is None
    thief = registered.client()
    thief.client.cookies.set("__Host-frontdoor", "chosen-by-an-attacker")
    assert thief.get("/children").status_code == 303


def test_v3_3_4_the_token_is_on_no_page_and_kept_as_a_digest_only(registered: TestPortal) -> None:
    browser = registered.client()
    sign_in(browser)
    token = browser.cookies()["__Host-frontdoor"]

    with registered.office.work.begin() as tx:
        assert (tx.accounts.session(token), tx.accounts.session(digest(token)) is None) == (None, False)
    assert token not in browser.get("/").text


@pytest.mark.parametrize("token", [b"", b"x", b"x" * 129, b"x" * 4_000, "é".encode(), b"\xff", b"a;b", b'"quoted"'])
def test_an_odd_cookie_is_nobody(registered: TestPortal, token: bytes) -> None:
    browser = registered.client()

    answer = browser.get("/children", headers={"Cookie": b"__Host-frontdoor=" + token})

    assert answer.headers["location"] == "/sign-in?next=/children"


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 303), (600, 303)])
def test_v7_3_1_a_session_that_is_not_used_for_an_hour_is_over(portal: TestPortal, minutes: int, status: int) -> None:
    browser = portal.client(ASHA)
    portal.clock.pass_time(minutes=minutes)

    assert browser.get("/children").status_code == status


def test_v7_3_2_a_session_is_over_after_twelve_hours_however_much_it_is_used(portal: TestPortal) -> None:
    browser = portal.client(ASHA)

    statuses = []
    for _ in range(24):
        portal.clock.pass_time(minutes=30)
        statuses.append(browser.get("/children").status_code)

    assert statuses == [200] * 23 + [303]


def test_v7_4_2_disabling_an_account_ends_its_sessions_with_the_next_request(portal: TestPortal) -> None:
    browser = portal.client(ASHA)
    with portal.office.work.begin() as tx:
        tx.joining.set_standing(account(portal).professional.id, Standing.CLOSED)

    assert browser.get("/children").status_code == 303
    with portal.office.work.begin() as tx:
        assert tx.accounts.session(digest(browser.cookies()["__Host-frontdoor"])) is None


def test_static_files_and_probes_ask_for_no_session(portal: TestPortal) -> None:
    browser = portal.client(ASHA)
    style = portal.app.state["site"].static.address("portal.css")
    portal.clock.pass_time(minutes=30)
    before = _seen(portal, browser)

    browser.get(style)
    browser.get("/readyz")
    at_rest = _seen(portal, browser)
    browser.get("/")

    assert (at_rest - before, _seen(portal, browser) - before) == (timedelta(0), timedelta(minutes=30))


def _seen(portal: TestPortal, browser: Browser) -> Any:
    with portal.office.work.begin() as tx:
        session = tx.accounts.session(digest(browser.cookies()["__Host-frontdoor"]))
    assert session is not None
    return session.seen_at
