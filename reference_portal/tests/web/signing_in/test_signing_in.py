"""Signing in and out: where each role begins, and what the page itself offers."""

import pytest
from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.web.browsing import TestPortal, form_token, words
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.models import Action


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
        (Role.ADMINISTRATOR, "/sign-ins"),
        (Role.PRIVACY_OFFICER, "/access/reviews"),
    ],
)
def test_each_role_begins_at_the_place_of_its_work(portal: TestPortal, role: Role, place: str) -> None:
    someone = person(role, COUNCIL)
    register_people(portal.office, someone)

    assert sign_in(portal.client(), email=someone.email).headers["location"] == place


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
