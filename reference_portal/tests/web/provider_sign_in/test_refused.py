"""What comes back from a provider and is refused, on one plain page and with a line in the audit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from attrs import evolve
from reference_portal.tests.identity.provider import Provider, running_provider
from reference_portal.tests.web.browsing import TestPortal, heading
from reference_portal.tests.web.provider_sign_in.going_elsewhere import (
    BACK,
    client_of,
    come_back,
    leave,
    linked,
    reasons,
    who_is,
)
from reference_portal.tests.web.signing_in.acting import ASHA

from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.web.throttle import Throttle


def test_v10_2_1_an_answer_counts_once(portal: TestPortal, provider: Provider) -> None:
    browser = linked(portal, provider)
    answer = urlencode(provider.sign_in_at(leave(browser, page="/account")))
    first = browser.get(f"{BACK}?{answer}")

    replayed = browser.get(f"{BACK}?{answer}")

    assert (first.status_code, replayed.status_code, heading(replayed)) == (303, 400, "This did not work")
    assert reasons(portal) == ["unknown_state"]


def test_v10_2_1_the_answer_of_another_browser_is_refused(portal: TestPortal, provider: Provider) -> None:
    """Login CSRF: an attacker's own answer, slipped to somebody whose browser is on its way as well."""
    attacker, victim = portal.client(), portal.client()
    slipped = provider.sign_in_at(leave(attacker))
    leave(victim)

    answer = victim.get(f"{BACK}?{urlencode(slipped)}")

    assert (answer.status_code, who_is(victim), reasons(portal)) == (400, "", ["another_browser"])
    assert provider.redeemed == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"state": "another"}, "unknown_state"),
        ({"state": ""}, "unknown_state"),
        ({"code": "never issued"}, "code_refused"),
        ({"code": ""}, "no_code"),
        ({"error": "access_denied"}, "provider_said_no"),
        ({"iss": "https://evil.example"}, "wrong_iss"),
        ({"code": "x" * 3_000}, "unknown_state"),
    ],
)
def test_an_answer_that_was_changed_on_the_way_is_refused_and_written_down(
    portal: TestPortal, provider: Provider, changed: dict[str, str], reason: str
) -> None:
    linked(portal, provider)
    browser = portal.client()

    answer = come_back(browser, provider, leave(browser), **changed)

    assert (answer.status_code, heading(answer), who_is(browser)) == (400, "This did not work", "")
    assert reasons(portal) == [reason]


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "wrong_nonce"),
        ({"iss": "https://evil.example"}, "wrong_iss"),
        ({"aud": "another"}, "wrong_aud"),
        ({"exp": 1}, "expired"),
    ],
)
def test_a_token_that_does_not_hold_is_refused_and_written_down(
    portal: TestPortal, provider: Provider, claims: dict[str, object], reason: str
) -> None:
    linked(portal, provider)
    browser = portal.client()
    provider.claims = claims

    answer = come_back(browser, provider, leave(browser))

    assert (answer.status_code, heading(answer), who_is(browser)) == (400, "This did not work", "")
    assert reasons(portal) == [reason]
    assert reason not in answer.text


def test_v10_2_1_somebody_who_comes_back_after_a_quarter_of_an_hour_begins_again(
    portal: TestPortal, provider: Provider
) -> None:
    browser = portal.client()
    address = leave(browser)
    portal.clock.pass_time(minutes=15)

    assert (come_back(browser, provider, address).status_code, reasons(portal)) == (400, ["too_late"])


def test_v2_4_1_nobody_fills_the_database_by_setting_off_again_and_again(portal: TestPortal) -> None:
    site = portal.app.state["site"]
    portal.app.state["site"] = evolve(site, departures=Throttle(2, timedelta(hours=1), portal.clock))
    browser = portal.client()
    fields = {"next": "", "confirm": "", "kept": ""}

    statuses = [browser.send("/sign-in/provider", fields, page="/sign-in").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_a_parameter_that_came_twice_is_none(portal: TestPortal, provider: Provider) -> None:
    browser = portal.client()
    query = provider.sign_in_at(leave(browser))

    answer = browser.get(f"{BACK}?{urlencode(query)}&state=another")

    assert (answer.status_code, reasons(portal)) == (400, ["unknown_state"])


def test_v7_4_2_a_closed_account_is_not_opened_by_way_of_the_provider(portal: TestPortal, provider: Provider) -> None:
    linked(portal, provider)
    with portal.office.work.begin() as tx:
        tx.joining.set_standing(ASHA.id, Standing.CLOSED)
    browser = portal.client()

    answer = come_back(browser, provider, leave(browser))

    assert (answer.status_code, who_is(browser), reasons(portal)) == (400, "", ["account_closed"])


def test_a_provider_that_is_down_is_told_in_words_with_the_number_to_call(
    start: Callable[..., TestPortal], log: list[dict[str, Any]]
) -> None:
    with running_provider() as gone:
        pass
    browser = start(client_of(gone.issuer)).client()

    answer = browser.send("/sign-in/provider", {"next": "", "confirm": "", "kept": ""}, page="/sign-in")

    assert (answer.status_code, heading(answer)) == (503, "Council account cannot be reached")
    assert "01632 960100" in answer.text
    assert [line["reason"] for line in log if line["event"] == "provider_unavailable"] == [
        "The provider does not answer: NotSent"
    ]


@pytest.mark.parametrize("path", [BACK, "/sign-in/provider/not-linked"])
def test_without_a_provider_its_pages_are_not_there(make_portal: Callable[..., TestPortal], path: str) -> None:
    browser = make_portal().client()

    assert browser.get(path).status_code == 404
    assert "/sign-in/provider" not in browser.get("/sign-in").text
    assert (
        browser.send("/sign-in/provider", {"next": "", "confirm": "", "kept": ""}, page="/sign-in").status_code == 404
    )
