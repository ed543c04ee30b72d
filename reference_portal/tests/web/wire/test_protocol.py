"""What no browser sends, over a real socket: a plain answer each time, never a 500, and nothing stored by halves."""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from gzip import compress
from itertools import count
from urllib.parse import urlencode

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import ORIGIN, Browser, TestPortal, form_token
from reference_portal.tests.web.filling_in import portal_with, put_draft, two_systems, whole_answers
from reference_portal.tests.web.wire.served import FORM, Served, read, request, serving

from frontdoor_portal.use_cases.models import Draft

_numbers = count(1)
BEFORE = {"what_happened": "She was alone on Monday."}


@pytest.fixture(scope="module")
def portal() -> Iterator[TestPortal]:
    with portal_with(two_systems()) as started:
        yield started


@pytest.fixture(scope="module")
def served(portal: TestPortal) -> Iterator[Served]:
    with serving(portal) as started:
        yield started


@pytest.fixture
def browser(portal: TestPortal) -> Browser:
    """The cookies of somebody who is signed in."""
    return portal.client(person())


@pytest.fixture
def page(portal: TestPortal) -> str:
    """The address of a question page of a draft in which something is saved."""
    return f"{put_draft(portal, person(), BEFORE, next(_numbers))}/what_happened"


def draft_at(portal: TestPortal, page: str) -> Draft:
    with portal.office.work.reading() as tx:
        found = tx.drafts.get(page.split("/")[2])
    assert found is not None
    return found


def typed(browser: Browser, page: str, words: str) -> list[tuple[str, str]]:
    """The fields of the page, opened now and filled in with these words."""
    opened = browser.get(page)
    seen = opened.text.partition('name="seen" value="')[2].partition('"')[0]
    return [
        ("form_token", form_token(opened)),
        ("seen", seen),
        ("asked", "what_happened"),
        ("what_happened", words),
    ]


def test_protocol_what_a_browser_sends_is_taken(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    answer = served.post(page, browser, typed(browser, page, "She was alone."))
    assert (answer.status, draft_at(portal, page).answers["what_happened"]) == (303, "She was alone.")


def test_protocol_a_key_sent_twice_is_a_fault_and_nothing_is_guessed(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    token, *rest = typed(browser, page, "one")
    answers = [served.post(page, browser, [token, token, *rest]), served.get("/sign-in?next=/a&next=/b")]
    assert ([each.status for each in answers], draft_at(portal, page).answers) == ([400, 400], BEFORE)


@pytest.mark.parametrize("how_many", [1_000, 100_000])
def test_protocol_a_thousand_parameters_are_refused(
    portal: TestPortal, served: Served, browser: Browser, page: str, how_many: int
) -> None:
    many = [*typed(browser, page, "one"), *((f"f{number}", "1") for number in range(how_many))]
    assert served.post(page, browser, many).status in (400, 413)
    assert draft_at(portal, page).answers == BEFORE


@pytest.mark.parametrize("name", ["X-Long", "Cookie"])
def test_protocol_a_header_of_ten_megabytes_is_refused_and_the_portal_goes_on(served: Served, name: str) -> None:
    answer = served.get("/", None, "GET", **{name: "x" * 10_000_000})
    assert (answer.status in (0, 400, 431), served.get("/").status) == (True, 200)


@pytest.mark.parametrize(
    "headers",
    [
        {"Transfer_Encoding": "chunked", "Content_Length": "5"},
        {"Content-length": "5", "Content_Length": "6"},
        {"Transfer_Encoding": "xchunked", "Content_Length": "5"},
    ],
)
def test_protocol_a_request_of_two_lengths_smuggles_no_other(served: Served, headers: dict[str, str]) -> None:
    told = {"Origin": ORIGIN, "Content_Type": FORM, **headers, "Connection": "keep-alive"}
    smuggled = b"0\r\n\r\n" + request("GET", "/help")
    with served.connect() as line:
        line.sendall(request("POST", "/sign-in", None, **told) + smuggled)
        answer = read(line)
    assert (400 <= answer.status < 500, answer.text.count("HTTP/1.1 200")) == (True, 0)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "multipart/form-data", "\xff/\xfe"])
def test_protocol_a_wrong_content_type_is_refused(
    portal: TestPortal, served: Served, browser: Browser, page: str, kind: str
) -> None:
    answer = served.post(page, browser, typed(browser, page, "one"), **{"Content-Type": kind})
    assert (answer.status, draft_at(portal, page).answers) == (415, BEFORE)


def packed(browser: Browser, page: str, words: str) -> bytes:
    """A whole form of the page, packed: what would be saved if anything unpacked it."""
    body = compress(urlencode(typed(browser, page, words)).encode())
    head = {"Content_Type": FORM, "Content_Encoding": "gzip", "Content_Length": str(len(body))}
    return request("POST", page, browser, Origin=ORIGIN, **head) + body


def test_protocol_a_packed_body_is_not_unpacked(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    sent = packed(browser, page, "He was seen at the station.")
    assert (served.send(sent).status, draft_at(portal, page).answers) == (400, BEFORE)


def test_protocol_a_packed_body_takes_no_more_room_than_it_has(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    sent = packed(browser, page, "x" * 50_000_000)
    tracemalloc.start()
    try:
        status, most = served.send(sent).status, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (status, most < 10_000_000, draft_at(portal, page).answers) == (400, True, BEFORE)


def test_protocol_head_tells_what_get_would_without_a_body(served: Served) -> None:
    answer = served.get("/help", method="HEAD")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"", "text/html; charset=utf-8")


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 204), ("TRACE", 405), ("PUT", 405), ("DELETE", 405)])
def test_protocol_other_methods_do_nothing_and_repeat_nothing(
    portal: TestPortal, served: Served, browser: Browser, page: str, method: str, status: int
) -> None:
    answer = served.get(page, browser, method=method, X_Secret="canary")
    assert (answer.status, "canary" in answer.text, draft_at(portal, page).answers) == (status, False, BEFORE)


@pytest.mark.parametrize("name", ["Accept", "Accept-Language", "Accept-Charset"])
@pytest.mark.parametrize("value", ["nonsense", "application/json;q=x", "cy-GB;q=9,,;*", "\xff" * 20, "x" * 5_000])
def test_protocol_whatever_is_accepted_the_page_is_html_in_english(served: Served, name: str, value: str) -> None:
    answer = served.get("/help", None, "GET", **{name: value})
    assert (answer.status, answer.headers["content-type"], '<html lang="en"' in answer.text) == (
        *(200, "text/html; charset=utf-8"),
        True,
    )


@pytest.mark.parametrize(
    "cookie", ["a=" + "x" * 9_000, "__Host-frontdoor=" + "x" * 9_000, "\xff;;=;=\x01", "=" * 8_000]
)
def test_protocol_a_cookie_of_eight_kilobytes_and_more_is_nobodys(served: Served, cookie: str) -> None:
    answer = served.get("/contacts", Cookie=cookie)
    assert (answer.status, answer.headers.get("location", "").partition("?")[0]) in (
        (303, "/sign-in"),
        (400, ""),
    )


def test_protocol_a_forged_and_an_expired_session_are_nobody(
    portal: TestPortal, served: Served, browser: Browser
) -> None:
    [(name, token)] = [each for each in browser.cookies().items() if each[0] == "__Host-frontdoor"]
    before = served.get("/contacts", Cookie=f"{name}={token}").status
    forged = served.get("/contacts", Cookie=f"{name}={token[:-1]}{'A' if token[-1] != 'A' else 'B'}")
    portal.clock.pass_time(hours=13)
    expired = served.get("/contacts", Cookie=f"{name}={token}")
    assert (before, forged.status, expired.status) == (200, 303, 303)


def test_protocol_a_form_without_its_token_or_from_elsewhere_changes_nothing(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    token, *rest = typed(browser, page, "forged")
    answers = [
        served.post(page, browser, rest),
        served.post(page, browser, [("form_token", "x" * 43), *rest]),
        served.post(page, browser, [token, *rest], Origin="https://elsewhere.example"),
        served.post(page, browser, [token, *rest], Origin="null"),
    ]
    assert ([each.status for each in answers], draft_at(portal, page).answers) == ([403] * 4, BEFORE)


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=9999999-", "bytes=0-0,1-1,2-2,3-3", "nonsense"])
def test_protocol_a_part_of_a_download_is_answered_with_the_whole(
    portal: TestPortal, served: Served, browser: Browser, asked: str
) -> None:
    draft = put_draft(portal, person(), whole_answers(), next(_numbers))
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    path = receipt.replace("/receipt", "/copy.json")
    whole, part = (served.get(path, browser, "GET", **headers) for headers in ({}, {"Range": asked}))
    assert (whole.status, part.status, part.body[:20], "content-range" in part.headers) == (
        *(200, 200),
        *(whole.body[:20], False),
    )


def test_protocol_a_hundred_saves_at_once_lose_no_words_without_saying_so(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    opened = typed(browser, page, "")[:-1]

    def save(number: int) -> tuple[int, str]:
        fields = [*opened, ("what_happened", f"v{number}")]
        answer = served.post(page, browser, fields)
        return answer.status, answer.headers.get("location", "")

    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(save, range(100)))

    draft = draft_at(portal, page)
    with portal.office.work.reading() as tx:
        waiting = tx.drafts.versions_of(draft.id)
    outcome = [
        "busy" if status == 503 else "waits" if "/two-versions/" in where else "saved" for status, where in answers
    ]
    kept = {f"v{number}" for number, told in enumerate(outcome) if told != "busy"}
    there = {str(draft.answers["what_happened"]), *(str(each.answers["what_happened"]) for each in waiting)}
    assert ({status for status, _ in answers} <= {303, 503}, outcome.count("saved"), kept <= there) == (True, 1, True)


def test_protocol_a_slow_form_holds_up_nobody_and_is_stored_whole_or_not_at_all(
    portal: TestPortal, served: Served, browser: Browser, page: str
) -> None:
    body = "&".join(f"{name}={value}" for name, value in typed(browser, page, "slow")).encode()
    head = request("POST", page, browser, Origin=ORIGIN, Content_Type=FORM, Content_Length=str(len(body)))
    with served.connect() as slow, served.connect() as broken:
        broken.sendall(head + body[:-2])
        slow.sendall(head)
        meanwhile = []
        for at in range(len(body)):
            slow.sendall(body[at : at + 1])
            if at % 40 == 0:
                meanwhile.append(served.get("/help").status)
        before, answer = draft_at(portal, page).answers, read(slow)
    assert (set(meanwhile), answer.status, draft_at(portal, page).answers) == ({200}, 303, {"what_happened": "slow"})
    assert before in (BEFORE, {"what_happened": "slow"})
