"""The sender's side adds to what was sent, or corrects an answer. What was sent stays as it was sent."""

from typing import Any

from frontdoor.domain.after_sending import AdditionReason
from frontdoor.workflow.commands import AddInformation
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.transitions import NotAllowed, cell_of
from frontdoor_portal.use_cases.add_information import add_information, is_addition_id, new_addition_id
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.sent_questions import sent_questions
from frontdoor_portal.use_cases.view_contact import ContactView
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.changing import view_of_senders_side
from frontdoor_portal.web.contacts.pages import CONTACT, reference_of
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.keeping import arrived, restored
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

CARRY = "carry"
"""Says that a text was typed for something else and is to be added instead: the form is shown with it."""


@get(f"{CONTACT}/add", signed_in, writes(Action.VIEWED_CONTACT))
def ask_to_add(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, reference: FromPath[str]) -> Page:
    """The form; with the id of a question in the address, ready to correct the answer to it."""
    view = view_of_senders_side(office, who, reference_of(reference))
    if found := restored(request, office, who):
        return _form(request, office, view, _typed(found.fields))
    about = params.only("about").one("about")
    reason = AdditionReason.CORRECTION.value if about in view.questions else ""
    typed = {"reason": reason, "question_id": about, "addition_id": new_addition_id()}
    return _form(request, office, view, typed)


@post(f"{CONTACT}/add", signed_in, writes(Action.VIEWED_CONTACT), kept_on=f"{CONTACT}/add")
def add(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, reference: FromPath[str]) -> Page:
    known = reference_of(reference)
    typed = _typed(form)
    view = view_of_senders_side(office, who, known)
    if form.one("step") == CARRY:
        return _form(request, office, view, typed)
    faults = [] if typed["reason"] else [Fault("reason", "Select why you are adding this")]
    if not faults:
        try:
            add_information(
                office,
                who.professional,
                known,
                addition_id=typed["addition_id"],
                reason=AdditionReason(typed["reason"]),
                text=typed["text"],
                question_id=typed["question_id"],
            )
        except Refused as refused:
            faults = [Fault(fault.field or "text", fault.message) for fault in refused.faults]
    if faults:
        return _form(request, office, view_of_senders_side(office, who, known), typed, faults)
    arrived(request, office, who)
    return see_other(f"/contacts/{known}?done=added#added")


def _typed(form: Fields) -> dict[str, str]:
    form.only("step", "reason", "text", "question_id", "addition_id")
    typed = {name: form.one(name) for name in ("reason", "text", "question_id", "addition_id")}
    if typed["reason"] and typed["reason"] not in set(AdditionReason):
        raise BadRequest("The reason is not one of the list")
    typed["addition_id"] = typed["addition_id"] or new_addition_id()
    if not is_addition_id(typed["addition_id"]):
        raise BadRequest("The id is not one that a page of ours was given")
    return typed


def _form(
    request: AnyRequest, office: Office, view: ContactView, typed: dict[str, str], faults: list[Fault] | None = None
) -> Page:
    contact = view.contact
    cell = cell_of(contact, AddInformation)
    values: dict[str, Any] = {"hindrance": cell.reason} if isinstance(cell, NotAllowed) else {}
    order = ("reason", "question_id", "text")
    return page(
        request,
        "contacts/add.html",
        status=400 if faults else 200,
        faults=sorted(faults or [], key=lambda fault: order.index(fault.field)),
        contact=contact,
        words=KIND_WORDS[contact.kind],
        reasons=wording.ADDITION,
        questions=[each for each in sent_questions(office, contact) if each.answer],
        typed=typed,
        **values,
    )


routes = (ask_to_add, add)
