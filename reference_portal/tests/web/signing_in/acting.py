"""A teacher with an account, and what signing in leaves behind."""

from httpx import Response
from reference_portal.tests.fakes import PASSWORD, person
from reference_portal.tests.web.browsing import Browser, TestPortal

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Account, Action

ASHA = person()
REFUSED = [
    (
        "email",
        "Enter a correct email address and password. After several wrong tries, wait a few minutes before the next",
    )
]


def sign_in(browser: Browser, password: str = PASSWORD, email: str = ASHA.email, **more: str) -> Response:
    return browser.send("/sign-in", {"email": email, "password": password, **more})


def account(portal: TestPortal, someone: Professional = ASHA) -> Account:
    with portal.office.work.begin() as tx:
        found = tx.accounts.account(someone.id)
    assert found is not None
    return found


def audit(portal: TestPortal, subject: str = ASHA.id) -> list[tuple[Action, str]]:
    with portal.office.work.begin() as tx:
        return [(entry.action, entry.detail) for entry in tx.audit.of_subject(subject)]
