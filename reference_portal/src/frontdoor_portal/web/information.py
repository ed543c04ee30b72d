"""Pages that say something and ask nothing: start, help, accessibility, cookies and privacy."""

from frontdoor_portal.use_cases.sign_in import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.display import decision_time
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import FromPath, QueryFields, TheOffice, get
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


@get("/levels-of-need", public, shows_nobody("Information for anybody"))
def levels_of_need(request: AnyRequest, office: TheOffice) -> Page:
    """What each level means, with examples, and a way to find the one that fits."""
    return page(request, "information/levels_of_need.html", levels=office.rules.need_scheme.levels)


@get("/levels-of-need/{code:str}", public, shows_nobody("Information for anybody"))
def level_of_need(request: AnyRequest, office: TheOffice, params: QueryFields, code: FromPath[str]) -> Page:
    """Whether a level fits, the highest first; or, once it does, what it asks of the reader.

    Nothing is kept: whoever reads it decides, and the form asks them again.
    """
    is_chosen = params.only("fits").one("fits") == "yes"
    levels = office.rules.need_scheme.levels
    place = next((place for place, level in enumerate(levels) if level.code == code), None)
    if place is None:
        raise NotFound
    if is_chosen or place == 0:
        return page(request, "information/level_found.html", level=levels[place])
    return page(request, "information/level_asked.html", level=levels[place], lower=levels[place - 1])


routes = (start, help_page, levels_of_need, level_of_need, accessibility, cookies_and_privacy)
