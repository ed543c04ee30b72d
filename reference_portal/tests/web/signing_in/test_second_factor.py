"""The second factor in a browser: nothing before it, a code once, set-up, step-up and what was being sent."""

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import COUNCIL, PASSWORD, person, register_people
from reference_portal.tests.web.browsing import TestPortal, error_summary, form_at, form_token, heading, words
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in
from reference_portal.tests.web.signing_in.factors import (
    LEAD,
    REQUIRED,
    arrived,
    delicate,
    enrolled,
    give,
    secret_on,
    set_up,
)
from reference_portal.tests.web.test_policies import filled, policy_of

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.web.application import route_handlers
from frontdoor_portal.web.fields import Fields


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
    # Files do not go along: whoever sent them comes back to choose them again.
    uploads = {"POST /drafts/{draft_id:str}/files": (303, ""), "POST /form-versions/upload/file": (303, "")}
    assert answers == asked | uploads
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
