"""Which forms are taken: from our own pages alone, in the only shape a browser sends, and never a 500."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.fakes import PASSWORD, person, register_people
from reference_portal.tests.web.browsing import ORIGIN, Browser, TestPortal, form_token, heading

from frontdoor_portal.web.fields import Fields, fields_of
from frontdoor_portal.web.refusing import BadRequest

FORM = "application/x-www-form-urlencoded"
OUT_OF_DATE = (403, "Your page was out of date")


def outcome(response: Response) -> tuple[int, str]:
    return response.status_code, heading(response)


def sign_in_with(browser: Browser, headers: Mapping[str, str], **more: str) -> Response:
    token = form_token(browser.get("/sign-in"))
    fields = {"email": person().email, "password": PASSWORD, "form_token": token, **more}
    return browser.client.post("/sign-in", data=fields, headers=dict(headers), follow_redirects=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://frontdoor.example.evil.example"},
        {"Origin": "http://frontdoor.example"},
        {"Origin": "https://frontdoor.example:8443"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": f"{ORIGIN}/sign-in"},
        {},
    ],
)
def test_v3_5_1_a_form_from_elsewhere_is_refused(portal: TestPortal, headers: dict[str, str]) -> None:
    register_people(portal.office, person())
    browser = portal.client()

    assert outcome(sign_in_with(browser, headers)) == OUT_OF_DATE
    assert "__Host-frontdoor" not in browser.cookies()


@pytest.mark.parametrize("headers", [{"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}])
def test_v3_5_1_a_form_from_our_own_page_is_taken(portal: TestPortal, headers: dict[str, str]) -> None:
    register_people(portal.office, person())

    assert sign_in_with(portal.client(), headers).status_code == 303


def test_v3_5_1_a_form_without_the_token_of_its_page_changes_nothing(portal: TestPortal) -> None:
    browser = portal.client(person())
    foreign = form_token(portal.client().get("/sign-in"))

    refused = [
        outcome(browser.post("/sign-out", fields))
        for fields in ({"a": "b"}, {"form_token": ""}, {"form_token": foreign})
    ]

    assert refused == [OUT_OF_DATE] * 3
    assert heading(browser.get("/children")) == "Find a child"


def test_v3_5_1_a_token_of_another_session_is_refused(portal: TestPortal) -> None:
    mine, theirs = portal.client(person()), portal.client(person(name="Tom Okafor"))
    token = form_token(theirs.get("/"))

    assert outcome(mine.post("/sign-out", {"form_token": token})) == OUT_OF_DATE


def test_v3_5_1_a_form_before_sign_in_needs_the_cookie_it_was_made_with(portal: TestPortal) -> None:
    browser = portal.client()
    token = form_token(browser.get("/sign-in"))
    browser.client.cookies.clear()

    assert outcome(browser.post("/sign-in", {"form_token": token, "email": "a", "password": "b"})) == OUT_OF_DATE


def test_a_page_without_a_form_sets_no_cookie(portal: TestPortal) -> None:
    browser = portal.client()
    for path in ("/", "/help", "/accessibility", "/nothing", "/livez"):
        browser.get(path)

    assert browser.cookies() == {}


def test_v3_3_the_form_cookie_is_for_this_host_over_https_and_hidden_from_scripts(portal: TestPortal) -> None:
    (cookie,) = portal.client().get("/sign-in").headers.get_list("set-cookie")
    name, _, rest = cookie.partition("=")

    assert (name, rest.partition("; ")[2]) == ("__Host-frontdoor-form", "HttpOnly; Path=/; SameSite=lax; Secure")


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"email%00=x", FORM, (400, "There is a problem with what was sent")),
        (b"email=%00&password=x", FORM, OUT_OF_DATE),
        (b"email=%FF&password=x", FORM, (400, "There is a problem with what was sent")),
        (b"email=\xff\xfe", FORM, (400, "There is a problem with what was sent")),
        (b"email=%ED%A0%80", FORM, (400, "There is a problem with what was sent")),
        (b"&".join(b"f%d=1" % number for number in range(1_001)), FORM, (400, "There is a problem with what was sent")),
        (b'{"email": "x"}', "application/json", (415, "The portal cannot read this kind of content")),
        (b"email=x", "text/plain", (415, "The portal cannot read this kind of content")),
        (b"email=x", "", (415, "The portal cannot read this kind of content")),
        (b"email=x", "application/x-www-form-urlencoded-not", (415, "The portal cannot read this kind of content")),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", (415, "The portal cannot read this kind of content")),
        (b"<a/>", "application/xml", (415, "The portal cannot read this kind of content")),
        (b"a=" + b"x" * 10_000_000, FORM, (413, "What you sent is too large")),
        (b"%" * 1000, FORM, OUT_OF_DATE),
        (b"=&=&&&===", FORM, OUT_OF_DATE),
        (b"", FORM, OUT_OF_DATE),
    ],
)
def test_v2_2_1_what_no_page_of_ours_sends_gets_a_plain_answer(
    portal: TestPortal, body: bytes, kind: str, expected: tuple[int, str]
) -> None:
    told = {"Origin": ORIGIN} | ({"Content-Type": kind} if kind else {})

    assert outcome(portal.client().client.post("/sign-in", content=body, headers=told)) == expected


def test_v2_2_1_a_form_that_breaks_off_is_no_fault_of_the_portals(portal: TestPortal) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", FORM.encode()), (b"origin", ORIGIN.encode()), (b"content-length", b"500")]
    scope: Any = {"type": "http", "method": "POST", "path": "/sign-in", "headers": headers, "query_string": b""}
    asyncio.run(portal.app(scope, receive, send))

    assert sent[0]["status"] == 400


def test_v5_2_1_a_page_that_is_too_large_says_what_was_kept(portal: TestPortal) -> None:
    browser = portal.client(person())

    answer = browser.post("/sign-out", {"story": "x" * 10_000_000})

    assert answer.status_code == 413
    assert "This page was not saved. What you saved before is still there." in answer.text
    assert "01632 960100" in answer.text


def test_v15_3_7_a_field_sent_twice_is_refused(portal: TestPortal) -> None:
    browser = portal.client()
    token = form_token(browser.get("/sign-in"))

    for fields in (
        {"email": ["a@hollybush.example", "b@hollybush.example"], "password": "x", "form_token": token},
        {"email": "a@hollybush.example", "password": "x", "form_token": [token, token]},
    ):
        assert outcome(browser.post("/sign-in", fields)) == (400, "There is a problem with what was sent")


@pytest.mark.parametrize("extra", ["role", "agency_id", "is_admin", "roles", "id"])
def test_v15_3_3_a_field_that_is_not_on_the_page_is_refused(portal: TestPortal, extra: str) -> None:
    browser = portal.client()
    fields = {"name": "Asha Bello", "email": "asha@hollybush.example", "job_title": "Teacher", "phone": "01632 960123"}

    assert browser.send("/register", {**fields, extra: "administrator"}).status_code == 400


@pytest.mark.parametrize("query", ["%00=x", "next=%FF", "next=/a&next=/b", "next=%ED%A0%80"])
def test_v2_2_1_an_address_that_cannot_be_read_is_a_400(portal: TestPortal, query: str) -> None:
    assert portal.client().get(f"/sign-in?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["/register/confirm/%00", "/register/confirm/a%0Ab", "/%00", "/%ff%fe", "/..%2f..%2fetc"]
)
def test_v2_2_1_a_strange_path_is_a_404(portal: TestPortal, path: str) -> None:
    assert outcome(portal.client().get(path))[0] == 404


@given(st.binary(max_size=200))
def test_v2_2_1_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        found = fields_of(body)
    except BadRequest:
        return
    assert all(values and "\0" not in name for name, values in found.values.items())


@given(st.dictionaries(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])),
                       st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))))  # fmt: skip
def test_what_a_browser_encodes_is_read_back(sent: dict[str, str]) -> None:
    assert fields_of(urlencode(sent).encode()) == Fields({name: (value,) for name, value in sent.items()})


def test_48_line_ends_are_one_character() -> None:
    assert fields_of(b"a=one%0D%0Atwo%0Dthree%0Afour").one("a") == "one\ntwo\nthree\nfour"


def test_fields_answer_for_one_many_and_only() -> None:
    fields = Fields({"a": ("1",), "b": ("2", "3")})

    assert (fields.one("a"), fields.one("c", "none"), fields.many("b"), fields.many("c")) == (
        "1",
        "none",
        ("2", "3"),
        (),
    )
    assert fields.only("a", "b", "c") == fields
    assert fields.without("b") == Fields({"a": ("1",)})
    refused: list[Any] = [lambda: fields.one("b"), lambda: fields.only("a")]
    for refusing in refused:
        with pytest.raises(BadRequest):
            refusing()
