"""What an administrator proposed: another sees exactly what would change, and says yes or no."""

from collections.abc import Mapping

from frontdoor_portal.use_cases.joining.agencies import (
    AGENCIES_PATH,
    ProposalNotSound,
    approve_agency,
    changes_between,
    refuse_agency,
    waiting_proposals,
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

PROPOSALS = f"{AGENCIES_PATH}/proposals"
LABELS: Mapping[str, str] = {
    "id": "Code",
    "name": "Name",
    "kind": "Kind",
    "email_domains": "Its own email domains",
    "shared_domains": "Shared email domains",
    "admission": "Who lets people in",
    "refused_addresses": "Addresses that are refused",
    "takes_shared_mailboxes": "Takes mailboxes that several people read",
    "lead_email": "Lead",
}
_administrator = requires(Permission.KEEP_AGENCIES)
_AGENCIES = shows_nobody("Agencies and their domains")


@get(PROPOSALS, _administrator, _AGENCIES)
def proposals_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    return show(request, office, who, done=params.one("done") == "proposed")


@post(f"{PROPOSALS}/{{proposal_id:str}}/approve", requires_fresh_factor(_administrator), _AGENCIES)
def proposal_approved(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, proposal_id: str) -> Page:
    form.only()
    try:
        agency = approve_agency(office, who.professional, proposal_id)
    except ProposalNotSound as problem:
        return show(request, office, who, [Fault("proposals", f"{problem}. Refuse it, or propose it anew")])
    return see_other(f"{AGENCIES_PATH}/{agency.id}?done=changed")


@post(f"{PROPOSALS}/{{proposal_id:str}}/refuse", _administrator, _AGENCIES)
def proposal_refused(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, proposal_id: str) -> Page:
    form.only()
    try:
        refuse_agency(office, who.professional, proposal_id)
    except ProposalNotSound as problem:
        return show(request, office, who, [Fault("proposals", str(problem))])
    return see_other(PROPOSALS)


def show(
    request: AnyRequest, office: Office, who: SignedIn, faults: list[Fault] | None = None, *, done: bool = False
) -> Page:
    proposals = waiting_proposals(office, who.professional)
    changes = {each.id: [said(*one) for one in changes_between(each.seen, each.wanted)] for each in proposals}
    values = {"proposals": proposals, "changes": changes, "done": done, "own_id": who.professional.id}
    return page(request, "agencies/proposals.html", status=400 if faults else 200, faults=faults or [], **values)


def said(field: str, before: str, after: str) -> tuple[str, str, str]:
    """One change in words."""
    words = {
        "kind": {each.value: word.label for each, word in wording.AGENCY_KIND.items()},
        "admission": {each.value: word.label for each, word in wording.ADMISSION.items()},
    }.get(field, {})
    return LABELS[field], words.get(before, before), words.get(after, after)


routes = (proposals_page, proposal_approved, proposal_refused)
