"""Saying that one works with a child."""

from frontdoor_portal.use_cases.access.claim import ClaimRefused, claim, may_ask
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

_NOT_NAMED = shows_nobody("A record that somebody found, without a word of what stands in it")


@get("/access/claim/{token:str}", requires(Permission.FIND_CHILDREN), _NOT_NAMED)
def claim_page(request: AnyRequest, office: TheOffice, who: Who, token: FromPath[str]) -> Page:
    may_ask(office, who.professional, token)
    return page(request, "access/claim.html", token=token, evidence="")


@post("/access/claim/{token:str}", requires(Permission.FIND_CHILDREN), _NOT_NAMED)
def claimed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, token: FromPath[str]) -> Page:
    evidence = form.only("evidence").one("evidence")
    try:
        claim(office, who.professional, token, evidence)
    except ClaimRefused as refused:
        faults = [Fault("evidence", str(refused))]
        return page(request, "access/claim.html", status=400, faults=faults, token=token, evidence=evidence)
    return see_other(f"/children/{token}?for=working")


routes = (claim_page, claimed)
