"""What stands around every response, whatever it is about: headers, methods, caching."""

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal

from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.shell import HEADERS

EVERYWHERE = {**HEADERS, "strict-transport-security": "max-age=63072000; includeSubDomains"}


def kinds_of_response(portal: TestPortal) -> dict[str, tuple[Browser, str, str]]:
    """One request for each kind of response: (browser, method, path)."""
    stranger, known = portal.client(), portal.client(person())
    style = f"/static/{portal.app.state['site'].static.digest}/portal.css"
    return {
        "a page": (stranger, "GET", "/"),
        "a page for somebody signed in": (known, "GET", "/"),
        "a style sheet": (stranger, "GET", style),
        "a style sheet that is not there": (stranger, "GET", "/static/0/portal.css"),
        "a probe": (stranger, "GET", "/livez"),
        "no such page": (stranger, "GET", "/nothing"),
        "a method that is not allowed": (stranger, "TRACE", "/"),
        "a redirect to sign in": (stranger, "GET", "/children"),
        "a form without an origin": (stranger, "POST", "/sign-in"),
        "the names of methods": (stranger, "OPTIONS", "/"),
    }


@pytest.mark.parametrize("name", sorted(EVERYWHERE))
def test_v3_4_every_response_carries_each_security_header(portal: TestPortal, name: str) -> None:
    found = {
        kind: browser.client.request(method, path, follow_redirects=False).headers.get(name)
        for kind, (browser, method, path) in kinds_of_response(portal).items()
    }

    assert found == dict.fromkeys(found, EVERYWHERE[name])


def test_v3_4_3_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert HEADERS["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("path", ["/", "/sign-in", "/register", "/help", "/cookies-and-privacy", "/nothing"])
def test_v3_4_3_no_page_needs_an_inline_script_or_style(portal: TestPortal, path: str) -> None:
    html = portal.client().get(path).text

    assert [part for part in ("style=", "<style", "onclick=", "<script>", "javascript:") if part in html] == []
    assert html.count("<script") == html.count('<script type="module" src="/static/') == 1


def test_v14_3_2_pages_are_kept_nowhere_and_styles_for_a_year(portal: TestPortal) -> None:
    browser, style = portal.client(person()), f"/static/{portal.app.state['site'].static.digest}/portal.css"

    assert {path: browser.get(path).headers["cache-control"] for path in ("/", "/nothing", style)} == {
        "/": "no-store",
        "/nothing": "no-store",
        style: "public, max-age=31536000, immutable",
    }


def test_every_style_and_script_that_a_page_names_is_there(portal: TestPortal) -> None:
    browser = portal.client()
    static = portal.app.state["site"].static

    statuses = {name: browser.get(static.address(name)).status_code for name in static.files}

    assert statuses == dict.fromkeys(statuses, 200)
    assert {"portal.css", "portal.js", "govuk-frontend.min.js", "branding.css", "icon.svg"} <= statuses.keys()


def test_a_style_is_sent_packed_only_to_those_who_can_unpack_it(portal: TestPortal) -> None:
    browser, style = portal.client(), portal.app.state["site"].static.address("portal.css")

    packed = browser.get(style, headers={"Accept-Encoding": "gzip"})
    plain = browser.get(style, headers={"Accept-Encoding": "identity"})

    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.content == plain.content


def test_v4_1_4_head_works_wherever_get_does(portal: TestPortal) -> None:
    browser = portal.client()

    heads = {path: browser.client.head(path) for path in ("/", "/sign-in", "/livez", "/nothing")}

    assert {path: (response.status_code, response.content) for path, response in heads.items()} == {
        "/": (200, b""),
        "/sign-in": (200, b""),
        "/livez": (200, b""),
        "/nothing": (404, b""),
    }


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/livez"])
def test_v4_1_4_other_methods_are_refused(portal: TestPortal, method: str, path: str) -> None:
    response = portal.client().client.request(method, path)

    assert (response.status_code, response.headers["content-type"]) == (405, "text/html; charset=utf-8")
    assert "GET" in response.headers["allow"]


def test_v13_4_5_there_is_no_schema(portal: TestPortal) -> None:
    browser = portal.client()

    assert [browser.get(path).status_code for path in ("/schema", "/schema/openapi.json", "/schema/swagger")] == [
        404
    ] * 3


def test_the_probes_say_alive_and_ready(portal: TestPortal) -> None:
    browser = portal.client()

    assert [browser.get(path).text for path in ("/livez", "/readyz")] == ["alive\n", "ready\n"]


@pytest.mark.parametrize(
    "origin",
    ["", "frontdoor.example", "https://frontdoor.example/", "https://u@frontdoor.example", "http://frontdoor.example",
     "http://127.0.0.1:8000", "ftp://frontdoor.example"],
)  # fmt: skip
def test_v12_2_1_an_address_that_sends_passwords_in_the_clear_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="https"):
        WebOptions(origin)


def test_plain_http_is_for_this_machine_alone_and_its_cookies_have_other_names() -> None:
    options = WebOptions("http://127.0.0.1:8000", allow_http_on_loopback=True)

    assert (options.session_cookie, options.form_cookie) == ("frontdoor-loopback", "frontdoor-loopback-form")
    with pytest.raises(ValueError, match="needs https"):
        WebOptions("http://frontdoor.example", allow_http_on_loopback=True)
