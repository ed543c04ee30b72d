"""Pages that say something and ask nothing: start, help, accessibility, cookies and privacy."""

from frontdoor_portal.use_cases.sign_in import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.display import decision_time
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.routing import TheOffice, get
from frontdoor_portal.web.site import AnyRequest


@get("/", public, shows_nobody("Information for anybody"))
def start(request: AnyRequest, office: TheOffice) -> Page:
    return page(request, "information/start.html", decision_time=decision_time(office.rules.clocks))


@get("/help", public, shows_nobody("Information for anybody"))
def help_page(request: AnyRequest) -> Page:
    waits = {"free_tries": FREE_TRIES, "first_wait": FIRST_WAIT.seconds, "longest_wait": LONGEST_WAIT.seconds // 60}
    return page(request, "information/help.html", **waits)


@get("/accessibility", public, shows_nobody("Information for anybody"))
def accessibility(request: AnyRequest) -> Page:
    return page(request, "information/accessibility.html")


@get("/cookies-and-privacy", public, shows_nobody("Information for anybody"))
def cookies_and_privacy(request: AnyRequest) -> Page:
    return page(request, "information/cookies_and_privacy.html")


routes = (start, help_page, accessibility, cookies_and_privacy)
