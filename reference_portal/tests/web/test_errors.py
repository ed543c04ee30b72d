"""Every error is a page in plain words that says what became of the answers and whom to call."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx import Response
from litestar.exceptions import HTTPException, PermissionDeniedException
from reference_portal.tests.fakes import Clock, person
from reference_portal.tests.web.browsing import Browser, TestPortal, form_token, heading, words
from reference_portal.tests.web.filling_in import parsed, put_draft

from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale, StoreUnavailable, TooBusy
from frontdoor_portal.web import policy
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.errors import PROBLEMS
from frontdoor_portal.web.pages import Page
from frontdoor_portal.web.policy import public, signed_in
from frontdoor_portal.web.refusing import BadRequest, NotFound, TooManyRequests, UnsupportedForm
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.throttle import CLIENTS_REMEMBERED, Throttle


@pytest.mark.parametrize(
    ("failure", "status", "title"),
    [
        (BadRequest("Zoe"), 400, "There is a problem with what was sent"),
        (NotPermitted("Zoe"), 403, "You cannot do this"),
        (PermissionDeniedException("Zoe"), 403, "You cannot do this"),
        (NotFound("Zoe"), 404, "Page not found"),
        (NotVisible("Zoe"), 404, "Page not found"),
        (Stale("Zoe"), 409, "Somebody else changed this first"),
        (Refused.because("Zoe"), 409, "Somebody else changed this first"),
        (UnsupportedForm("Zoe"), 415, "The portal cannot read this kind of content"),
        (TooManyRequests(60), 429, "Too many tries"),
        (HTTPException("Zoe", status_code=418), 400, "There is a problem with what was sent"),
        (HTTPException("Zoe", status_code=500), 500, "Sorry, there is a problem with the service"),
        (ValueError("Zoe"), 500, "Sorry, there is a problem with the service"),
        (RecursionError("Zoe"), 500, "Sorry, there is a problem with the service"),
        (TooBusy("Zoe"), 503, "Sorry, the service is unavailable"),
    ],
)
def test_v16_5_1_each_failure_has_its_page_which_says_no_more(
    make_portal: Callable[..., TestPortal], failure: Exception, status: int, title: str
) -> None:
    @get("/failing", public, shows_nobody("A failure"))
    def failing() -> Page:
        raise failure

    answer = make_portal(extra_routes=[failing]).client().get("/failing")
    text = words(answer.text)

    assert (answer.status_code, heading(answer), answer.headers["content-type"]) == (
        *(status, title),
        "text/html; charset=utf-8",
    )
    assert "Zoe" not in text
    assert PROBLEMS[status].answers in text
    assert "01632 960100 , Monday to Friday, 8:30am to 5pm" in text


@pytest.mark.parametrize(("failure", "seconds"), [(TooManyRequests(61), "61"), (TooBusy(), "30")])
def test_who_has_to_wait_is_told_how_long(
    make_portal: Callable[..., TestPortal], failure: Exception, seconds: str
) -> None:
    @get("/failing", public, shows_nobody("A failure"))
    def failing() -> Page:
        raise failure

    assert make_portal(extra_routes=[failing]).client().get("/failing").headers["retry-after"] == seconds


def test_every_problem_says_what_became_of_the_answers() -> None:
    silent = [
        status
        for status, problem in PROBLEMS.items()
        if not any(said in problem.answers for said in ("Nothing was changed", "not saved", "not made", "not save"))
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [(BadRequest(), 400), (Stale("Zoe"), 409), (TooManyRequests(60), 429), (ValueError("Zoe"), 500), (TooBusy(), 503)],
)
def test_f19_what_was_typed_stands_on_the_page_that_could_not_take_it(
    make_portal: Callable[..., TestPortal], failure: Exception, status: int
) -> None:
    @post("/failing", signed_in, shows_nobody("A failure"))
    def failing() -> Page:
        raise failure

    typed = {"reason": "She said <b>no</b>.", "code": "a secret text", "id": "q8Zr0x"}
    answer = make_portal(extra_routes=[failing]).client(person()).send("/failing", typed, page="/children")

    assert (answer.status_code, said_not_saved(answer)) == (status, ["She said <b>no</b>."])


SHORT = "Answers of one word are not shown here."


@pytest.fixture
def refusing(make_portal: Callable[..., TestPortal]) -> Browser:
    """Somebody who is signed in where `/failing` cannot take what is sent to it."""

    @post("/failing", signed_in, shows_nobody("A failure"))
    def failing() -> Page:
        raise BadRequest

    return make_portal(extra_routes=[failing]).client(person())


def test_f19_a_page_that_leaves_out_answers_of_one_word_says_so(refusing: Browser) -> None:
    typed = {"given_name": "Zaynab", "summary": "Always hungry"}
    answer = refusing.send("/failing", typed, page="/children")

    where_else = "Go back at once for these: some browsers still show them."
    assert (said_not_saved(answer), f"{SHORT} {where_else}" in answer.text) == (["Always hungry"], True)


def test_f19_where_every_answer_was_left_out_the_page_says_where_it_may_still_be(refusing: Browser) -> None:
    typed = {"given_name": "Zaynab", "family_name": "Nkemelu"}
    answer = refusing.send("/failing", typed, page="/children")

    assert (said_not_saved(answer), "go back at once: some browsers still show it" in answer.text) == ([], True)


def test_f19_a_page_of_a_draft_leaves_out_nothing(refusing: Browser) -> None:
    answer = refusing.send("/failing", {"asked": "gp", "gp": "Riverside"}, page="/children")

    assert (said_not_saved(answer), SHORT in answer.text) == (["Riverside"], False)


def test_f19_what_was_typed_is_shown_where_nobody_could_even_look_who_asks(
    portal: TestPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asha = person()
    browser, draft = portal.client(asha), put_draft(portal, asha, {})
    token = form_token(browser.get(f"{draft}/what_happened"))

    def starting_again(_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(policy, "look_who_asks", starting_again)
    answer = browser.post(f"{draft}/what_happened", {"what_happened": "She said no.", "form_token": token})

    assert (answer.status_code, said_not_saved(answer)) == (503, ["She said no."])


def test_f19_what_was_typed_is_shown_where_the_store_goes_while_it_is_kept(
    portal: TestPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asha = person()
    browser, draft = portal.client(asha), put_draft(portal, asha, {})
    token = form_token(browser.get(f"{draft}/what_happened"))
    portal.clock.pass_time(minutes=61)

    def gone(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(policy, "keep", gone)
    answer = browser.post(f"{draft}/what_happened", {"what_happened": "She said no.", "form_token": token})

    assert (answer.status_code, said_not_saved(answer)) == (503, ["She said no."])


def said_not_saved(answer: Response) -> list[str]:
    """What an error page shows of what was typed."""
    return [each.text_content() for each in parsed(answer).xpath("//p[contains(@class, 'ffd-as-typed')]")]


def test_v14_2_1_an_error_page_does_not_repeat_the_address(portal: TestPortal) -> None:
    answer = portal.client().get("/no-such-page-Zoe?name=Zoe")

    assert (answer.status_code, "Zoe" in answer.text) == (404, False)


def test_a_throttle_counts_each_client_from_its_first_time() -> None:
    clock = Clock()
    throttle = Throttle(2, timedelta(minutes=1), clock)

    first = [throttle.wait("a"), throttle.wait("a"), throttle.wait("a"), throttle.wait("b")]
    clock.pass_time(seconds=45)
    later = throttle.wait("a")
    clock.pass_time(seconds=15)
    afterwards = throttle.wait("a")

    assert (first, later, afterwards) == ([0, 0, 60, 0], 15, 0)


def test_a_throttle_forgets_the_longest_silent_of_too_many_clients() -> None:
    throttle = Throttle(1, timedelta(minutes=1), Clock())
    throttle.wait("first")
    throttle.wait("second")
    for number in range(CLIENTS_REMEMBERED - 1):
        throttle.wait(str(number))

    assert (throttle.wait("second"), throttle.wait("first")) == (60, 0)
