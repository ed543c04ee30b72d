"""A portal on which everybody needs a second factor, and some sign in with their council's own account."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import expect
from reference_portal.tests.identity.provider import CLIENT_ID, Provider, running_provider
from reference_portal.tests.journeys.authenticator import secret_shown_to
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_demo
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, demo_account
from frontdoor_portal.settings import read_settings
from frontdoor_portal.use_cases.second_factor.models import Requirement

SETTINGS = """
[sign_in.oidc]
issuer = "{issuer}"
client_id = "{client_id}"
label = "Severnshire account"
agencies = ["severnshire"]
factor_amr = ["mfa"]
allow_loopback = true
"""
RESET_BY = {"desktop": ("lead", "teacher"), "phone": ("manager", "worker")}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        running.claims = {"amr": ["mfa"], "email": "jo.fielding@severnshire.example"}
        yield running


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Stage]:
    """A product of its own, where every account has an authenticator."""
    with running_demo(
        tmp_path_factory.mktemp("guarded"),
        with_contacts=False,
        more_settings=SETTINGS.format(issuer=provider.issuer, client_id=CLIENT_ID),
        second_factor=Requirement.REQUIRED,
    ) as running:
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        yield Stage(running, composed.office)
        composed.close()


def code_of(stage: Stage, key: str, secret: str = "") -> str:
    """A code that was not used yet: the portal takes the next step's as well, for clocks that differ."""
    account = demo_account(key)
    with stage.office.work.reading() as tx:
        factor = tx.factors.get(account.id)
    app = pyotp.TOTP(secret or stage.running.factors[account.id])
    now = datetime.now(UTC)
    used = factor is not None and app.timecode(now) <= factor.last_step
    return app.at(now + timedelta(seconds=30 if used else 0))


def give_password(somebody: Walker, key: str) -> None:
    somebody.go("/sign-in")
    somebody.sign_in(demo_account(key).email, DEMO_PASSWORD)


def test_v6_3_3_nobody_passes_with_a_password_alone(arrive: Arriving, stage: Stage, screen: str) -> None:
    officer = arrive(screen)
    officer.go("/holding-area")
    officer.sign_in(demo_account("officer").email, DEMO_PASSWORD)
    officer.is_at("Enter your code")
    officer.go("/figures")
    officer.is_at("Enter your code")
    officer.fill("Code from your authenticator app", "000000")
    officer.press("Continue")
    officer.reads("There is a problem", "Enter the code that the app shows now")
    officer.fill("Code from your authenticator app", code_of(stage, "officer"))
    officer.press("Continue")
    officer.is_at("Figures")


def test_v6_4_3_a_lost_phone_is_replaced_with_the_help_of_somebody_who_knows_the_person(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    helper_key, lost_key = RESET_BY[screen]
    helper, lost = arrive(screen), arrive(screen)
    give_password(helper, helper_key)
    helper.fill("Code from your authenticator app", code_of(stage, helper_key))
    helper.press("Continue")
    helper.menu("Sign-ins")
    helper.follow(demo_account(lost_key).name)
    helper.press("Reset and show the code")
    helper.reads("There is a problem", "Select how you know that it is them")
    helper.choose("I spoke with them, and know their voice")
    helper.press("Reset and show the code")
    helper.is_at("Read out this code")
    read_out = helper.main.locator("p.ffd-secret").text_content() or ""

    give_password(lost, lost_key)
    lost.is_at("Set up an authenticator app")
    lost.fill("Recovery code", "22222-22222")
    lost.press("Continue")
    lost.reads("There is a problem")
    lost.fill("Recovery code", read_out)
    lost.press("Continue")
    lost.is_at("Add this account to your app")
    expect(lost.main.get_by_role("img", name="QR code of the key below")).to_be_visible()
    secret = secret_shown_to(lost)
    lost.fill("Code from your authenticator app", "000000")
    lost.press("Continue")
    lost.reads("There is a problem")
    assert secret_shown_to(lost) == secret
    lost.fill("Code from your authenticator app", code_of(stage, lost_key, secret))
    lost.press("Continue")
    lost.is_at("Your backup codes")
    assert re.fullmatch(r"\s*([2-9A-Z]{5}-[2-9A-Z]{5}\s*){8}", lost.main.get_by_role("list").inner_text())
    lost.press("I have kept them")
    lost.is_at("Find a child")
    lost.go("/account")
    lost.reads("You have 8 backup codes left")
    lost.press("Make new backup codes")
    lost.is_at("Your new backup codes")


def test_v6_8_1_an_account_of_the_council_is_linked_once_and_then_enough(
    arrive: Arriving, stage: Stage, provider: Provider, screen: str
) -> None:
    key = {"desktop": "officer_two", "phone": "director"}[screen]
    provider.subject = f"subject of {key}"
    somebody = arrive(screen)
    go_by_provider(somebody, provider)
    somebody.is_at("Link Severnshire account to your account")
    somebody.press("Sign in with your password")
    somebody.sign_in(demo_account(key).email, DEMO_PASSWORD)
    somebody.fill("Code from your authenticator app", code_of(stage, key))
    somebody.press("Continue")
    somebody.is_at("Is this Severnshire account yours?")
    somebody.reads(demo_account(key).email)
    somebody.press("Both are mine: link them")
    somebody.is_at("How you sign in")
    somebody.press("Sign out")

    later = arrive(screen)
    go_by_provider(later, provider)
    later.does_not_read("Sign in")
    later.go("/account")
    later.reads("Linked on", demo_account(key).email)
    later.press("Remove this link")
    later.reads("Not linked")


def test_an_answer_of_the_provider_that_was_used_before_is_a_plain_page(arrive: Arriving, screen: str) -> None:
    visitor = arrive(screen)
    visitor.go("/sign-in/provider/back?code=used&state=before")
    visitor.is_at("This did not work")


def go_by_provider(somebody: Walker, provider: Provider) -> None:
    """Stay on the page that leads on, to look at it; then go there and back."""
    somebody.go("/sign-in")
    provider.answers["/authorize"] = (204, {}, b"")
    somebody.press("Sign in with Severnshire account")
    somebody.is_at("Going to Severnshire account")
    del provider.answers["/authorize"]
    somebody.follow("continue to Severnshire account")
