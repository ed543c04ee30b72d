"""Roles that an administrator proposed for somebody: another sees whose and which, and says yes or no."""

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.joining.keeping import PEOPLE_PATH
from frontdoor_portal.use_cases.joining.roles import (
    PROPOSALS_PATH,
    RolesNotSound,
    approve_roles,
    refuse_roles,
    waiting_roles,
)
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

_administrator = requires(Permission.KEEP_AGENCIES)
_COLLEAGUES = shows_nobody("Colleagues and their roles")


@get(PROPOSALS_PATH, _administrator, _COLLEAGUES)
def role_proposals_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    return show(request, office, who, done=params.one("done") == "proposed")


@post(f"{PROPOSALS_PATH}/{{proposal_id:str}}/approve", requires_fresh_factor(_administrator), _COLLEAGUES)
def roles_approved(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, proposal_id: str) -> Page:
    form.only()
    try:
        person = approve_roles(office, who.professional, proposal_id)
    except RolesNotSound as problem:
        return show(request, office, who, [Fault("proposals", f"{problem}. Refuse it, or propose it anew")])
    return see_other(f"{PEOPLE_PATH}/{person.id}")


@post(f"{PROPOSALS_PATH}/{{proposal_id:str}}/refuse", _administrator, _COLLEAGUES)
def roles_refused(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, proposal_id: str) -> Page:
    form.only()
    try:
        refuse_roles(office, who.professional, proposal_id)
    except RolesNotSound as problem:
        return show(request, office, who, [Fault("proposals", str(problem))])
    return see_other(PROPOSALS_PATH)


def show(
    request: AnyRequest, office: Office, who: SignedIn, faults: list[Fault] | None = None, *, done: bool = False
) -> Page:
    return page(
        request,
        "people/role_proposals.html",
        status=400 if faults else 200,
        waiting=waiting_roles(office, who.professional),
        own_id=who.professional.id,
        named=named,
        done=done,
        faults=faults or [],
    )


def named(roles: frozenset[Role]) -> str:
    """Roles in words, always in the same order."""
    return ", ".join(word.label for role, word in wording.ROLE.items() if role in roles) or "None"


routes = (role_proposals_page, roles_approved, roles_refused)
