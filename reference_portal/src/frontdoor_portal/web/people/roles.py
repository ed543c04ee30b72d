"""Giving somebody other roles, for administrators: found by their whole address, with a reason."""

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.joining.addresses import NotAnAddress, read_address
from frontdoor_portal.use_cases.joining.keeping import PEOPLE_PATH
from frontdoor_portal.use_cases.joining.models import RoleReason
from frontdoor_portal.use_cases.joining.roles import (
    PROPOSALS_PATH,
    RolesWait,
    find_account,
    give_roles,
    person_for_roles,
)
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.navigation import AGENCIES
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor
from frontdoor_portal.web.routing import FormFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

FIND = f"{AGENCIES}/find-person"
NOBODY = "Nobody whose roles you can set has this email address"
_administrator = requires(Permission.KEEP_AGENCIES)
_COLLEAGUES = shows_nobody("Colleagues and their roles")
_ROLES = f"{PEOPLE_PATH}/{{professional_id:str}}/roles"


@get(FIND, _administrator, _COLLEAGUES)
def find_page(request: AnyRequest) -> Page:
    return page(request, "people/find.html", typed="")


@post(FIND, _administrator, _COLLEAGUES)
def person_found(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    typed = form.only("email").one("email")
    try:
        found = find_account(office, who.professional, read_address(typed))
    except NotAnAddress as wrong:
        return page(request, "people/find.html", status=400, typed=typed, faults=[Fault("email", str(wrong))])
    except NotVisible:
        return page(request, "people/find.html", status=400, typed=typed, faults=[Fault("email", NOBODY)])
    return see_other(f"{PEOPLE_PATH}/{found.professional.id}/roles")


@get(_ROLES, _administrator, _COLLEAGUES)
def roles_page(request: AnyRequest, office: TheOffice, who: Who, professional_id: str) -> Page:
    account = person_for_roles(office, who.professional, professional_id)
    return show(request, account, {each.value for each in account.professional.roles}, "")


@post(_ROLES, requires_fresh_factor(_administrator), _COLLEAGUES)
def roles_given(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, professional_id: str) -> Page:
    form = form.only("roles", "why")
    roles, why = set(form.many("roles")), form.one("why")
    account = person_for_roles(office, who.professional, professional_id)
    faults = []
    if not roles or not roles <= {each.value for each in Role}:
        faults.append(Fault("roles", "Select at least one role"))
    if why not in {each.value for each in RoleReason}:
        faults.append(Fault("why", "Select why the roles change"))
    if faults:
        return show(request, account, roles, why, faults)
    try:
        proposal = give_roles(office, who.professional, professional_id, frozenset(map(Role, roles)), RoleReason(why))
    except RolesWait as waits:
        return show(request, account, roles, why, [Fault("roles", f"{waits}. Approve or refuse it first")])
    return see_other(f"{PROPOSALS_PATH}?done=proposed" if proposal else f"{PEOPLE_PATH}/{professional_id}")


def show(request: AnyRequest, account: Account, roles: set[str], why: str, faults: list[Fault] | None = None) -> Page:
    return page(
        request,
        "people/roles.html",
        status=400 if faults else 200,
        person=account.professional,
        roles=roles,
        options={each.value: word for each, word in wording.ROLE.items()},
        reasons={each.value: word.label for each, word in wording.ROLE_REASON.items()},
        why=why,
        faults=faults or [],
    )


routes = (find_page, person_found, roles_page, roles_given)
