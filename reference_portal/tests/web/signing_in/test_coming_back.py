"""After signing in: back to the page that was asked for, or to what was being sent, and nowhere else."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from httpx import Response
from reference_portal.tests.fakes import PASSWORD, person, register_people
from reference_portal.tests.web.browsing import TestPortal, form_token, heading, words
from reference_portal.tests.web.signing_in.acting import ASHA, sign_in

from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, local_path, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.routing import post


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

    @post("/somewhere", signed_in, shows_nobody("A test"))
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

    answer = sign_in(browser, email=other.email, kept="story=a+secret", next="/drafts/x")

    assert (answer.status_code, heading(answer), "a secret" in answer.text) == (
        200,
        "What you sent was not saved",
        False,
    )
