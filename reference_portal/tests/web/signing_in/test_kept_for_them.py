"""V7.3.1: what is sent after the sign-in is over is back on its page for the same person, and for nobody else."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import PASSWORD, person, register_people
from reference_portal.tests.web.browsing import ORIGIN, Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import fields_of, parsed, portal_with, put_draft, two_systems
from sqlalchemy import delete

from frontdoor.domain.agency import Professional
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import SessionRow
from frontdoor_portal.use_cases.models import Assurance, Session
from frontdoor_portal.use_cases.resume_session import digest

ASHA, TOM = person(), person(name="Tom Okafor")
LONG = "She said: “don’t tell”.\nŵ & <b>"


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    with portal_with(two_systems()) as started:
        register_people(started.office, ASHA, TOM)
        yield started


def idle(portal: TestPortal, _: Browser) -> None:
    portal.clock.pass_time(minutes=61)


def at_the_absolute_end(portal: TestPortal, _: Browser) -> None:
    portal.clock.pass_time(hours=13)


def signed_out_elsewhere(portal: TestPortal, _: Browser) -> None:
    with portal.office.work.begin() as tx:
        tx.accounts.end_sessions_of(ASHA.id)


def session_store_lost(portal: TestPortal, _: Browser) -> None:
    work = portal.office.work
    assert isinstance(work, SqlWork)
    with work._engine.begin() as connection:
        connection.execute(delete(SessionRow))


def cookie_lost(_: TestPortal, browser: Browser) -> None:
    browser.client.cookies.clear()


ENDS = [idle, at_the_absolute_end, signed_out_elsewhere, session_store_lost, cookie_lost]


def type_too_late(
    portal: TestPortal, browser: Browser, draft: str, end: Callable[[TestPortal, Browser], None] = idle
) -> Response:
    """A page that was opened in time, filled in, and sent once the sign-in was over."""
    sent = {**fields_of(browser.get(f"{draft}/what_happened")), "what_happened": LONG, "then": "on"}
    end(portal, browser)
    return browser.post(f"{draft}/what_happened", sent)


def sign_in(browser: Browser, page: Response, who: Professional = ASHA) -> Response:
    sent = {**fields_of(page), "email": who.email, "password": PASSWORD}
    return browser.post("/sign-in", sent)


@pytest.mark.parametrize("end", ENDS)
def test_f42_f37_v7_3_1_the_words_are_back_on_the_page_and_saved_by_sending_it(
    portal: TestPortal, end: Callable[[TestPortal, Browser], None]
) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)

    late = type_too_late(portal, browser, draft, end)
    back = sign_in(browser, late)
    page = browser.get(back.headers["location"])

    assert (late.status_code, heading(late)) == (403, "Sign in again")
    assert "Your sign-in had ended when you sent that page. It is not saved yet." in words(late.text)
    assert "don’t tell" not in late.text
    assert back.headers["location"] == f"{draft}/what_happened"
    assert parsed(page).xpath("//textarea[@name='what_happened']")[0].value.strip() == LONG
    assert "What you typed is back on this page. Send it now to save it." in words(page.text)
    assert browser.post(f"{draft}/what_happened", {**fields_of(page), "then": "list"}).status_code == 303
    again = words(browser.get(f"{draft}/what_happened").text)
    assert ("don’t tell" in again, "Not saved yet" in again) == (True, False)


def test_v7_3_1_nobody_else_who_signs_in_there_gets_it(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    late = type_too_late(portal, browser, draft)

    back = sign_in(browser, late, TOM)

    pages = [browser.get(back.headers["location"]), browser.get("/contacts"), browser.get(draft)]
    assert [page.status_code for page in pages] == [404, 200, 404]
    assert [page for page in (late, back, *pages) if "don’t tell" in page.text] == []


def test_v7_3_1_it_is_there_from_another_device_and_listed(portal: TestPortal) -> None:
    draft = put_draft(portal, ASHA, {})
    type_too_late(portal, portal.client(ASHA), draft)

    other = portal.client(ASHA)

    listed = other.get("/contacts")
    assert f"{draft}/what_happened" in [str(each) for each in parsed(listed).xpath("//main//a/@href")]
    assert "don’t tell" in other.get(f"{draft}/what_happened").text


def test_v7_3_1_after_an_hour_it_is_gone(portal: TestPortal) -> None:
    draft = put_draft(portal, ASHA, {})
    type_too_late(portal, portal.client(ASHA), draft)
    portal.clock.pass_time(hours=1)

    assert "don’t tell" not in portal.client(ASHA).get(f"{draft}/what_happened").text


def test_what_came_too_late_and_was_written_elsewhere_meanwhile_gives_two_versions(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    late = type_too_late(portal, browser, draft)
    portal.client(ASHA).send(f"{draft}/what_happened", {"what_happened": "Written on the telephone"})
    sign_in(browser, late)

    saved = browser.post(f"{draft}/what_happened", fields_of(browser.get(f"{draft}/what_happened")))

    both = words(browser.get(saved.headers["location"]).text)
    assert ("don’t tell" in both, "Written on the telephone" in both) == (True, True)


def test_a_page_without_a_mark_is_not_kept_on_the_server(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    sent = {**fields_of(browser.get(f"{draft}/what_happened")), "what_happened": LONG, "then": "on"}
    sent.pop("form_of")
    idle(portal, browser)

    late = browser.post(f"{draft}/what_happened", sent)

    assert "It is kept on this page: sign in and you can send it again." in words(late.text)
    assert "don’t tell" not in portal.client(ASHA).get(f"{draft}/what_happened").text


def test_a_form_from_elsewhere_is_not_kept(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    sent = {**fields_of(browser.get(f"{draft}/what_happened")), "what_happened": LONG}
    idle(portal, browser)

    late = browser.post(f"{draft}/what_happened", sent, {"Origin": "https://evil.example"})

    assert (late.status_code, heading(late)) == (403, "Your page was out of date")
    assert "don’t tell" not in portal.client(ASHA).get(f"{draft}/what_happened").text


def test_the_page_says_how_long_the_sign_in_lasts(portal: TestPortal) -> None:
    draft = put_draft(portal, ASHA, {})

    page = words(portal.client(ASHA).get(f"{draft}/what_happened").text)

    assert "Your sign-in ends 60 minutes after you last opened or saved a page." in page


def test_v7_3_1_words_of_the_sign_in_before_are_back_for_whoever_signed_in_again_in_another_tab(
    portal: TestPortal,
) -> None:
    draft, first_tab = put_draft(portal, ASHA, {}), portal.client(ASHA)
    sent = {**fields_of(first_tab.get(f"{draft}/what_happened")), "what_happened": LONG, "then": "on"}
    idle(portal, first_tab)
    sign_in(first_tab, first_tab.get("/sign-in"))  # the second tab: both have the one cookie

    late = first_tab.post(f"{draft}/what_happened", sent)
    page = first_tab.get(late.headers["location"])

    assert (late.status_code, late.headers["location"]) == (303, f"{draft}/what_happened")
    assert parsed(page).xpath("//textarea[@name='what_happened']")[0].value.strip() == LONG
    assert "What you typed is back on this page. Send it now to save it." in words(page.text)


def test_v7_3_1_words_of_the_sign_in_before_are_back_once_the_second_factor_is_given(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    sent = {**fields_of(browser.get(f"{draft}/what_happened")), "what_happened": LONG, "then": "on"}
    with portal.office.work.begin() as tx:
        tx.accounts.end_sessions_of(ASHA.id)
    halfway(portal, browser)

    late = browser.post(f"{draft}/what_happened", sent)

    assert (late.status_code, late.headers["location"]) == (303, f"{draft}/what_happened")
    assert "don’t tell" in portal.client(ASHA).get(f"{draft}/what_happened").text


def test_v7_3_1_words_of_somebody_who_was_signed_in_before_wait_for_them(portal: TestPortal) -> None:
    draft, browser = put_draft(portal, ASHA, {}), portal.client(ASHA)
    sent = {**fields_of(browser.get(f"{draft}/what_happened")), "what_happened": LONG, "then": "on"}
    idle(portal, browser)
    sign_in(browser, browser.get("/sign-in"), TOM)

    late = browser.post(f"{draft}/what_happened", sent)

    assert (late.status_code, heading(late)) == (403, "Somebody else is signed in here now")
    assert ("don’t tell" in late.text, "don’t tell" in browser.get("/contacts").text) == (False, False)
    assert "don’t tell" in portal.client(ASHA).get(f"{draft}/what_happened").text


def halfway(portal: TestPortal, browser: Browser) -> None:
    """Asha has given her password in another tab, and her second factor is still to come."""
    token, now = secrets.token_urlsafe(32), portal.clock()
    with portal.office.work.begin() as tx:
        session = Session(digest(token), ASHA.id, secrets.token_urlsafe(32), now, now)
        tx.accounts.add_session(evolve(session, assurance=Assurance.PENDING))
    browser.client.cookies.set("__Host-frontdoor", token, domain=ORIGIN.removeprefix("https://"))
