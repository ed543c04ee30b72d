"""Proof, just now, of who somebody is. The one place that decides what counts as one.

Today it is a sign-in within five minutes, or the password again. Whoever adds a second factor replaces `is_fresh` and
`prove`, and nothing else.
"""

from datetime import timedelta

from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import SignInRefused
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page
from frontdoor_portal.web.session import start_session
from frontdoor_portal.web.site import AnyRequest, site_of

FRESH = timedelta(minutes=5)
WRONG = "Enter your password. After several wrong tries, wait a few minutes before the next"


def is_fresh(office: Office, who: SignedIn) -> bool:
    """Whether this session began so short a time ago that nobody else can have sat down at it."""
    return office.now() - who.session.started_at < FRESH


class Proof:
    """A person who has just proved who they are; `hand_over` gives their browser the new session, where there is one.

    A new session takes the place of the old one, so that a stolen cookie does not share in what it opens (ASVS 7.2.4).
    """

    def __init__(self, token: str = "") -> None:
        self._token = token

    def hand_over(self, request: AnyRequest, response: Page) -> Page:
        if self._token:
            start_session(request, response, self._token)
        return response


def prove(request: AnyRequest, office: Office, who: SignedIn, password: str) -> Proof | Fault:
    """The proof, or what is wrong with the password. Wrong ones count as at the sign-in page."""
    if is_fresh(office, who):
        return Proof()
    if not password:
        return Fault("password", "Enter your password")
    current = request.cookies.get(site_of(request).options.session_cookie, "")
    try:
        return Proof(sign_in(office, who.professional.email, password, current).token)
    except SignInRefused:
        return Fault("password", WRONG)
