"""The sender's side answers the team's questions: all that are open on one form, each beside what it is about."""

from collections.abc import Mapping

from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.view_contact import ContactView
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.changing import view_of_senders_side
from frontdoor_portal.web.contacts.pages import CONTACT, page_of_contact, reference_of
from frontdoor_portal.web.contacts.sender_view import takes_answers
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.keeping import arrived
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, post
from frontdoor_portal.web.site import AnyRequest

FIELD = "answer-"
"""Begins the name of an answer's field; the question's id follows."""
MAX_BYTES = 2_000_000
"""Several answers at their longest; more than that was never typed."""


@post(f"{CONTACT}/answers", signed_in, writes(Action.VIEWED_CONTACT), max_bytes=MAX_BYTES, kept_on=CONTACT)
def answer_questions(
    request: AnyRequest, office: TheOffice, who: Who, form: FormFields, reference: FromPath[str]
) -> Page:
    """Answer open questions. Where one cannot be taken none is, and everything typed stands on the page again."""
    known = reference_of(reference)
    if not all(name.startswith(FIELD) for name in form.values):
        raise BadRequest("A field was sent that is not part of the form")
    answers = {name.removeprefix(FIELD): form.one(name) for name in form.values}
    try:
        answer_details(office, who.professional, known, answers)
    except Refused as refused:
        view = view_of_senders_side(office, who, known)
        faults = _faults(view, {fault.field: fault.message for fault in refused.faults})
        return page_of_contact(request, office, who, view, faults=faults, typed=answers)
    arrived(request, office, who)
    return see_other(f"/contacts/{known}#questions")


def _faults(view: ContactView, messages: Mapping[str, str]) -> tuple[Fault, ...]:
    """Each fault at its question where that may still be answered, and at the head of the questions where not."""
    open_ids = [question.id for question in view.contact.open_questions] if takes_answers(view.contact) else []
    faults = []
    for question_id, message in messages.items():
        if question_id in open_ids:
            faults.append(Fault(f"{FIELD}{question_id}", message))
        elif not question_id and open_ids:
            faults.append(Fault(f"{FIELD}{open_ids[0]}", message if len(open_ids) > 1 else "Enter your answer"))
        else:
            faults.append(Fault("questions", message))
    return tuple(dict.fromkeys(faults))


routes = (answer_questions,)
