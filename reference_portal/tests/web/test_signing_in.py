"""Signing in, staying signed in, signing out."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, PASSWORD, QUICK, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading, words

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.passwords import Argon2Passwords, Cost
from frontdoor_portal.use_cases.models import Account, Action
from frontdoor_portal.use_cases.ports import Transaction
from frontdoor_portal.use_cases.refusals import SignInRefused
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.use_cases.sign_in import sign_in as sign_in_to
from frontdoor_portal.use_cases.sign_in import wait_after
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, local_path, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.routing import post

ASHA = person()
REFUSED = [
    (
        "email",
        "Enter a correct email address and password. After several wrong tries, wait a few minutes before the next",
    )
]


def sign_in(browser: Browser, password: str = PASSWORD, email: str = ASHA.email, **more: str) -> Response:
    return browser.send("/sign-in", {"email": email, "password": password, **more})


def account(portal: TestPortal, someone: Professional = ASHA) -> Account:
    with portal.office.work.begin() as tx:
        found = tx.accounts.account(someone.id)
    assert found is not None
    return found


def audit(portal: TestPortal, subject: str = ASHA.id) -> list[tuple[Action, str]]:
    with portal.office.work.begin() as tx:
        return [(entry.action, entry.detail) for entry in tx.audit.of_subject(subject)]


@pytest.fixture
def registered(portal: TestPortal) -> TestPortal:
    register_people(portal.office, ASHA)
    return portal


def test_signing_in_opens_the_portal_and_signing_out_closes_it(registered: TestPortal) -> None:
    browser = registered.client()

    assert sign_in(browser).headers["location"] == "/children"
    assert "Asha Bello, Hollybush Primary School" in words(browser.get("/").text)
    out = browser.send("/sign-out", {}, page="/")

    assert (out.headers["location"], out.headers["clear-site-data"]) == ("/signed-out", '"cache", "storage"')
    assert browser.get("/children").headers["location"] == "/sign-in?next=/children"
    assert audit(registered) == [(Action.SIGNED_IN, ""), (Action.SIGNED_OUT, "")]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.PROFESSIONAL, "/children"),
        (Role.SCREENING_OFFICER, "/holding-area"),
        (Role.SENIOR_MANAGER, "/figures"),
        (Role.ADMINISTRATOR, "/"),
    ],
)
def test_each_role_begins_at_the_place_of_its_work(portal: TestPortal, role: Role, place: str) -> None:
    someone = person(role, COUNCIL)
    register_people(portal.office, someone)

    assert sign_in(portal.client(), email=someone.email).headers["location"] == place


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
        tx.accounts.set_disabled(account(portal).professional.id, disabled=True)

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


def test_v6_3_8_every_refusal_is_the_same_page(registered: TestPortal) -> None:
    register_people(registered.office, person(name="Tom Okafor"))
    gone = person(name="Left Longago")
    register_people(registered.office, gone)
    with registered.office.work.begin() as tx:
        tx.accounts.set_disabled(gone.id, disabled=True)
    tries = {
        "wrong password": (ASHA.email, "not the password"),
        "unknown address": ("nobody@hollybush.example", PASSWORD),
        "unapproved domain": ("nobody@elsewhere.example", PASSWORD),
        "no address at all": ("nobody", PASSWORD),
        "disabled account": (gone.email, PASSWORD),
        "password of another": ("tom.okafor@hollybush.example", PASSWORD + "!"),
    }

    answers = {why: sign_in(registered.client(), password, email) for why, (email, password) in tries.items()}

    seen = {why: (answer.status_code, error_summary(answer)) for why, answer in answers.items()}
    assert seen == dict.fromkeys(tries, (400, REFUSED))
    assert audit(registered, "") == [(Action.SIGN_IN_REFUSED, "unknown_account")] * 3
    assert audit(registered, gone.id) == [(Action.SIGN_IN_REFUSED, "disabled")]


def test_v6_3_8_a_password_is_worked_out_for_unknown_addresses_too(registered: TestPortal) -> None:
    worked_out = []

    class Counting(Argon2Passwords):
        def matches(self, hashed: str, password: str) -> bool:
            worked_out.append(hashed.rsplit("$", 2)[0])
            return super().matches(hashed, password)

    site = registered.app.state["site"]
    registered.app.state["site"] = evolve(site, office=evolve(site.office, passwords=Counting(QUICK)))

    for email in (ASHA.email, "nobody@hollybush.example"):
        sign_in(registered.client(), "not the password", email)

    assert len(worked_out) == 2
    assert worked_out[0] == worked_out[1]


def test_v6_3_8_every_refusal_costs_as_many_transactions(registered: TestPortal) -> None:
    begun: list[str] = []

    class Counting:
        def begin(self) -> AbstractContextManager[Transaction]:
            begun.append(email)
            return registered.office.work.begin()

    office = evolve(registered.office, work=Counting())
    for email in (ASHA.email, "nobody@hollybush.example"):
        with pytest.raises(SignInRefused):
            sign_in_to(office, email, "not the password")

    assert begun == [ASHA.email] * 2 + ["nobody@hollybush.example"] * 2


def test_the_address_may_be_typed_in_any_case_and_the_password_may_not(registered: TestPortal) -> None:
    assert sign_in(registered.client(), email="Asha.BELLO@Hollybush.Example ").status_code == 303
    assert sign_in(registered.client(), PASSWORD.upper()).status_code == 400
    assert sign_in(registered.client(), f" {PASSWORD}").status_code == 400


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (10_000, 900)],
)
def test_v6_1_1_the_wait_after_wrong_passwords_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


def test_v6_1_1_an_account_waits_after_five_wrong_passwords_and_is_never_locked_for_good(
    registered: TestPortal,
) -> None:
    browser = registered.client()
    for _ in range(5):
        sign_in(browser, "not the password")

    while_waiting = sign_in(browser)
    registered.clock.pass_time(seconds=29)
    still_waiting = sign_in(browser)
    registered.clock.pass_time(seconds=1)
    afterwards = sign_in(browser)

    assert [answer.status_code for answer in (while_waiting, still_waiting, afterwards)] == [400, 400, 303]
    assert account(registered).failures == 0
    assert audit(registered) == [
        *[(Action.SIGN_IN_REFUSED, "wrong_password")] * 5,
        *[(Action.SIGN_IN_REFUSED, "waiting")] * 2,
        (Action.SIGNED_IN, ""),
    ]


def test_v6_1_1_tries_while_waiting_do_not_make_the_wait_longer(registered: TestPortal) -> None:
    browser = registered.client()
    for _ in range(12):
        sign_in(browser, "not the password")

    registered.clock.pass_time(seconds=30)

    assert sign_in(browser).status_code == 303


def test_v11_4_2_an_old_hash_is_made_again_at_sign_in(registered: TestPortal) -> None:
    stronger = Argon2Passwords(Cost(memory_kib=16, passes=1, lanes=1))
    site = registered.app.state["site"]
    registered.app.state["site"] = evolve(site, office=evolve(site.office, passwords=stronger))
    assert stronger.needs_rehash(account(registered).password_hash)

    sign_in(registered.client())

    assert not stronger.needs_rehash(account(registered).password_hash)
    assert sign_in(registered.client()).status_code == 303


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"email": "", "password": ""}, [("email", "Enter your email address"), ("password", "Enter your password")]),
        ({"email": "a@b.example", "password": ""}, [("password", "Enter your password")]),
        ({"email": "  ", "password": "x"}, [("email", "Enter your email address")]),
    ],
)
def test_an_empty_field_is_named(portal: TestPortal, fields: dict[str, str], faults: list[tuple[str, str]]) -> None:
    answer = portal.client().send("/sign-in", fields)

    assert (answer.status_code, error_summary(answer)) == (400, faults)


@pytest.mark.parametrize("password", ["x" * 900_000, "\U0001f512" * 50, "𝕬" * 64, "\u202e\u0000".replace("\0", "")])
def test_any_password_is_answered(registered: TestPortal, password: str) -> None:
    assert error_summary(sign_in(registered.client(), password)) == REFUSED


def test_somebody_who_is_not_signed_in_comes_back_to_the_page_they_asked_for(registered: TestPortal) -> None:
    browser = registered.client()
    asked = browser.get("/contacts?status=sent&page=2")

    assert asked.headers["location"] == "/sign-in?next=/contacts%3Fstatus%3Dsent%26page%3D2"
    page = browser.get(asked.headers["location"])
    assert 'name="next" value="/contacts?status=sent&amp;page=2"' in page.text
    assert sign_in(browser, next="/contacts?status=sent&page=2").headers["location"] == "/contacts?status=sent&page=2"


@pytest.mark.parametrize(
    "address", ["/children/" + "a" * 3_000, "/contacts?status=" + "s" * 3_000, "/figures?" + "%41" * 900]
)
def test_v3_7_2_an_address_too_long_to_come_back_to_leads_to_the_sign_in_page(portal: TestPortal, address: str) -> None:
    answer = portal.client().get(address)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


EVIL = [
    "//evil.example",
    "///evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "/%2Fevil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/\u2215evil.example",
    "/" + "x" * 3_000,
    "",
]


@pytest.mark.parametrize("path", EVIL)
def test_v3_7_2_signing_in_leads_to_a_page_of_the_portal_only(registered: TestPortal, path: str) -> None:
    assert sign_in(registered.client(), next=path).headers["location"] == "/children"
    assert local_path(path, "/elsewhere") == "/elsewhere"


@pytest.mark.parametrize("path", ["/", "/children", "/contacts/FFD-2345-BCDF?page=2", "/a/b?next=//evil.example"])
def test_v3_7_2_pages_of_the_portal_are_let_through(path: str) -> None:
    assert local_path(path, "/elsewhere") == path


def test_v7_3_1_what_was_being_sent_when_the_session_ran_out_can_be_sent_again(
    make_portal: Callable[..., TestPortal],
) -> None:
    arrived = []

    @post("/somewhere", signed_in)
    def take(form: Fields) -> Page:
        arrived.append(form)
        return see_other("/")

    portal = make_portal(extra_routes=[take])
    browser = portal.client(ASHA)
    token = form_token(browser.get("/"))
    portal.clock.pass_time(hours=2)

    late = browser.post("/somewhere", {"story": "one\nŵ & <b>", "also": ["1", "2"], "form_token": token})
    assert (late.status_code, heading(late), arrived) == (403, "Sign in", [])
    assert "You were signed out before what you sent arrived." in words(late.text)
    again = browser.post("/sign-in", {**hidden_fields(late), "email": ASHA.email, "password": PASSWORD})
    assert (again.status_code, heading(again), arrived) == (200, "Send it again", [])
    sent = browser.post("/somewhere", hidden_fields(again))

    assert sent.status_code == 303
    assert arrived == [Fields({"story": ("one\nŵ & <b>",), "also": ("1", "2")})]


def hidden_fields(response: Response) -> dict[str, list[str]]:
    """The hidden fields of the form in the page's main part, by name."""
    main = response.text.partition("<main")[2]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', main):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def test_v7_3_1_another_person_does_not_see_what_was_being_sent(portal: TestPortal) -> None:
    browser = portal.client(ASHA)
    other = person(name="Tom Okafor")
    register_people(portal.office, other)
    portal.clock.pass_time(hours=2)

    answer = sign_in(browser, email=other.email, kept="story=a+secret", next="/concerns/x")

    assert (answer.status_code, heading(answer), "a secret" in answer.text) == (
        200,
        "What you sent was not saved",
        False,
    )


def test_signing_out_twice_is_no_error(portal: TestPortal) -> None:
    browser = portal.client(ASHA)
    token = form_token(browser.get("/"))

    answers = [browser.post("/sign-out", {"form_token": token}) for _ in range(2)]

    assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [(303, "/signed-out")] * 2


def test_somebody_signed_in_need_not_sign_in_again(portal: TestPortal) -> None:
    browser = portal.client(ASHA)

    assert browser.get("/sign-in").headers["location"] == "/children"
    assert browser.get("/sign-in?next=/contacts").headers["location"] == "/contacts"


def test_v6_2_7_the_page_lets_password_managers_work(portal: TestPortal) -> None:
    html = portal.client().get("/sign-in").text

    assert [part for part in ('autocomplete="username"', 'autocomplete="current-password"') if part not in html] == []


def test_v6_1_1_the_help_page_says_how_long_one_waits(portal: TestPortal) -> None:
    assert (
        "After 5 wrong passwords the portal makes you wait: 30 seconds at first, then twice as long each time, up to "
        "15 minutes. It never locks you out for ever."
    ) in words(portal.client().get("/help").text)
