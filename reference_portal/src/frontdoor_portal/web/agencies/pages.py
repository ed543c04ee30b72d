"""The list of agencies, one of them, and the form of one that is new or is to change."""

from collections.abc import Mapping

from frontdoor.domain.agency import Admission, Agency, AgencyKind
from frontdoor_portal.use_cases.joining.agencies import (
    AGENCIES_PATH,
    AgencyFault,
    check_domains,
    faults_of,
    list_agencies,
    one_agency,
    propose_agency,
    waiting_proposals,
)
from frontdoor_portal.use_cases.joining.roles import waiting_roles
from frontdoor_portal.use_cases.models import Page as Part
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

PAGE_SIZE = 50
NEW = f"{AGENCIES_PATH}/new"
FIELDS = (
    "name",
    "kind",
    "email_domains",
    "shared_domains",
    "admission",
    "refused_addresses",
    "takes_shared_mailboxes",
    "lead_email",
    "why",
)
LONGEST_WHY = 500
_administrator = requires(Permission.KEEP_AGENCIES)
_AGENCIES = shows_nobody("Agencies and their domains")
_ONE = f"{AGENCIES_PATH}/{{agency_id:str}}"


@get(AGENCIES_PATH, _administrator, _AGENCIES)
def agencies_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    lines = list_agencies(office, who.professional)
    typed = params.one("page", "1")
    last = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(max(int(typed) if typed.isdecimal() and len(typed) < 6 else 1, 1), last)
    shown = lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return page(
        request,
        "agencies/list.html",
        lines=Part(shown, number, PAGE_SIZE, len(lines)),
        overdue=tuple(each for each in lines if each.overdue),
        waiting=len(waiting_proposals(office, who.professional)),
        roles_waiting=len(waiting_roles(office, who.professional)),
    )


@get(NEW, _administrator, _AGENCIES)
def new_page(request: AnyRequest) -> Page:
    typed = {"agency_id": "", **dict.fromkeys(FIELDS, ""), "admission": Admission.AT_ONCE.value}
    return form_page(request, typed | {"takes_shared_mailboxes": "no"}, None)


@post(NEW, requires_fresh_factor(_administrator), _AGENCIES)
def new_proposed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form = form.only("agency_id", *FIELDS)
    typed = {name: form.one(name) for name in ("agency_id", *FIELDS)}
    try:
        one_agency(office, who.professional, typed["agency_id"].strip())
    except NotVisible:
        return proposed(request, office, who, typed, None)
    faults = [Fault("agency_id", "Another agency has this code")]
    return form_page(request, typed, None, faults)


@get(_ONE, _administrator, _AGENCIES)
def agency_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, agency_id: str) -> Page:
    agency, marks = one_agency(office, who.professional, agency_id)
    proposal = next((each for each in waiting_proposals(office, who.professional) if each.wanted.id == agency_id), None)
    done = params.one("done") if params.one("done") in ("changed", "proposed", "checked") else ""
    return page(request, "agencies/agency.html", agency=agency, marks=marks, proposal=proposal, done=done)


@get(f"{_ONE}/change", _administrator, _AGENCIES)
def change_page(request: AnyRequest, office: TheOffice, who: Who, agency_id: str) -> Page:
    agency, _ = one_agency(office, who.professional, agency_id)
    return form_page(request, typed_of(agency), agency)


@post(f"{_ONE}/change", requires_fresh_factor(_administrator), _AGENCIES)
def change_proposed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, agency_id: str) -> Page:
    form = form.only(*FIELDS)
    agency, _ = one_agency(office, who.professional, agency_id)
    typed = {"agency_id": agency.id, **{name: form.one(name) for name in FIELDS}}
    return proposed(request, office, who, typed, agency)


@post(f"{_ONE}/domains-checked", _administrator, _AGENCIES)
def domains_checked(office: TheOffice, who: Who, form: FormFields, agency_id: str) -> Page:
    form.only()
    check_domains(office, who.professional, agency_id)
    return see_other(f"{AGENCIES_PATH}/{agency_id}?done=checked")


def proposed(
    request: AnyRequest, office: Office, who: SignedIn, typed: Mapping[str, str], before: Agency | None
) -> Page:
    faults = []
    if typed["kind"] not in {each.value for each in AgencyKind}:
        faults.append(Fault("kind", "Select what kind of agency it is"))
    if typed["admission"] not in {each.value for each in Admission}:
        faults.append(Fault("admission", "Select who lets people in"))
    if typed["takes_shared_mailboxes"] not in ("yes", "no"):
        faults.append(Fault("takes_shared_mailboxes", "Select yes or no"))
    if not typed["why"].strip() or len(typed["why"]) > LONGEST_WHY:
        faults.append(Fault("why", f"Enter how you know this, in {LONGEST_WHY} characters or fewer"))
    if not any(fault.field in ("kind", "admission") for fault in faults):
        faults += [Fault(field, text) for field, text in faults_of(wanted_of(typed))]
    if faults:
        places = ["agency_id", *FIELDS]
        return form_page(request, typed, before, sorted(faults, key=lambda each: places.index(each.field)))
    wanted = wanted_of(typed)
    try:
        proposal = propose_agency(office, who.professional, wanted, typed["why"].strip())
    except AgencyFault as wrong:
        return form_page(request, typed, before, [Fault(field, text) for field, text in wrong.faults])
    if proposal is None:
        return see_other(f"{AGENCIES_PATH}/{wanted.id}?done=changed")
    return see_other(f"{AGENCIES_PATH}/proposals?done=proposed")


def wanted_of(typed: Mapping[str, str]) -> Agency:
    return Agency(
        typed["agency_id"].strip(),
        " ".join(typed["name"].split()),
        AgencyKind(typed["kind"]),
        frozenset(typed["email_domains"].lower().split()),
        frozenset(typed["shared_domains"].lower().split()),
        Admission(typed["admission"]),
        tuple(sorted(set(typed["refused_addresses"].lower().split()))),
        typed["takes_shared_mailboxes"] == "yes",
        typed["lead_email"].strip(),
    )


def typed_of(agency: Agency) -> dict[str, str]:
    """The form of an agency that is there."""
    return {
        "agency_id": agency.id,
        "name": agency.name,
        "kind": agency.kind.value,
        "email_domains": "\n".join(sorted(agency.email_domains)),
        "shared_domains": "\n".join(sorted(agency.shared_domains)),
        "admission": agency.admission.value,
        "refused_addresses": "\n".join(agency.refused_addresses),
        "takes_shared_mailboxes": "yes" if agency.takes_shared_mailboxes else "no",
        "lead_email": agency.lead_email,
        "why": "",
    }


def form_page(
    request: AnyRequest, typed: Mapping[str, str], before: Agency | None, faults: list[Fault] | None = None
) -> Page:
    return page(
        request,
        "agencies/form.html",
        status=400 if faults else 200,
        typed=typed,
        existing=before,
        kinds={each.value: word.label for each, word in wording.AGENCY_KIND.items()},
        admissions={each.value: word for each, word in wording.ADMISSION.items()},
        faults=faults or [],
    )


routes = (agencies_page, new_page, new_proposed, agency_page, change_page, change_proposed, domains_checked)
