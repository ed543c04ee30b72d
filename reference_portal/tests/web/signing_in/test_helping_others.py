"""Resetting somebody's authenticator in a browser: whose, with what code, and what becomes of their sign-ins."""

import re
from html import unescape

from httpx import Response
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.signing_in.acting import ASHA, audit, sign_in
from reference_portal.tests.web.signing_in.factors import (
    LEAD,
    MANAGER,
    enrolled,
    give,
    set_up,
)

from frontdoor_portal.use_cases.models import Action


def reset_by(browser: Browser, known_by: str = "voice") -> Response:
    return browser.send(f"/sign-ins/{ASHA.id}/reset", {"known_by": known_by}, page=f"/sign-ins/{ASHA.id}")


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


def test_a_reset_that_says_not_how_the_person_is_known_says_so_and_changes_nothing(required: TestPortal) -> None:
    enrolled(required)

    answer = reset_by(required.client(LEAD), "Her mother says so")

    assert (answer.status_code, error_summary(answer)) == (400, [("known_by", "Select how you know that it is them")])
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
