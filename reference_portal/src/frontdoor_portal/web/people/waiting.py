"""Those who proved an address and wait: approved or refused one by one, or a flood of them at once."""

from frontdoor_portal.use_cases.joining.admitting import admit, people_waiting, refuse
from frontdoor_portal.use_cases.joining.keeping import WAITING_PATH
from frontdoor_portal.use_cases.joining.models import Refusal
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

MOST_SHOWN = 200
APPROVE = "approve"
_keeper = requires(Permission.KEEP_PEOPLE)
_COLLEAGUES = shows_nobody("People who ask for an account")


@get(WAITING_PATH, _keeper, _COLLEAGUES)
def waiting_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    chosen = {each.account.professional.id for each in people_waiting(office, who.professional)}
    return show(request, office, who, chosen if params.one("all") == "yes" else set(), "")


@post(WAITING_PATH, _keeper, _COLLEAGUES)
def waiting_decided(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    form = form.only("person", "decision")
    people, decision = form.many("person"), form.one("decision")
    faults = [] if people else [Fault("person", "Select at least one person")]
    if decision != APPROVE and decision not in {each.value for each in Refusal}:
        faults.append(Fault("decision", "Select whether you approve them"))
    if faults:
        return show(request, office, who, set(people), decision, faults)
    if decision == APPROVE:
        admit(office, who.professional, people)
    else:
        refuse(office, who.professional, people, Refusal(decision))
    return see_other(WAITING_PATH)


def show(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    chosen: set[str],
    decision: str,
    faults: list[Fault] | None = None,
) -> Page:
    waiting = people_waiting(office, who.professional)
    options = {APPROVE: "Approve: I know that they work here"}
    options |= {each.value: f"Refuse: {word.label}" for each, word in wording.NOT_LET_IN.items()}
    return page(
        request,
        "people/waiting.html",
        status=400 if faults else 200,
        waiting=waiting[:MOST_SHOWN],
        total=len(waiting),
        chosen=chosen,
        decision=decision,
        options=options,
        faults=faults or [],
    )


routes = (waiting_page, waiting_decided)
