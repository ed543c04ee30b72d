"""The second factor in a browser: nothing before it, a code once, set-up, step-up and what was being sent."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import COUNCIL, PASSWORD, VAULT, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_at, form_token, heading, words
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in
from reference_portal.tests.web.test_policies import filled, policy_of

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.second_factor.models import Requirement, SecondFactors
from frontdoor_portal.web.application import route_handlers
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor, signed_in
from frontdoor_portal.web.routing import get, post

REQUIRED = SecondFactors(VAULT, Requirement.REQUIRED)
LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
MANAGER = person(Role.TEAM_MANAGER, COUNCIL, "May Quinn")
arrived: list[Fields] = []


@post("/somewhere", signed_in, shows_nobody("A test"))
def take(form: Fields) -> Page:
    arrived.append(form)
    return see_other("/taken")


@get("/delicate", requires_fresh_factor(requires(Permission.FIND_CHILDREN)), shows_nobody("A test"))
def delicate() -> Page:
    return see_other("/seen")


@post("/delicate", requires_fresh_factor(requires(Permission.FIND_CHILDREN)), shows_nobody("A test"))
def delicate_sent(form: Fields) -> Page:
    arrived.append(form)
    return see_other("/done")


@pytest.fixture
def required(make_portal: Callable[..., TestPortal]) -> TestPortal:
    """A portal on which everybody needs a second factor, with two pages of a test's own."""
    arrived.clear()
    portal = make_portal(extra_routes=[take, delicate, delicate_sent], second_factors=REQUIRED)
    register_people(portal.office, ASHA, LEAD, MANAGER)
    return portal


def secret_on(page: Response) -> str:
    found = re.search(r'ffd-secret"><strong>(.*?)</strong>', page.text, re.DOTALL)
    assert found is not None, heading(page)
    return words(found[1]).replace(" ", "")


def set_up(portal: TestPortal, browser: Browser, **more: str) -> tuple[Authenticator, Response]:
    """From the page that offers it to the backup codes."""
    shown = browser.send("/sign-in/set-up", {"recovery_code": "", "next": "", "kept": "", **more})
    app = Authenticator(secret_on(shown))
    fields = form_at(shown, "/sign-in/set-up/confirm") | {"code": app.code(portal.clock())}
    return app, browser.post("/sign-in/set-up/confirm", fields)


def enrolled(portal: TestPortal) -> Authenticator:
    browser = portal.client()
    sign_in(browser)
    app, _ = set_up(portal, browser)
    portal.clock.pass_time(seconds=30)
    return app


def give(portal: TestPortal, browser: Browser, app: Authenticator, **more: str) -> Response:
    fields = {"code": app.code(portal.clock()), "next": "", "kept": "", **more}
    return browser.send("/sign-in/second-factor", fields)


def test_v6_3_3_with_a_password_alone_every_page_behind_the_sign_in_asks_for_the_factor(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)
    token = form_token(browser.get("/sign-in/second-factor"))
    guarded = [each for each in route_handlers(required.app) if policy_of(each).needs_sign_in]

    answers = {}
    for handler in guarded:
        for path in handler.paths:
            if policy_of(handler).halfway:
                continue
            if "GET" in handler.http_methods:
                answer = browser.get(filled(path))
                answers[path] = (answer.status_code, answer.headers.get("location", "").partition("?")[0])
            else:
                answer = browser.post(filled(path), {"any": "thing", "form_token": token})
                answers[f"POST {path}"] = (answer.status_code, heading(answer))

    asked = {
        path: (403, "Set up an authenticator app") if path.startswith("POST") else (303, "/sign-in/second-factor")
        for path in answers
    }
    assert answers == asked
    assert len(answers) > 50


def test_v6_3_3_halfway_pages_show_no_menu_and_no_name(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)

    for path in ("/", "/help", "/sign-in/second-factor", "/sign-in/set-up"):
        text = browser.get(path).text
        assert ("Asha Bello" in text, 'aria-label="Menu"' in text) == (False, False)


def test_the_first_sign_in_leads_through_the_set_up_to_where_one_was_going(required: TestPortal) -> None:
    browser = required.client()
    first = sign_in(browser, next="/contacts?page=2")
    page = browser.get(first.headers["location"])
    assert (first.headers["location"], heading(page)) == (
        "/sign-in/second-factor?next=/contacts%3Fpage%3D2",
        "Set up an authenticator app",
    )

    _, codes = set_up(required, browser, next="/contacts?page=2")

    assert heading(codes) == "Your backup codes"
    assert len(re.findall(r"<li><strong>[2-9A-Z]{5}-[2-9A-Z]{5}</strong></li>", codes.text)) == 8
    assert 'href="/contacts?page=2"' in codes.text
    assert browser.get("/contacts?page=2").status_code == 200


def test_the_secret_is_text_and_a_picture_without_script_or_style(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)

    shown = browser.send("/sign-in/set-up", {"recovery_code": "", "next": "", "kept": ""})

    (picture,) = re.findall(r"<svg.*?</svg>", shown.text, re.DOTALL)
    assert re.fullmatch(r"[A-Z2-7]{32}", secret_on(shown))
    assert ("style" in picture, "script" in picture, "otpauth" in shown.text) == (False, False, False)
    assert shown.headers["cache-control"] == "no-store"


def test_the_secret_is_never_shown_again_once_it_is_confirmed(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)
    app, _ = set_up(required, browser)

    for path in ("/account", "/sign-in/set-up", "/sign-in/second-factor"):
        assert app.secret not in browser.get(path).text.replace(" ", "")
    again = browser.send("/sign-in/set-up/confirm", {"code": "000000", "next": "", "kept": ""}, page="/account")
    assert (again.status_code, again.headers["location"]) == (303, "/sign-in/set-up")


def test_a_wrong_code_in_the_set_up_keeps_the_secret_on_the_page(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)
    shown = browser.send("/sign-in/set-up", {"recovery_code": "", "next": "", "kept": ""})

    wrong = browser.post("/sign-in/set-up/confirm", form_at(shown, "/sign-in/set-up/confirm") | {"code": "000000"})

    assert (wrong.status_code, secret_on(wrong)) == (400, secret_on(shown))
    assert [field for field, _ in error_summary(wrong)] == ["code"]


def test_v7_2_4_the_cookie_changes_when_the_factor_is_given(required: TestPortal) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)
    half = browser.cookies()["__Host-frontdoor"]

    done = give(required, browser, app, next="/contacts")

    assert (done.status_code, done.headers["location"]) == (303, "/contacts")
    thief = required.client()
    thief.client.cookies.set("__Host-frontdoor", half)
    assert browser.cookies()["__Host-frontdoor"] != half
    assert thief.get("/contacts").headers["location"] == "/sign-in?next=/contacts"
    assert audit(required)[-2:] == [(Action.SIGNED_IN, ""), (Action.FACTOR_GIVEN, "")]


def test_v6_5_1_a_code_that_was_used_is_refused_in_the_words_for_any_wrong_code(required: TestPortal) -> None:
    app = enrolled(required)
    browser, other = required.client(), required.client()
    sign_in(browser)
    give(required, browser, app)

    sign_in(other)
    replayed = give(required, other, app)
    wrong = give(required, other, Authenticator("A" * 32))

    assert (replayed.status_code, error_summary(replayed)) == (400, error_summary(wrong))
    assert error_summary(wrong) == [
        ("code", "Enter the code that the app shows now. After several wrong tries, wait a few minutes before the next")
    ]


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_v3_7_2_the_factor_leads_to_a_page_of_the_portal_only(required: TestPortal, path: str) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)

    assert give(required, browser, app, next=path).headers["location"] == "/children"


def test_somebody_halfway_can_sign_out(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)

    out = browser.send("/sign-out", {}, page="/sign-in/second-factor")

    assert (out.headers["location"], audit(required)[-1]) == ("/signed-out", (Action.SIGNED_OUT, ""))
    assert browser.get("/contacts").headers["location"] == "/sign-in?next=/contacts"


def test_v7_3_1_what_was_being_sent_survives_password_and_factor(required: TestPortal) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)
    give(required, browser, app)
    token = form_token(browser.get("/account"))
    required.clock.pass_time(hours=2)

    late = browser.post("/somewhere", {"story": "one\nŵ & <b>", "also": ["1", "2"], "form_token": token})
    halfway = browser.post("/sign-in", {**form_at(late, "/sign-in"), "email": ASHA.email, "password": PASSWORD})
    assert heading(halfway) == "Enter your code"
    again = browser.post(
        "/sign-in/second-factor", {**form_at(halfway, "/sign-in/second-factor"), "code": app.code(required.clock())}
    )
    assert (heading(again), arrived) == ("Send it again", [])
    sent = browser.post("/somewhere", form_at(again, "/somewhere"))

    assert sent.status_code == 303
    assert arrived == [Fields({"story": ("one\nŵ & <b>",), "also": ("1", "2")})]


def test_v7_3_1_what_was_being_sent_survives_the_set_up_of_an_app(required: TestPortal) -> None:
    browser = required.client()
    sign_in(browser)
    token = form_token(browser.get("/sign-in/second-factor"))

    asked = browser.post("/somewhere", {"story": "kept", "form_token": token})
    shown = browser.post("/sign-in/set-up", form_at(asked, "/sign-in/set-up") | {"recovery_code": ""})
    app = Authenticator(secret_on(shown))
    codes = browser.post(
        "/sign-in/set-up/confirm", form_at(shown, "/sign-in/set-up/confirm") | {"code": app.code(required.clock())}
    )
    sent = browser.post("/somewhere", form_at(codes, "/somewhere"))

    assert (sent.status_code, arrived) == (303, [Fields({"story": ("kept",)})])


def test_v7_5_3_a_page_that_needs_a_fresh_factor_asks_for_a_code_and_comes_back(required: TestPortal) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)
    give(required, browser, app)
    at_once = browser.get("/delicate")
    required.clock.pass_time(minutes=5)

    later = browser.get("/delicate")
    page = browser.get(later.headers["location"])
    given = give(required, browser, app, next="/delicate")

    assert (at_once.headers["location"], later.headers["location"]) == (
        "/seen",
        "/sign-in/second-factor?next=/delicate",
    )
    assert (heading(page), "Asha Bello" in page.text) == ("Enter your code", True)
    assert (given.headers["location"], browser.get("/delicate").headers["location"]) == ("/delicate", "/seen")


def test_v7_5_3_what_a_form_was_sending_is_offered_again_after_the_code(required: TestPortal) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)
    give(required, browser, app)
    required.clock.pass_time(minutes=5)

    asked = browser.send("/delicate", {"reason": "a child may be in danger"}, page="/account")
    again = browser.post(
        "/sign-in/second-factor", {**form_at(asked, "/sign-in/second-factor"), "code": app.code(required.clock())}
    )
    done = browser.post("/delicate", form_at(again, "/delicate"))

    assert (asked.status_code, heading(asked), heading(again)) == (403, "Enter your code", "Send it again")
    assert (done.headers["location"], arrived) == ("/done", [Fields({"reason": ("a child may be in danger",)})])


def test_v7_5_3_somebody_without_a_factor_sets_one_up_before_what_needs_it(
    make_portal: Callable[..., TestPortal],
) -> None:
    portal = make_portal(extra_routes=[delicate])
    register_people(portal.office, ASHA)
    browser = portal.client()
    sign_in(browser)

    asked = browser.get("/delicate")
    page = browser.get(asked.headers["location"])
    _, codes = set_up(portal, browser, next="/delicate")

    assert heading(page) == "Set up an authenticator app"
    assert 'href="/delicate"' in codes.text
    assert browser.get("/delicate").headers["location"] == "/seen"


def test_v7_5_3_a_permission_is_asked_for_before_a_code(required: TestPortal) -> None:
    browser = required.client(person(Role.SENIOR_MANAGER, COUNCIL, "Helen Clarke"))
    required.clock.pass_time(minutes=30)

    assert browser.get("/delicate").status_code == 403


def reset_by(browser: Browser, reason: str = "Lost her phone, and I know her voice") -> Response:
    return browser.send(f"/sign-ins/{ASHA.id}/reset", {"reason": reason}, page=f"/sign-ins/{ASHA.id}")


def test_v6_4_3_a_lead_resets_and_the_person_sets_up_again_with_the_code(required: TestPortal) -> None:
    enrolled(required)
    lead, asha = required.client(LEAD), required.client()
    list_page = lead.get("/sign-ins")
    assert "Asha Bello" in words(list_page.text)
    read_out = re.search(r'ffd-secret">([^<]+)<', reset_by(lead).text)
    assert read_out is not None

    sign_in(asha)
    asked = asha.get("/sign-in/second-factor")
    wrong = asha.send("/sign-in/set-up", {"recovery_code": "22222-22222", "next": "", "kept": ""})
    _, codes = set_up(required, asha, recovery_code=unescape(read_out[1]))

    assert "Recovery code" in asked.text
    assert [field for field, _ in error_summary(wrong)] == ["recovery_code"]
    assert (heading(codes), asha.get("/contacts").status_code) == ("Your backup codes", 200)


def test_v7_4_2_a_reset_signs_the_person_out_with_their_next_request(required: TestPortal) -> None:
    app = enrolled(required)
    asha = required.client()
    sign_in(asha)
    give(required, asha, app)

    reset_by(required.client(LEAD))

    assert asha.get("/contacts").headers["location"] == "/sign-in?next=/contacts"


def test_v7_5_3_a_reset_needs_a_fresh_factor_of_whoever_resets(required: TestPortal) -> None:
    lead = required.client(LEAD)
    required.clock.pass_time(minutes=6)

    answer = reset_by(lead)

    assert (answer.status_code, heading(answer)) == (403, "Set up an authenticator app")


def test_a_reset_without_a_reason_says_so_and_changes_nothing(required: TestPortal) -> None:
    enrolled(required)

    answer = reset_by(required.client(LEAD), "oh")

    assert (answer.status_code, error_summary(answer)) == (400, [("reason", "Say why, in 10 to 500 characters")])
    assert Action.FACTOR_RESET not in [action for action, _ in audit(required)]


def test_v8_2_2_a_person_of_another_agency_is_not_there(required: TestPortal) -> None:
    lead = required.client(LEAD)

    statuses = [lead.get(f"/sign-ins/{who}").status_code for who in (MANAGER.id, LEAD.id, "nobody", ASHA.id)]

    assert statuses == [404, 404, 404, 200]
    assert required.client(ASHA).get("/sign-ins").status_code == 403


def test_v14_2_1_the_council_looks_leads_up_by_an_address_that_stands_in_no_url(required: TestPortal) -> None:
    manager = required.client(MANAGER)

    found = manager.send("/sign-ins/find", {"email": LEAD.email}, page="/sign-ins")
    nobody = manager.send("/sign-ins/find", {"email": ASHA.email}, page="/sign-ins")
    no_address = manager.send("/sign-ins/find", {"email": "lead"}, page="/sign-ins")

    assert found.headers["location"] == f"/sign-ins/{LEAD.id}"
    assert heading(manager.get(found.headers["location"])) == "Ivo Marsh"
    assert error_summary(nobody) == [("email", "Nobody whom you can help has this email address")]
    assert [field for field, _ in error_summary(no_address)] == ["email"]
    assert "Email address of an agency" not in required.client(LEAD).get("/sign-ins").text


def test_one_sees_how_one_signs_in_and_makes_new_backup_codes(required: TestPortal) -> None:
    app = enrolled(required)
    browser = required.client()
    sign_in(browser)
    give(required, browser, app)

    made = browser.send("/account/backup-codes", {}, page="/account")

    assert "You have 8 backup codes left" in words(browser.get("/account").text)
    code = re.findall(r"<strong>([2-9A-Z-]{11})</strong>", made.text)[0]
    other = required.client()
    sign_in(other)
    assert other.send("/sign-in/second-factor", {"code": code, "next": "", "kept": ""}).status_code == 303
    assert "You have 7 backup codes left" in words(browser.get("/account").text)


def test_v6_3_8_how_a_wrong_password_is_refused_tells_nothing_of_a_factor(required: TestPortal) -> None:
    enrolled(required)
    answers = [
        sign_in(required.client(), "not the password", email) for email in (ASHA.email, LEAD.email, "no@x.example")
    ]

    assert len({(answer.status_code, tuple(error_summary(answer))) for answer in answers}) == 1


def test_v6_3_3_a_session_of_before_the_rule_is_asked_for_a_factor(make_portal: Callable[..., TestPortal]) -> None:
    portal = make_portal()
    register_people(portal.office, ASHA)
    browser = portal.client()
    sign_in(browser)
    before = browser.get("/contacts").status_code

    site = portal.app.state["site"]
    portal.app.state["site"] = evolve(site, office=evolve(site.office, second_factors=REQUIRED))

    assert (before, browser.get("/contacts").headers["location"]) == (200, "/sign-in/second-factor?next=/contacts")
