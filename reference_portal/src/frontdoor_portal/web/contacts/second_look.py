"""Asking for a second look at a decision: the sender's side, or an officer who read something new."""

from frontdoor.domain.after_sending import SecondLookReason
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.sides import speaks_for_sender
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_looks import ask_second_look
from frontdoor_portal.use_cases.view_contact import ContactView, view_contact
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.pages import CONTACT, reference_of
from frontdoor_portal.web.contacts.sender_view import may_ask_second_look, second_look_ends
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.keeping import arrived, restored
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest


@get(f"{CONTACT}/second-look", signed_in, writes(Action.VIEWED_CONTACT))
def second_look_page(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Page:
    view = _view(office, who, reference)
    if not may_ask_second_look(office, view.contact, who.professional):
        return see_other(f"/contacts/{view.contact.reference}")
    if found := restored(request, office, who):
        return _form(request, office, who, view, found.fields.one("reason"), found.fields.one("text"))
    return _form(request, office, who, view)


@post(f"{CONTACT}/second-look", signed_in, writes(Action.VIEWED_CONTACT), kept_on=f"{CONTACT}/second-look")
def second_look(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, reference: FromPath[str]) -> Page:
    form.only("reason", "text")
    reason, text = form.one("reason"), form.one("text")
    if reason and reason not in set(SecondLookReason):
        raise BadRequest("The reason is not one of the list")
    view = _view(office, who, reference)
    faults = [] if reason else [Fault("reason", "Select why you ask for a second look")]
    if not text.strip():
        faults.append(Fault("text", "Say why the decision should be looked at again"))
    if not faults:
        try:
            ask_second_look(office, who.professional, view.contact.reference, SecondLookReason(reason), text)
        except Refused as refused:
            faults = [Fault(fault.field or "text", fault.message) for fault in refused.faults]
    if faults:
        return _form(request, office, who, _view(office, who, reference), reason, text, faults)
    arrived(request, office, who)
    return see_other(f"/contacts/{view.contact.reference}?done=second-look#second-look")


def _view(office: Office, who: SignedIn, reference: str) -> ContactView:
    """The contact for its sender's side and for the team; raises `NotPermitted` for its other readers."""
    view = view_contact(office, who.professional, reference_of(reference))
    if not (speaks_for_sender(view.contact, who.professional) or may(who.professional, Permission.TRIAGE)):
        raise NotPermitted("Only the sender's side and the team ask for a second look")
    return view


def _form(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    view: ContactView,
    reason: str = "",
    text: str = "",
    faults: list[Fault] | None = None,
) -> Page:
    return page(
        request,
        "contacts/second_look.html",
        status=400 if faults else 200,
        faults=faults or [],
        contact=view.contact,
        words=KIND_WORDS[view.contact.kind],
        by_team=not speaks_for_sender(view.contact, who.professional),
        reasons=wording.SECOND_LOOK_REASON,
        until=second_look_ends(office, view.contact),
        days=office.rules.second_looks.working_days,
        reason=reason,
        text=text,
    )


routes = (second_look_page, second_look)
