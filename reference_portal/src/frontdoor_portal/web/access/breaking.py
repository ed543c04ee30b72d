"""Breaking the glass, closing it again, and what came of one's own."""

from frontdoor.access import BREAK_GLASS_LASTS, LEAST_EXPLANATION, BreakGlassRefused, check_explanation
from frontdoor_portal.use_cases.access.claim import may_ask
from frontdoor_portal.use_cases.access.glass import break_the_glass, end_broken_glass, my_access
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.web.access.words import OUTCOMES, REASONS
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor, signed_in
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.session import start_session
from frontdoor_portal.web.site import AnyRequest

MINUTES = int(BREAK_GLASS_LASTS.total_seconds() // 60)


_NOT_NAMED = shows_nobody("A record that somebody found, without a word of what stands in it")


_PROVEN = requires_fresh_factor(requires(Permission.FIND_CHILDREN))
"""The use case asks for it as well: here, so that what was typed is offered again after the code."""


@get("/access/break-glass/{token:str}", _PROVEN, _NOT_NAMED)
def glass_page(request: AnyRequest, office: TheOffice, who: Who, token: FromPath[str]) -> Page:
    may_ask(office, who.professional, token)
    return _form(request, token)


@post("/access/break-glass/{token:str}", _PROVEN, _NOT_NAMED)
def glass_broken(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: FromPath[str]) -> Page:
    form = form.only("reason", "explanation")
    reason, explanation = form.one("reason"), form.one("explanation")
    may_ask(office, who.professional, token)
    try:
        check_explanation(reason, explanation)
    except BreakGlassRefused as refused:
        return _form(request, token, reason, explanation, Fault(refused.fault, str(refused)))
    broken = break_the_glass(office, who, token, reason, explanation)
    response = see_other(f"/children/{token}?for=other")
    start_session(request, response, broken.started.token)
    return response


# A path of its own below a token's: a token is never three letters long.
@post("/access/break-glass/end", requires(Permission.FIND_CHILDREN), _NOT_NAMED)
def glass_ended(office: TheOffice, who: Who, form: FormFields) -> Page:
    form.only()
    end_broken_glass(office, who.professional)
    return see_other("/access/mine")


@get("/access/mine", signed_in, shows_nobody("What the reader claimed and opened, by record number"))
def my_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    mine = my_access(office, who.professional)
    return page(request, "access/mine.html", mine=mine, reasons=REASONS, outcomes=OUTCOMES, now=office.now())


def _form(
    request: AnyRequest,
    token: str,
    reason: str = "",
    explanation: str = "",
    fault: Fault | None = None,
) -> Page:
    return page(
        request,
        "access/break_glass.html",
        status=400 if fault else 200,
        faults=[fault] if fault else [],
        token=token,
        reason=reason,
        explanation=explanation,
        reasons=REASONS,
        minutes=MINUTES,
        least=LEAST_EXPLANATION,
    )


routes = (glass_page, glass_broken, glass_ended, my_page)
