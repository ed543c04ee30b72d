"""Reading what the sender's side added, and a manager's answer to a second look."""

from typing import Any

from frontdoor.domain.after_sending import SecondLookAnswer
from frontdoor.workflow.carrying_out.second_looks import hindrance_to_change
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.add_information import read_information
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_looks import answer_second_look
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.contact_page import level_of_need, possible
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, reference_of, whole_refusal

_MANAGER = "A manager who did not make this decision answers the second look"


@post("/contacts/{reference:str}/read", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def read(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    """What the officer was shown is read; what came since is not."""
    known, by = reference_of(reference), who.professional
    ids = form.only("id").many("id")
    try:
        read_information(office, by, known, ids)
    except Refused as refused:
        return cannot_now(request, office, by, known, whole_refusal(refused))
    return see_other(f"/contacts/{known}?done=read")


@get("/contacts/{reference:str}/second-look/answer", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def answer_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    known, by = reference_of(reference), who.professional
    contact = view_contact(office, by, known).contact
    if not possible(contact, by).answer_second_look:
        reason = _MANAGER if contact.open_second_look else "Nobody has asked for a second look"
        return cannot_now(request, office, by, known, reason)
    return _form(request, office, who, reference)


@post("/contacts/{reference:str}/second-look/answer", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def answer(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    form.only("answer", "message")
    chosen, message = form.one("answer"), form.one("message")
    if chosen and chosen not in set(SecondLookAnswer):
        raise BadRequest("The answer is not one of the list")
    known, by = reference_of(reference), who.professional
    faults = [] if chosen else [Fault("answer", "Select whether the decision stands")]
    if not message.strip():
        faults.append(Fault("message", "Enter what the sender will read"))
    if faults:
        return _form(request, office, who, reference, chosen, message, faults)
    try:
        answer_second_look(office, by, known, SecondLookAnswer(chosen), message)
    except Refused as refused:
        if reason := whole_refusal(refused):
            return cannot_now(request, office, by, known, reason, [("What the sender would read", message)])
        return _form(request, office, who, reference, chosen, message, faults_of(refused))
    return see_other(f"/contacts/{known}?done={chosen}")


def _form(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    reference: str,
    chosen: str = "",
    message: str = "",
    faults: list[Fault] | None = None,
) -> Page:
    contact = view_contact(office, who.professional, reference_of(reference)).contact
    values: dict[str, Any] = {"chosen": chosen, "message": message}
    return page(
        request,
        "triage/answer_second_look.html",
        status=400 if faults else 200,
        faults=faults or [],
        contact=contact,
        name=about_name(contact),
        facts=about_facts(contact, office.now()),
        look=contact.open_second_look,
        reasons=wording.SECOND_LOOK_REASON,
        level=level_of_need(office, contact),
        hindrance=hindrance_to_change(contact),
        **values,
    )


routes = (read, answer_page, answer)
