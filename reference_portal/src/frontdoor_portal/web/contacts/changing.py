"""Taking a contact back before a decision, with a reason; and who may speak for its sender."""

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.sides import speaks_for_sender
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_contact import ContactView, view_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.pages import CONTACT, reference_of
from frontdoor_portal.web.contacts.sender_view import may_withdraw
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.keeping import arrived, restored
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest


@get(f"{CONTACT}/withdraw", signed_in, writes(Action.VIEWED_CONTACT))
def ask_to_withdraw(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Page:
    view = view_contact(office, who.professional, reference_of(reference))
    if not may_withdraw(view.contact, who.professional):
        return see_other(f"/contacts/{view.contact.reference}")
    if found := restored(request, office, who):
        return _withdraw_page(request, view, found.fields.one("reason"), found.fields.one("details"))
    return _withdraw_page(request, view)


@post(f"{CONTACT}/withdraw", signed_in, writes(Action.VIEWED_CONTACT), kept_on=f"{CONTACT}/withdraw")
def withdraw(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, reference: FromPath[str]) -> Page:
    known = reference_of(reference)
    form.only("reason", "details")
    reason, details = form.one("reason"), form.one("details")
    if reason and reason not in set(WithdrawalReason):
        raise BadRequest("The reason is not one of the list")
    faults: tuple[Fault, ...] = (Fault("reason", "Select why you are withdrawing this"),) if not reason else ()
    if not faults:
        try:
            withdraw_contact(office, who.professional, known, WithdrawalReason(reason), details)
        except Refused as refused:
            faults = tuple(Fault(fault.field or "reason", fault.message) for fault in refused.faults)
    if faults:
        view = view_of_senders_side(office, who, known)
        return _withdraw_page(request, view, reason, details, faults)
    arrived(request, office, who)
    return see_other(f"/contacts/{known}")


def view_of_senders_side(office: Office, who: SignedIn, reference: Reference) -> ContactView:
    """The contact for whoever may speak for its sender; raises `NotPermitted` for its other readers."""
    view = view_contact(office, who.professional, reference)
    if not speaks_for_sender(view.contact, who.professional):
        raise NotPermitted("Only the sender's side answers for a contact and withdraws it")
    return view


def _withdraw_page(
    request: AnyRequest, view: ContactView, reason: str = "", details: str = "", faults: tuple[Fault, ...] = ()
) -> Page:
    return page(
        request,
        "contacts/withdraw.html",
        status=400 if faults else 200,
        faults=faults,
        contact=view.contact,
        words=KIND_WORDS[view.contact.kind],
        reasons=wording.WITHDRAWAL,
        reason=reason,
        details=details,
    )


routes = (ask_to_withdraw, withdraw)
