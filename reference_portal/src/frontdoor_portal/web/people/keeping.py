"""The list of an agency's people, confirmed every quarter, and one of them."""

import re

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.joining.keeping import PEOPLE_PATH
from frontdoor_portal.use_cases.joining.leading import set_lead, waits_for_another
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.people import (
    PeopleList,
    confirm_people,
    list_people,
    one_colleague,
    welcome_back,
)
from frontdoor_portal.use_cases.joining.roles import PROPOSALS_PATH, RolesWait
from frontdoor_portal.use_cases.models import Page as Part
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_factor.confirming import require_fresh_factor
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.navigation import AGENCIES
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

PAGE_SIZE = 50
ASKED_AT_ONCE = 25
_SAID = re.compile(r"said-([A-Za-z0-9_.-]{1,100})")
_TAKES_A_CODE = {StillHere.LEFT, StillHere.MOVED}
"""Whoever sits down at a keeper's open browser signs nobody out and takes no role away with one form."""
_keeper = requires(Permission.KEEP_PEOPLE)
_COLLEAGUES = shows_nobody("Colleagues and their accounts")
_ONE = f"{PEOPLE_PATH}/{{professional_id:str}}"
_OF_AGENCY = f"{AGENCIES}/{{agency_id:str}}/people"


@get(PEOPLE_PATH, _keeper, _COLLEAGUES)
def people_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    return list_page(request, office, who, "", params)


@post(PEOPLE_PATH, _keeper, _COLLEAGUES)
def people_confirmed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    return confirmed(request, office, who, form, "")


@get(_OF_AGENCY, _keeper, _COLLEAGUES)
def agency_people_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, agency_id: str) -> Page:
    return list_page(request, office, who, agency_id, params)


@post(_OF_AGENCY, _keeper, _COLLEAGUES)
def agency_people_confirmed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, agency_id: str) -> Page:
    return confirmed(request, office, who, form, agency_id)


@get(_ONE, _keeper, _COLLEAGUES)
def person_page(request: AnyRequest, office: TheOffice, who: Who, professional_id: str) -> Page:
    return one_page(request, office, who, professional_id)


@post(_ONE, requires_fresh_factor(_keeper), _COLLEAGUES)
def person_said(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, professional_id: str) -> Page:
    answer = form.only("said").one("said")
    if answer not in {each.value for each in StillHere}:
        faults = [Fault("said", "Select whether they still work here")]
        return one_page(request, office, who, professional_id, faults)
    confirm_people(office, who.professional, {professional_id: StillHere(answer)})
    return see_other(f"{PEOPLE_PATH}/{professional_id}")


@post(f"{_ONE}/lead", requires_fresh_factor(_keeper), _COLLEAGUES)
def lead_set(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, professional_id: str) -> Page:
    leads = form.only("leads").one("leads")
    if leads not in ("yes", "no"):
        raise BadRequest("Yes or no")
    try:
        proposal = set_lead(office, who.professional, professional_id, leads=leads == "yes")
    except RolesWait as waits:
        faults = [Fault("lead", f"{waits}. Approve or refuse it first")]
        return one_page(request, office, who, professional_id, faults)
    return see_other(f"{PROPOSALS_PATH}?done=proposed" if proposal else f"{PEOPLE_PATH}/{professional_id}")


@post(f"{_ONE}/back", requires_fresh_factor(_keeper), _COLLEAGUES)
def person_back(office: TheOffice, who: Who, form: FormFields, professional_id: str) -> Page:
    form.only()
    welcome_back(office, who.professional, professional_id)
    return see_other(f"{PEOPLE_PATH}/{professional_id}")


def list_page(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    agency_id: str,
    params: Fields,
    said: dict[str, str] | None = None,
    faults: list[Fault] | None = None,
) -> Page:
    listed = list_people(office, who.professional, agency_id)
    to_confirm = tuple(each for each in listed.people if each.is_due and each.in_reach)
    typed = params.one("page", "1")
    last = max(1, -(-len(listed.people) // PAGE_SIZE))
    number = min(max(int(typed) if typed.isdecimal() and len(typed) < 6 else 1, 1), last)
    people = listed.people[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return page(
        request,
        "people/list.html",
        status=400 if faults else 200,
        agency=listed.agency,
        waiting=listed.waiting,
        action=_address(agency_id),
        to_confirm=to_confirm[:ASKED_AT_ONCE],
        confirms_you=_confirms(who, listed),
        more=len(to_confirm) - ASKED_AT_ONCE,
        people=Part(people, number, PAGE_SIZE, len(listed.people)),
        said=said or {},
        confirmed=params.one("confirmed") == "yes",
        days=office.joining.confirm_days,
        grace=office.joining.grace_days,
        faults=faults or [],
    )


def _confirms(who: SignedIn, listed: PeopleList) -> str:
    """Who says of the reader that they are still here, since nobody says it of themselves."""
    if who.professional.has_role(Role.ADMINISTRATOR):
        return "Another administrator confirms you"
    return (
        "Another lead or an administrator confirms you" if listed.has_another_lead else "An administrator confirms you"
    )


def confirmed(request: AnyRequest, office: Office, who: SignedIn, form: Fields, agency_id: str) -> Page:
    said = {}
    for name in form.values:
        found = _SAID.fullmatch(name)
        if found is None:
            raise BadRequest("A field was sent that is not part of the form")
        said[found[1]] = form.one(name)
    if not said or not set(said.values()) <= {each.value for each in StillHere}:
        people = list_people(office, who.professional, agency_id).people
        first = next((each for each in people if each.is_due and each.in_reach), None)
        field = f"said-{first.account.professional.id}" if first else "main-content"
        faults = [Fault(field, "Answer for at least one person")]
        return list_page(request, office, who, agency_id, Fields(), said, faults)
    answers = {person: StillHere(answer) for person, answer in said.items()}
    if _TAKES_A_CODE & set(answers.values()):
        require_fresh_factor(office, who)
    confirm_people(office, who.professional, answers)
    return see_other(f"{_address(agency_id)}?confirmed=yes")


def one_page(
    request: AnyRequest, office: Office, who: SignedIn, professional_id: str, faults: list[Fault] | None = None
) -> Page:
    colleague = one_colleague(office, who.professional, professional_id)
    agency = colleague.account.professional.agency
    back = PEOPLE_PATH if agency.id == who.professional.agency.id else f"{AGENCIES}/{agency.id}/people"
    return page(
        request,
        "people/person.html",
        status=400 if faults else 200,
        colleague=colleague,
        back=back,
        sets_roles=may(who.professional, Permission.KEEP_AGENCIES),
        lead_waits=waits_for_another(who.professional, colleague.account.professional),
        faults=faults or [],
    )


def _address(agency_id: str) -> str:
    return f"{AGENCIES}/{agency_id}/people" if agency_id else PEOPLE_PATH


routes = (
    people_page,
    people_confirmed,
    agency_people_page,
    agency_people_confirmed,
    person_page,
    person_said,
    lead_set,
    person_back,
)
