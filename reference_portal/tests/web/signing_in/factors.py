"""Setting up an authenticator and giving its codes in a browser, and pages that ask for a fresh one."""

import re

from httpx import Response
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import COUNCIL, VAULT, person
from reference_portal.tests.web.browsing import Browser, TestPortal, form_at, heading, words
from reference_portal.tests.web.signing_in.acting import sign_in

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.second_factor.models import Requirement, SecondFactors
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor, signed_in
from frontdoor_portal.web.routing import get, post

REQUIRED = SecondFactors(VAULT, Requirement.REQUIRED)


LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")


MANAGER = person(Role.TEAM_MANAGER, COUNCIL, "May Quinn")


arrived: list[Fields] = []


@post("/somewhere", signed_in, shows_nobody("A test"))
def take(form: Fields) -> Page:
    arrived.append(form)
    return see_other("/taken")


@get("/delicate", requires_fresh_factor(requires(Permission.FIND_CHILDREN)), shows_nobody("A test"))
def delicate() -> Page:
    return see_other("/seen")


@post("/delicate", requires_fresh_factor(requires(Permission.FIND_CHILDREN)), shows_nobody("A test"))
def delicate_sent(form: Fields) -> Page:
    arrived.append(form)
    return see_other("/done")


def secret_on(page: Response) -> str:
    found = re.search(r'ffd-secret"><strong>(.*?)</strong>', page.text, re.DOTALL)
    assert found is not None, heading(page)
    return words(found[1]).replace(" ", "")


def set_up(portal: TestPortal, browser: Browser, **more: str) -> tuple[Authenticator, Response]:
    """From the page that offers it to the backup codes."""
    shown = browser.send("/sign-in/set-up", {"recovery_code": "", "next": "", "kept": "", **more})
    app = Authenticator(secret_on(shown))
    fields = form_at(shown, "/sign-in/set-up/confirm") | {"code": app.code(portal.clock())}
    return app, browser.post("/sign-in/set-up/confirm", fields)


def enrolled(portal: TestPortal) -> Authenticator:
    browser = portal.client()
    sign_in(browser)
    app, _ = set_up(portal, browser)
    portal.clock.pass_time(seconds=30)
    return app


def give(portal: TestPortal, browser: Browser, app: Authenticator, **more: str) -> Response:
    fields = {"code": app.code(portal.clock()), "next": "", "kept": "", **more}
    return browser.send("/sign-in/second-factor", fields)
